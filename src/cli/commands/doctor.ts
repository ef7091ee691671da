import { availableParallelism, loadavg, totalmem } from 'node:os';
import { version } from '../../../package.json' with { type: 'json' };
import type { SoundAbility } from '../../verify/trial.ts';
import { findBrowser } from '../browser/find.ts';
import { untilAborted } from '../../core/streams/until-aborted.ts';
import { withDeadline } from '../files/deadline.ts';
import { type Findings, whatIsBetter, whatToUse } from '../doctor/advice.ts';
import { describeDiagnosis, type Diagnosis } from '../doctor/describe.ts';
import { examineBrowser, type ExaminedBrowser } from '../doctor/examined-browser.ts';
import { GPU_STATES, lookForGpu } from '../doctor/gpu.ts';
import { tryCodecs } from '../doctor/trials.ts';
import { decideSandbox } from '../session/drawing.ts';
import type { DrawingOptions } from '../options/job-options.ts';
import { round } from '../film/report.ts';
import { announce, announceJson, note } from '../terminal/say.ts';

export interface DoctorOptions extends DrawingOptions {
  readonly json: boolean;
}

/** What is not tried by then is left out, s; what is under way may take a little longer. */
const MOST_SECONDS = 26;

/** Looks at browser, graphics and codecs of this machine, and says what to use here. */
export async function doctor(options: DoctorOptions, signal: AbortSignal): Promise<void> {
  const began = performance.now();
  const [load = 0] = loadavg();
  const seconds = () => (performance.now() - began) / 1000;
  const say = (text: string) => note(text, options.quiet || options.json);
  const sandbox = decideSandbox(options.sandbox, say);
  const finding = findBrowser(options.browser, process.env, { onNote: say });
  const candidate = await untilAborted(finding, signal);
  const { gl, timeout } = options;
  const examined = await examineBrowser({ candidate, gl, sandbox, timeout, signal, onNote: say });
  const { page, graphics, tried } = examined;
  const end = () => void page.close();
  signal.addEventListener('abort', end);
  try {
    await page.ready;
    const sounds = await askForSounds(examined, timeout);
    const codecs = await tryCodecs(page, () => MOST_SECONDS - seconds(), signal);
    const gpu = await lookForGpu(graphics?.backend, candidate.source);
    const { platform, arch } = process;
    const { source, path } = candidate;
    const findings: Findings = {
      platform,
      source,
      backend: graphics?.backend,
      gpu,
      trials: codecs,
    };
    report(
      {
        version,
        node: process.versions.node,
        platform: `${platform} ${arch}`,
        processors: availableParallelism(),
        memory: totalmem(),
        load: round(load),
        browser: { version: page.version, path, source },
        graphics,
        gpu: GPU_STATES[gpu],
        tried,
        codecs,
        sounds,
        use: whatToUse(findings),
        better: whatIsBetter(findings),
        seconds: round(seconds()),
      },
      options,
    );
  } finally {
    signal.removeEventListener('abort', end);
    await page.close();
  }
}

/** Nothing where the browser doesn't say. */
async function askForSounds({ page }: ExaminedBrowser, timeout: number): Promise<SoundAbility> {
  const reply = await withDeadline(page.call('askForSounds'), timeout, 'asking for its sounds');
  return reply.ok ? reply.value : { encodes: [], decodes: [] };
}

function report(found: Diagnosis, { json, quiet }: DoctorOptions): void {
  if (json)
    announceJson({ ...found, better: found.better ?? null, graphics: found.graphics ?? null });
  else if (!quiet) announce(...describeDiagnosis(found));
}

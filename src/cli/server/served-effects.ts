import { readFile } from 'node:fs/promises';
import { messageOf } from '../../core/errors.ts';
import type { ServedEffects } from '../../effects/effect.ts';
import { sourcesIn } from '../../film/carried/link.ts';
import { fileNamesIn } from '../../film/carried/spec-files.ts';
import type { RenderSpec } from '../../film/spec/spec.ts';
import { EFFECT_FILES_PATH, EFFECTS_PATH } from '../../headless/protocol.ts';
import { type FileWait, waitForInput } from '../files/deadline.ts';
import { watchFiles } from '../files/watch-files.ts';
import { shaderFilesOf } from '../options/effect-files.ts';
import { openEffectInputs } from '../options/effect-inputs.ts';
import type { SpecOptions } from '../options/job-options.ts';
import type { ServedFile } from './answer.ts';

// Effects and transitions that no link carries: somebody's own shaders, and those that read files. They are served
// whole, and no part of the link, which would carry a part of them.

/** What is served of them, and follows the files that they are from. */
export interface EffectsSite {
  /** By path; empty where a link carries all of them. */
  readonly files: ReadonlyMap<string, ServedFile>;
  /**
   * Serves shaders anew that are saved: the page asks for them.
   *
   * @param readAgain the same spec
   * @returns ends it
   */
  follow(readAgain: () => Promise<RenderSpec>): () => void;
}

/** @param options as they were typed, which say where shaders are from */
export async function serveEffects(
  spec: RenderSpec,
  options: SpecOptions,
  wait: FileWait,
): Promise<EffectsSite> {
  const { paths } = await openEffectInputs(spec, wait);
  if (sourcesIn(spec).length + paths.length === 0)
    return { files: new Map(), follow: () => () => {} };
  const inputs = fileNamesIn(spec).map((name, n) => ({
    name,
    address: `${EFFECT_FILES_PATH.slice(1)}/${n}`,
  }));
  const say = ({ effects, transitions }: RenderSpec) =>
    asBytes({ effects, ...(transitions && { transitions }), files: inputs });
  const served = { contentType: 'application/json', bytes: say(spec) };
  const files = new Map<string, ServedFile>([[EFFECTS_PATH, served]]);
  for (const [n, path] of paths.entries()) {
    const bytes = await waitForInput(path, () => readFile(path), wait);
    files.set(`${EFFECT_FILES_PATH}/${n}`, { contentType: 'application/octet-stream', bytes });
  }
  return {
    files,
    follow: (readAgain) =>
      watchFiles(shaderFilesOf(options), () => {
        readAgain().then(
          (saved) => (served.bytes = say(saved)),
          (error: unknown) => (served.bytes = asBytes({ effects: [], fault: messageOf(error) })),
        );
      }),
  };
}

function asBytes(value: ServedEffects): Buffer {
  return Buffer.from(JSON.stringify(value));
}

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Findings, whatIsBetter, whatToUse } from '../../src/cli/doctor/advice.ts';
import { describeDiagnosis, type Diagnosis } from '../../src/cli/doctor/describe.ts';
import { lookForGpu } from '../../src/cli/doctor/gpu.ts';
import { type TriedCodec, tryCodecs } from '../../src/cli/doctor/trials.ts';
import { StillmotionError } from '../../src/core/errors.ts';
import { askForSounds } from '../../src/verify/sound-ability.ts';
import { tryCodec } from '../../src/verify/try-codec.ts';
import type { CodecTrial, TrialOutcome } from '../../src/verify/trial.ts';

const WORKS = { works: true, frames: 6, encodes: 90, decodes: 200, psnr: 40, bytes: 1 } as const;
const NONE = { works: false, because: 'missing', why: 'this browser has none' } as const;

/** A browser that answers what it is asked. */
function browser(answer: (trial: CodecTrial) => Promise<TrialOutcome>) {
  const call = async (_: string, trial: CodecTrial) => ({ ok: true, value: await answer(trial) });
  return { call } as unknown as Parameters<typeof tryCodecs>[0];
}

const { signal } = new AbortController();

async function tried(answer: (trial: CodecTrial) => TrialOutcome): Promise<TriedCodec[]> {
  return tryCodecs(
    browser(async (trial) => answer(trial)),
    () => 30,
    signal,
  );
}

function findings(trials: readonly TriedCodec[], more: Partial<Findings> = {}): Findings {
  return { platform: 'linux', source: 'system', backend: 'llvmpipe', gpu: 'none', trials, ...more };
}

it.each<[string, (trial: CodecTrial) => TrialOutcome, RegExp]>([
  ['H.264 where it works', () => WORKS, /^stillmotion render photo\.jpg$/],
  ['another where it does not', ({ codec }) => (codec === 'h264' ? NONE : WORKS), /--codec vp9$/],
  [
    'another where it is wrong',
    ({ codec }) => (codec === 'h264' ? { ...WORKS, psnr: 9 } : WORKS),
    /--codec vp9$/,
  ],
  ['pictures', ({ codec }) => (codec === 'webp' ? WORKS : NONE), /-o photo\.webp$/],
  ['GIF, which we make ourselves, where no codec works', () => NONE, /-o photo\.gif$/],
])('is advised to take %s', async (_, answer, command) => {
  expect(whatToUse(findings(await tried(answer))).command).toMatch(command);
});

it('is told that nothing can be made where nothing draws', async () => {
  const found = findings(await tried(() => WORKS), { backend: undefined });
  expect(whatToUse(found)).toMatchObject({ command: 'none' });
});

it.each<[string, Partial<Findings>, RegExp | undefined]>([
  ['the embedded browser', { source: 'embedded' }, /chromium-headless-shell/],
  ['SwiftShader', { backend: 'swiftshader' }, /^sudo apt-get install libegl1/],
  ['a GPU that may not be opened', { gpu: 'shut' }, /usermod/],
  ['no GPU', {}, undefined],
  ['a GPU that draws', { backend: 'hardware', gpu: 'used' }, undefined],
  ['another system', { platform: 'darwin', backend: 'hardware', gpu: 'used' }, undefined],
])('is told the one command that is better than %s', (_, more, command) => {
  const better = whatIsBetter(findings([], more));
  if (command === undefined) expect(better).toBeUndefined();
  else expect(better?.command).toMatch(command);
});

it('says why no GPU draws', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sm-dri-'));
  try {
    expect(await lookForGpu('hardware', 'system', folder)).toBe('used');
    expect(await lookForGpu('swiftshader', 'embedded', folder)).toBe('embedded');
    if (process.platform !== 'linux') return;
    expect(await lookForGpu('llvmpipe', 'system', folder)).toBe('none');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'renderD128'), '');
    expect(await lookForGpu('llvmpipe', 'system', folder)).toBe('unused');
  } finally {
    await rm(folder, { recursive: true });
  }
});

it('tries each codec of video by a program and by hardware, and pictures once', async () => {
  const asked = (await tried(() => WORKS)).map(({ codec, size, hardware, depth, rolled, format }) =>
    [codec, size.height, hardware, depth, rolled && 'ours', format]
      .filter((each) => each !== undefined)
      .join(' '),
  );
  for (const ours of [
    'vp9 360 false 10',
    'vp9 1080 false 10',
    'h264 360 false ours',
    'h264 1080 false ours',
    'gif 1080 false gif',
    'png 1080 false apng',
  ])
    expect(asked).toContain(ours);
  expect(new Set(asked).size).toBe(asked.length);
  for (const codec of ['h264', 'vp9', 'av1'])
    for (const height of [360, 1080, 2160])
      for (const hardware of [true, false])
        expect(asked).toContain(`${codec} ${height} ${hardware}`);
  // No browser has a program for it.
  expect(asked.filter((name) => name.startsWith('hevc'))).toEqual([
    'hevc 360 true',
    'hevc 1080 true',
    'hevc 2160 true',
  ]);
  expect(asked.filter((name) => name === 'webp 1080 false').length).toBe(1);
});

it.each(['h264', 'vp9', 'av1'])(
  'says that %s is missing where there are no codecs',
  async (codec) => {
    for (const hardware of [true, false])
      expect(await tryCodec({ codec, size: { width: 640, height: 360 }, hardware })).toEqual({
        works: false,
        because: 'missing',
        why: expect.stringMatching(/no WebCodecs VideoEncoder/),
      });
    expect(await askForSounds()).toEqual({ encodes: [], decodes: [] });
  },
);

it('goes on behind a codec that fails, and stops when the time is up', async () => {
  let left = 30;
  const failing = browser(async ({ codec, hardware }) => {
    if (codec === 'vp9' && !hardware) throw new StillmotionError('encoding-failed', 'It broke.');
    left -= 3;
    return hardware ? NONE : WORKS;
  });
  const all = await tryCodecs(failing, () => left, signal);
  const of = (name: string) => all.filter(({ codec, hardware }) => codec === name && !hardware);
  expect(of('vp9')[0]?.outcome).toEqual({ works: false, because: 'failed', why: 'It broke.' });
  expect(of('av1')[0]?.outcome).toMatchObject({ works: true });
  expect(of('av1')[2]?.outcome).toMatchObject({ because: 'untried', why: 'the time is up' });
});

it('tells of a browser that ends once, and tries nothing more in it', async () => {
  let asked = 0;
  const dying = browser(async () => {
    asked++;
    throw new StillmotionError('browser-failed', 'It has ended.');
  });
  const all = await tryCodecs(dying, () => 30, signal);
  expect(asked).toBe(1);
  expect(all[0]?.outcome).toMatchObject({ because: 'failed', why: 'It has ended.' });
  expect(all.at(-1)?.outcome).toMatchObject({ because: 'untried' });
});

it('says all of it in lines', async () => {
  const codecs = await tried(({ codec, hardware }) => {
    if (hardware) return NONE;
    if (codec === 'png') return { ...WORKS, psnr: null };
    const colors = { primaries: 'bt470bg', transfer: 'bt709', matrix: 'bt709', fullRange: true };
    return { ...WORKS, colors, exact: codec !== 'av1' } as TrialOutcome;
  });
  const found = findings(codecs);
  const lines = describeDiagnosis({
    version: '1.2.3',
    node: '20',
    platform: 'linux x64',
    processors: 2,
    memory: 2 ** 33,
    load: 7,
    browser: { version: 'Chrome/1', path: '/chrome', source: 'system' },
    graphics: undefined,
    gpu: 'no GPU',
    tried: ['swiftshader: no WebGL2'],
    codecs,
    sounds: { encodes: [], decodes: ['Opus'] },
    use: whatToUse(found),
    better: whatIsBetter(found),
    seconds: 1,
  } satisfies Diagnosis).join('\n');
  expect(lines).toMatch(/none: nothing draws here/);
  expect(lines).toMatch(/H\.264 +any size +hardware +none/);
  expect(lines.match(/hardware/g)).toHaveLength(4);
  expect(lines).toMatch(/AV1 +640x360 +program .*TAGGED bt470bg, bt709, bt709, full range/);
  expect(lines).toMatch(/PNG .*every sample the same/);
  expect(lines).toMatch(/H\.264 +1920x1080 +ours +90 encoded/);
  expect(lines).toMatch(/GIF +1920x1080 +film +90 encoded/);
  expect(lines).toMatch(/load 7\.0: speeds are too low/);
  expect(lines).toMatch(/encodes nothing; decodes Opus/);
});

import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readSpec } from '../../src/cli/options/job-options.ts';
import { StillmotionError } from '../../src/core/errors.ts';
import { readHash } from '../../src/film/carried/link.ts';
import { applyOption } from '../../src/film/options/option-values.ts';
import { SPEC_OPTIONS } from '../../src/film/options/options.ts';
import { planRender } from '../../src/film/plan.ts';
import { parseSpec } from '../../src/film/spec/spec.ts';
import { secondsAt } from '../../src/core/timeline.ts';
import { formatLine, parseTitle } from '../../src/core/title.ts';
import { planFilm } from '../../src/film/encoding/film-plan.ts';
import { anyText } from '../any-text.ts';
import { count, tries } from './tries.ts';

const RUNS = { seed: 11, numRuns: tries(500, 1500) };

const TIMELINE = { fps: { numerator: 30, denominator: 1 }, frameCount: 10_000_001 };

/** Numbers at the edges of everything, and words that objects know by themselves. */
const odd = fc.oneof(
  fc.constantFrom(0, -0, 1, -1, 0.5, 2 ** 31, 2 ** 53, 1e308, 5e-324, NaN, Infinity, null, true),
  fc.constantFrom('', ' ', '0', '640x480', '#ffffff', 'h264', '{f}', '{t:.99f}', '__proto__'),
  fc.integer(),
  fc.double(),
  anyText({ maxLength: 30 }),
  fc.array(fc.integer(), { maxLength: 3 }),
);
const NAMES =
  `size filter motion layout canvas background title fps frames duration range codec quality
  bitrate hold loops capture __proto__ constructor`.split(/\s+/);
const record = fc.dictionary(
  fc.constantFrom(
    'width',
    'height',
    'numerator',
    'denominator',
    'first',
    'last',
    'kind',
    'step',
    'axis',
  ),
  odd,
  { maxKeys: 4 },
);
const likely = fc.oneof(
  odd,
  record,
  fc.record({
    width: fc.integer({ min: 1, max: 5000 }),
    height: fc.integer({ min: 1, max: 5000 }),
  }),
  fc.record({ numerator: fc.integer({ min: 1 }), denominator: fc.integer({ min: 1 }) }),
  fc.record({ kind: fc.constant('roll'), step: fc.double({ noNaN: true }) }),
);
const specs = fc.oneof(
  fc.dictionary(fc.constantFrom(...NAMES), likely, { maxKeys: 4 }),
  fc.anything(),
);

/** A spec's file: JSON of all kinds and in all encodings, whole, cut short or with a byte changed. */
const texts = fc.oneof(
  specs.map((spec) => JSON.stringify(spec) ?? ''),
  fc.json(),
  anyText(),
  fc.nat(20_000).map((depth) => '['.repeat(depth) + ']'.repeat(depth)),
  fc.nat(20_000).map((depth) => `{"size":${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}}`),
  fc.nat(2000).map((digits) => `{"frames":${'9'.repeat(digits + 1)}}`),
  fc.constantFrom(
    '',
    '{"__proto__":{"frames":1}}',
    '{"constructor":{"prototype":{"frames":1}}}',
    '{"motion":{"__proto__":{"step":1}}}',
    '{"frames":1,"frames":"x"}',
    '{"title":"\\ud800"}',
    '{"frames":1e999}',
    '{"frames":-0}',
    '{"frames":1} {}',
    '// no comment\n{}',
  ),
);
const files = fc
  .tuple(texts, fc.constantFrom<BufferEncoding>('utf8', 'utf16le', 'latin1'), fc.boolean())
  .map(([text, encoding, marked]) => Buffer.from(`${marked ? '\uFEFF' : ''}${text}`, encoding))
  .chain((bytes) =>
    fc.oneof(
      fc.constant(bytes),
      fc.nat(bytes.length).map((length) => bytes.subarray(0, length)),
      fc.tuple(fc.nat(bytes.length), fc.nat(255)).map(([at, byte]) => {
        const changed = Buffer.from(bytes);
        changed.fill(byte, at, Math.min(at + 1, changed.length));
        return changed;
      }),
    ),
  );
const inherited = Object.getOwnPropertyNames(Object.prototype);

const OUTCOMES = ['done', 'usage', 'frame-too-large'];

describe('bad specs: a typed error, never a stack', () => {
  it('as a configuration file', ({ task }) => {
    const side = fc.integer({ min: 1, max: 20_000 });
    fc.assert(
      fc.property(specs, side, side, (input, width, height) => {
        expect(OUTCOMES).toContain(
          outcomeOf(() => planFilm(planRender(parseSpec(input), { width, height }))),
        );
      }),
      RUNS,
    );
    count({ task }, RUNS.numRuns);
  });

  it('with any number in any place: what is planned is what a browser and a container can hold', ({
    task,
  }) => {
    const number = fc.oneof(
      fc.double({ noNaN: true }),
      fc.double({ min: 0, max: 1e4, noNaN: true }),
      fc.maxSafeInteger(),
      fc.nat(100_000),
      fc.constantFrom(1e300, 1e15, 2 ** 53, 2 ** 32, 2 ** 31, 5e-324, 0.001, 1e9, 3e8),
    );
    const size = fc.record({ width: number, height: number });
    const jobs = fc.record(
      {
        size,
        motion: fc.record({ kind: fc.constant('roll'), step: number }),
        layout: fc.constant('figure'),
        canvas: size,
        fps: fc.record({ numerator: number, denominator: number }),
        hold: number,
        frames: number,
        duration: number,
        range: fc.record({ first: number, last: number }),
        loops: number,
        codec: fc.constantFrom('h264', 'vp9', 'av1'),
        bitrate: number,
      },
      { requiredKeys: ['layout'] },
    );
    // One or two at a time: a job with more is refused for the first that is wrong.
    const few = fc
      .tuple(jobs, fc.array(fc.nat(11), { minLength: 1, maxLength: 2 }))
      .map(([job, places]) => {
        const kept = Object.entries(job).filter(([name], place) => {
          return (
            places.includes(place) || name === 'codec' || (name === 'layout' && 'canvas' in job)
          );
        });
        const picked: Record<string, unknown> = Object.fromEntries(kept);
        if ('canvas' in picked) picked['layout'] = 'figure';
        else delete picked['layout'];
        return picked;
      });
    fc.assert(
      fc.property(few, (input) => {
        const outcome = outcomeOf(() => {
          const plan = planRender(parseSpec(input), { width: 640, height: 480 });
          const { bitrate, encoder, size: film, keyFrameInterval } = planFilm(plan);
          // Vectors keep to no rate.
          const rates = encoder.name === 'rolled' ? [] : [bitrate];
          for (const whole of [
            ...rates,
            film.width,
            film.height,
            keyFrameInterval,
            plan.frameCount,
          ])
            expect(whole).toSatisfy((value: number) => Number.isSafeInteger(value) && value > 0);
          expect(bitrate).toBeLessThanOrEqual(2 ** 31);
          expect(Number.isFinite(secondsAt(plan.frameCount, plan.fps))).toBe(true);
        });
        expect(OUTCOMES).toContain(outcome);
      }),
      RUNS,
    );
    count({ task }, RUNS.numRuns);
  });

  it('as a file of any bytes', async ({ task }) => {
    const folder = await mkdtemp(join(tmpdir(), 'sm-specs-'));
    const path = join(folder, 'spec.json');
    onTestFinished(() => rm(folder, { recursive: true }));
    await fc.assert(
      fc.asyncProperty(files, async (bytes) => {
        writeFileSync(path, bytes);
        expect(OUTCOMES).toContain(await readSpec({ spec: path }).then(() => 'done', codeOf));
      }),
      RUNS,
    );
    // Nothing that was read has got into what all objects have.
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(inherited);
    count({ task }, RUNS.numRuns);
  });

  it("as a link's hash", ({ task }) => {
    const json = specs.map((spec) => JSON.stringify(spec) ?? '');
    const hashes = fc.oneof(json, json.map(encodeURI), anyText());
    fc.assert(
      fc.property(hashes, (text) => {
        expect(OUTCOMES).toContain(outcomeOf(() => readHash(`#spec=${text}`)));
      }),
      RUNS,
    );
    count({ task }, RUNS.numRuns);
  });

  it('as options', ({ task }) => {
    const values = fc.oneof(odd.map(String), anyText());
    fc.assert(
      fc.property(fc.constantFrom(...SPEC_OPTIONS), values, (option, value) => {
        expect(OUTCOMES).toContain(outcomeOf(() => parseSpec(applyOption(option, {}, value))));
      }),
      RUNS,
    );
    count({ task }, RUNS.numRuns);
  });

  it('as a title', ({ task }) => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '{f',
      ':',
      '3',
      '.',
      'd',
      'f}',
      '{t:.2f}',
      '{{',
      '}}',
      'é',
    );
    const templates = fc.oneof(
      fc.array(pieces).map((all) => all.join('')),
      fc.string(),
    );
    fc.assert(
      fc.property(templates, fc.nat(10_000_000), (template, frame) => {
        expect(OUTCOMES).toContain(
          outcomeOf(() => parseTitle(template).map((runs) => formatLine(runs, frame, TIMELINE))),
        );
      }),
      RUNS,
    );
    count({ task }, RUNS.numRuns);
  });
});

/** The code of an error of ours in one line, or `done`; anything else is thrown on. */
function outcomeOf(work: () => unknown): string {
  try {
    work();
    return 'done';
  } catch (error) {
    return codeOf(error);
  }
}

function codeOf(error: unknown): string {
  if (!(error instanceof StillmotionError) || /\n {2,}at /.test(error.message)) throw error;
  return error.code;
}

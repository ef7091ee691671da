import { writeFile } from 'node:fs/promises';
import { describe, expect } from 'vitest';
import {
  browserProcess,
  expectNothingLeft,
  filmBegun,
  HOUR_OF_FRAMES,
  it,
  kill,
  picture,
} from '../../cli/program.ts';
import { expectExplained } from '../../cli/refusal.ts';
import { hookProgram } from '../hooked.ts';

/** They all wait for it side by side, s. */
const DEADLINE = 6;
/** What a start takes on a busy machine, before anything hangs, s. */
const START = 20;
/** What an end takes there of a browser that has to be killed, s. */
const END = 20;
const FILM = [
  'render',
  picture('card-smooth.png'),
  '--size',
  '160x120',
  '--frames',
  '600',
  '--gl',
  'swiftshader',
  '--encoder',
  'webcodecs',
];

const HANGS: readonly [string, string, RegExp][] = [
  [
    'an encoder that gives no chunk',
    `VideoEncoder = class extends VideoEncoder {
       constructor(init) { super({ ...init, output() {} }); }
     };`,
    /while encoding/,
  ],
  [
    'an encoder that never comes to its end',
    `VideoEncoder.prototype.flush = () => new Promise(() => {});`,
    // What it does with two small frames is asked before the film.
    /while (starting the encoder|encoding)/,
  ],
  // One that stops later looks like a renderer that stands still.
  ['a page that never answers', `for (;;);`, /while loading its page/],
  [
    'a shader that loops for ever',
    `const { shaderSource } = WebGL2RenderingContext.prototype;
     WebGL2RenderingContext.prototype.shaderSource = function (shader, source) {
       const endless = 'void main() { float endless = 0.0; for (int turn = 0; turn < 2147483647; turn++)' +
         ' endless = fract(endless + gl_FragCoord.x * 0.37); if (endless > 2.0) discard;';
       shaderSource.call(this, shader, source.replace(/void main\\(\\)\\s*{/, (main) =>
         source.includes('gl_Position') ? main : endless));
     };`,
    /while (starting the encoder|encoding|drawing)|lost while drawing/,
  ],
  [
    'a picture that is never loaded',
    `Blob.prototype.arrayBuffer = () => new Promise(() => {});`,
    /while loading the picture/,
  ],
];

describe.concurrent('nothing hangs', { timeout: 90_000 }, () => {
  it.for(HANGS)('%s', async ([, hook, says], { place }) => {
    const hooked = await hookProgram(place, hook, 'all browsers');
    const args = [...FILM, '--timeout', String(DEADLINE), '--retries', '0'];
    const outcome = await hooked.start(args).ended;
    const code = outcome.stderr.includes('graphics-lost') ? 'graphics-lost' : 'deadline-exceeded';
    expectExplained(outcome, { code, says });
    expect(outcome.seconds).toBeLessThan(START + DEADLINE + END);
    expect(await place.files()).toEqual([]);
    await expectNothingLeft(place);
  });

  it.for(['render', 'still'] as const)(
    '%s with a shader of a person that never ends',
    async (command, { place }) => {
      // Its turns are counted; so many pixels take those for hours without a GPU.
      await writeFile(
        place.path('endless.glsl'),
        `vec4 effect(vec2 uv) {
         vec4 sum = image(uv);
         while (sum.r < 2.0) while (sum.g < 2.0) sum = fract(sin(exp(sin(exp(sin(sum + 0.1))))) * 43.7);
         return sum;
       }`,
      );
      const shown = [
        picture('card-smooth.png'),
        '--effect',
        './endless.glsl',
        '--canvas',
        '1920x1080',
      ];
      const limits = ['--gl', 'swiftshader', '--timeout', String(DEADLINE)];
      const output = command === 'render' ? 'film.mp4' : 'frame.png';
      const outcome = await place.run([command, ...shown, ...limits, '-o', output]);
      expectExplained(outcome, { code: 'deadline-exceeded', says: /while (encoding|drawing)/ });
      expect(outcome.code).toBe(1);
      expect(outcome.seconds).toBeLessThan(START + DEADLINE + END);
      expect(await place.files()).toEqual(['endless.glsl']);
      await expectNothingLeft(place);
    },
  );

  it.for(['browser', 'gpu-process', 'renderer'] as const)(
    'a %s that stands still in the middle of the film',
    async (victim, { place }) => {
      // A turned picture is drawn anew for each frame; rolled ones need no graphics after the first.
      const motion = ['--motion', 'rotate', '--frames', HOUR_OF_FRAMES];
      const film = [...FILM, ...motion, '--timeout', String(DEADLINE)];
      const running = place.start(film);
      await filmBegun(place);
      kill(browserProcess(place, victim) ?? 0, 'SIGSTOP');
      const stopped = performance.now();
      const outcome = await running.ended;
      expect((performance.now() - stopped) / 1000).toBeLessThan(DEADLINE + END);
      expectExplained(outcome, { code: 'deadline-exceeded', says: /while encoding/ });
      expect(await place.files()).toEqual([]);
      await expectNothingLeft(place);
    },
  );

  it('a browser that never starts', async ({ place }) => {
    const browser = await place.script('browser', "trap '' TERM INT HUP", 'exec sleep 600');
    const args = [...FILM, '--browser', browser, '--timeout', String(DEADLINE)];
    const outcome = await place.run(args);
    expectExplained(outcome, { code: 'deadline-exceeded', says: /while starting/ });
    expect(outcome.seconds).toBeLessThan(DEADLINE + END);
    await expectNothingLeft(place);
  });
});

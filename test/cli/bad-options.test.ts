import { writeFile } from 'node:fs/promises';
import { describe, expect } from 'vitest';
import { it, picture, type Place } from './program.ts';
import { expectRefused, expectRefusedHere } from './refusal.ts';

const usage = (place: Place, args: readonly string[], says: string | RegExp) =>
  expectRefusedHere(place, args, { code: 'usage', says });

describe.concurrent('the program itself, as it is started', () => {
  it.for<[string, string[], string | RegExp]>([
    [
      'without a command',
      [],
      /render, batch, merge, still, play, verify, doctor, effects or motions/,
    ],
    ['with an unknown option', ['render', '--sise', '3x3'], '--size'],
    ['with an impossible value', ['render', '--frames', '1.5'], 'frames'],
    ['with a spec that is not there', ['still', '--spec', 'missing.json'], 'missing.json'],
    ['with an output of another kind', ['still', '-o', 'x.tiff'], /x\.tiff.*\.png/],
    [
      'with a range that its film has not',
      ['render', picture('card.png'), '--gl', 'swiftshader', '--step', '1', '--range', '300-400'],
      /0-22/,
    ],
  ])('%s ends with 2 and one line', async ([, args, says], { place }) => {
    await expectRefused(place, args, { code: 'usage', says });
  });
});

/** No browser is started for any of these but where the film has to be planned. */
describe('a command line that asks for what does not exist', () => {
  it.for<[string, string[], string | RegExp]>([
    ['no command', [], /render, batch, merge, still, play, verify, doctor, effects or motions/],
    ['an unknown command', ['rendr'], 'render'],
    ['an unknown command unlike any other', ['film'], "'film'"],
    ['a picture without a command', [picture('card.png')], /stillmotion render .*card\.png/],
    [
      'an effect as a motion',
      ['render', '--motion', 'parallax:depth=d.png'],
      /--effect parallax:depth=d\.png/,
    ],
    ['a motion as an effect', ['render', '--effect', 'zoom:to=2'], /--motion zoom:to=2/],
    ['a motion that is none', ['render', '--motion', 'zom'], /did you mean zoom\?/],
    [
      'none beside a motion',
      ['render', '--motion', 'zoom', '--motion', 'none'],
      /"none" stands by itself/,
    ],
    ['a motion to show that is none', ['motions', 'zom'], /did you mean zoom\?/],
    ['an effect that is none', ['effects', 'vignett'], /vignette.*stillmotion effects lists/],
    ...(['motion', 'effect', 'transition'] as const).flatMap(
      (option) =>
        [
          [`no name: ${option}`, ['render', `--${option}`, ''], /expected a name, as in \w+:\w+=/],
          [
            `parameters without a name: ${option}`,
            ['render', `--${option}`, ':duration=1'],
            /expected a name, as in .*; got ":duration=1"/,
          ],
          [
            `several names in one: ${option}`,
            ['render', `--${option}`, 'wipe, fade:duration=1'],
            new RegExp(`give --${option} again for each, or join them: "wipe \\+ fade:duration=1"`),
          ],
        ] satisfies [string, string[], RegExp][],
    ),
    ['a transition that is none', ['render', '--transition', 'fad'], /did you mean fade\?.*iris/],
    [
      'one of gl-transitions where they are not',
      ['render', '--transition', 'crosswarp'],
      /npm install gl-transitions/,
    ],
    ['no transition', ['render', '--transition', 'none'], /fade:duration=0 cuts/],
    ['a motion as a transition', ['render', '--transition', 'pan'], /write --motion pan/],
    [
      'an effect of one picture as a transition',
      ['render', '--transition', 'grain'],
      /"grain" is an effect that shows no second picture\. There are .*wipe/,
    ],
    [
      'a transition’s parameter that it has not',
      ['render', '--transition', 'wipe:duratio=2'],
      /transition wipe has no "duratio"; it takes: .*duration/,
    ],
    [
      'a number that is none, of an effect',
      ['render', '--effect', 'grain:size=2,amount=x'],
      /"amount" of grain: expected a number/,
    ],
    ['an unknown option', ['render', '--sise', '3x3'], '--size'],
    ['an unknown short option', ['render', '-q'], '-q'],
    ['a second effect to show', ['effects', 'grain', 'glow'], 'too many arguments'],
    ['an option of films for a still', ['still', '--codec', 'h264'], '--codec'],
    ['an option of stills for a film', ['render', '--frame', '3'], '--frame'],
    ['an option without its value', ['render', '--fps'], '--fps'],
    ['an unknown preset', ['render', '--preset', 'nope'], 'notebook'],
    ['a preset and a spec', ['render', '--preset', 'notebook', '--spec', 'x.json'], '--spec'],
    ['an unknown codec', ['render', '--codec', 'vp8'], /vp8.*h264, vp9, av1, hevc/],
    ['an unknown filter', ['render', '--filter', 'sharp'], /sharp.*linear.*nearest/],
    ['an unknown axis', ['render', '--axis', 'z'], /'z'.*x, y/],
    ['an unknown layout', ['render', '--layout', 'page'], /page.*fill, figure/],
    ['an unknown quality', ['render', '--quality', 'best'], /best.*draft, standard, high/],
    ['unknown graphics', ['render', '--gl', 'metal'], /metal.*auto, hardware/],
    [
      'a quality and a bit rate',
      ['render', '--quality', 'high', '--bitrate', '5M'],
      /--bitrate .*--quality/,
    ],
    [
      'a quality and a quantizer',
      ['render', '--quality', 'high', '--quantizer', '9'],
      /--quantizer .*--quality/,
    ],
    ['a colour that is none', ['render', '--background', 'pinkish'], /pinkish.*#ffffff/],
    ['an unknown field in the title', ['render', '--title', 'Frame {x}'], /\{x\}.*\{f\} frame/],
    ['an inherited field', ['render', '--title', '{constructor}'], /\{constructor\}.*\{f\}/],
    ['a bad format in the title', ['render', '--title', '{f:3x}'], /3x.*3d/],
    ['decimals for a whole number', ['render', '--title', '{f:.2d}'], '.2f'],
    ['a brace alone in the title', ['render', '--title', 'a } b'], '}}'],
    ['a title of 201 characters', ['render', '--title', 'x'.repeat(201)], '200'],
    ['--fps and --interval', ['render', '--fps', '5', '--interval', '200'], '--interval'],
    ['--frames and --duration', ['render', '--frames', '5', '--duration', '1'], '--duration'],
    ['a canvas of no shape', ['render', '--canvas', '16:0'], /canvas.*16:0/],
    ['a canvas in words', ['render', '--canvas', 'tall'], /canvas.*tall/],
    ['a film that is no .mp4', ['render', '-o', 'x.avi'], /x\.avi.*\.mp4/],
    ['a film without an ending', ['render', '-o', 'x'], '.mp4'],
    ['a still that is no .png', ['still', '-o', 'x.tiff'], /x\.tiff.*\.png/],
    ['an address as the picture', ['render', 'https://a.example/x.jpg'], /nothing is fetched/],
    [
      'a file: address as the picture',
      ['still', 'file:///x.png'],
      /path of a file on this machine/,
    ],
    ['an address as the spec', ['render', '--spec', 'http://a.example/x'], /Download it first/],
    [
      'an address as the output',
      ['render', '-o', 'ftp://a.example/x.mp4'],
      /nothing.* sent to one/,
    ],
    ['an empty output', ['render', '-o', ''], '.mp4'],
  ])('%s', async ([, args, says], { place }) => {
    await usage(place, args, says);
  });
});

describe('a value that can not be', () => {
  const values: Readonly<Record<string, readonly string[]>> = {
    size: ['', 'NaNxNaN', '0x10', '10', '-5x5', '1.5x2', '20000x20', `${'9'.repeat(400)}x2`],
    canvas: ['', '0x0', '640x-480'],
    frames: ['', ' ', 'abc', 'NaN', '0x10', '1,5', '5 px', '0', '-1', '1.5', '10000002'],
    duration: ['', 'NaN', 'Infinity', '0', '-1', '1e400'],
    fps: ['', 'NaN', '0', '-5', '1/0', '0/1', '29,97', '1001', '1/1001'],
    step: ['', 'NaN', '-Infinity', '1e400', '-1e400', '1e7', '0.12345678901'],
    bitrate: ['', 'NaN', '0', '999', '1.5', '1e400'],
    'max-bytes': ['', '0', '-1', '8XB', '1e9', 'MB'],
    range: ['', 'NaN', '9-3', '-1-3', '3', '1.5-2', '0-99999999'],
    retries: ['', 'NaN', '-1', '1.5', '101', '0x1'],
    timeout: ['', 'NaN', 'Infinity', '0', '-1', '86401', '0x10'],
    // It becomes a frame rate, and may be called by that name.
    interval: ['', 'NaN', 'Infinity', '0', '-200', '0.0001', '1e9'],
  };
  const rows = Object.entries(values).flatMap(([option, wrong]) =>
    wrong.map((value) => ({ option, value })),
  );

  it.for(rows)('--$option "$value"', async ({ option, value }, { place }) => {
    const figure = option === 'canvas' ? ['--layout', 'figure'] : [];
    const job = ['render', picture('card.png'), '--gl', 'swiftshader', ...figure];
    const names = option === 'interval' ? /interval|fps/ : option;
    const run = await usage(place, [...job, `--${option}=${value}`], names);
    // It tells what it got, in numbers as people know them.
    expect(run.stderr).not.toMatch(/null|Invalid|undefined/);
  });

  it.for(['-1', '1.5', '', 'NaN', '1e3', '10000001'])('--frame %j', async (value, { place }) => {
    await usage(place, ['still', `--frame=${value}`], '--frame');
  });
});

describe('a film that is too short or too long for what is asked', () => {
  const film = ['render', picture('card-smooth.png'), '--gl', 'swiftshader', '--frames', '20'];

  it.for([
    [['--range', '0-20'], /0-19/],
    [['--range', '300-400'], /0-19/],
  ] as const)('a range beyond its end: %j', async ([args, says], { place }) => {
    await usage(place, [...film, ...args], says);
  });

  it('a duration of more frames than any film has', async ({ place }) => {
    const job = ['render', picture('card-smooth.png'), '--gl', 'swiftshader'];
    await usage(place, [...job, '--duration', '1e12'], /10000001/);
  });
});

describe('a spec', () => {
  it.for<[string, string, string | RegExp]>([
    ['that is not JSON', '{"size":', 'not JSON'],
    ['that is empty', '', 'not JSON'],
    ['that is a list', '[]', /spec/i],
    ['that is a text', '"notebook"', /spec/i],
    ['that is null', 'null', /spec/i],
    ['with an unknown field', '{"siez":{"width":1,"height":1}}', 'siez'],
    [
      'with an unknown field inside another',
      '{"motion":{"kind":"roll","stp":1}}',
      /motion roll has no "stp"/,
    ],
    ['with __proto__', '{"__proto__":{"frames":3}}', '__proto__'],
    ['with __proto__ inside', '{"motion":{"kind":"roll","__proto__":{"step":3}}}', '__proto__'],
    ['with constructor', '{"constructor":{"prototype":{"frames":3}}}', 'constructor'],
    ['with a text for a number', '{"frames":"3"}', /frames.*"3"/],
    ['with null for a number', '{"frames":null}', /frames.*null/],
    ['with a number for a size', '{"size":640}', /size.*640/],
    ['with half a size', '{"size":{"width":640}}', 'size.height'],
    ['with fps that is none', '{"fps":"fast"}', /fps.*fast/],
    ['with an unknown motion', '{"motion":{"kind":"spin"}}', /no motion "spin"/],
    ['with an unknown codec', '{"codec":"vp8"}', /codec.*vp8/],
    ['with frames and duration', '{"frames":3,"duration":1}', /frames or duration/],
    ['with a reversed range', '{"range":{"first":3,"last":2}}', 'range'],
    ['with an unknown field in its title', '{"title":"{x}"}', '{x}'],
    ['with a list for a title', '{"title":["x"]}', /title.*a list; expected a text/],
    ['with a number beyond all', `{"frames":${'9'.repeat(400)}}`, /frames.*Infinity.*whole number/],
    [
      'nested a thousandfold',
      `${'['.repeat(1000)}${']'.repeat(1000)}`,
      /spec is a list; expected an object/,
    ],
    ['nested until no stack is left', '['.repeat(1_000_000), 'not JSON'],
    ['in other lines and colours', '{"title":\n\u001B[31mx\n}', /not JSON.*\\u\{1b\}\[31m/],
    [
      'of more than it may have',
      `{"title":"${'x'.repeat(2 ** 20)}"}`,
      /more than the 1048576 bytes/,
    ],
  ])('%s', async ([, text, says], { place }) => {
    await writeFile(place.path('job.json'), text);
    await usage(place, ['render', '--spec', 'job.json'], says);
  });

  it.for([
    ['that is not there', 'missing.json'],
    ['that is a folder', '.'],
  ] as const)('%s', async ([, path], { place }) => {
    await usage(place, ['render', '--spec', path], path);
  });

  it('without an end', async ({ place, skip }) => {
    skip(process.platform === 'win32', 'Windows has no /dev/zero');
    await usage(place, ['render', '--spec', '/dev/zero'], /more than the 1048576 bytes/);
  });

  it('in UTF-16, and what it should be in', async ({ place }) => {
    await writeFile(place.path('job.json'), Buffer.from('\uFEFF{"frames":3}', 'utf16le'));
    await usage(place, ['render', '--spec', 'job.json'], 'not JSON in UTF-8');
  });

  it('with a byte order mark is read all the same', async ({ place }) => {
    await writeFile(place.path('job.json'), '\uFEFF{"siez":3}');
    await usage(place, ['render', '--spec', 'job.json'], '"siez" is not a field');
  });

  it('that an option puts in order is still refused for what is wrong in it', async ({ place }) => {
    await writeFile(place.path('job.json'), '{"frames":0}');
    await usage(place, ['render', '--spec', 'job.json', '--frames', '3'], 'frames');
  });
});

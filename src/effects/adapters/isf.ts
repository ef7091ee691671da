import type { Adapter, Effect, Input } from '../effect.ts';
import { placeOf, unsupported } from '../fault.ts';
import { hasHeader, type Header, inputOf, readHeader } from '../header.ts';
import { callsOf, meaningful, type Token, tokenize } from '../tokens.ts';
import { convertNumbers } from './isf-conversions.ts';
import { readVertex, VERTEX_INIT, vertexFileOf, withoutVaryings } from './isf-vertex.ts';
import { aboutOf } from './native.ts';

// ISF 2 (https://docs.isf.video): a block of JSON, and `void main()` that writes gl_FragColor. Rows go upwards, and
// colours are not multiplied by their alpha. Pictures are numbers here, by which one function tells them apart.

export const isf: Adapter = {
  name: 'ISF',
  recognises: (text) => hasHeader(text) && /\bvoid\s+main\s*\(/.test(text),
  takesVertex: true,
  read(text, name, file, vertexText) {
    const header = readHeader(text, file);
    refuseUnsupported(header, text, file);
    const floats = header.INPUTS.filter(({ TYPE }) => TYPE === 'float').map(({ NAME }) => NAME);
    const tokens = convertNumbers(
      withoutVaryings(tokenize(text), text, file, vertexText !== undefined),
      floats,
    );
    const stage =
      vertexText === undefined ? undefined : readVertex(vertexText, vertexFileOf(file), tokens);
    const { pictures, files } = picturesOf(header);
    const targets = targetsOf(header);
    const isTransition = pictures.includes('endImage');
    const inputs = header.INPUTS.filter(({ NAME }) => !pictures.includes(NAME))
      // What goes from 0 to 1 in a transition is our passage.
      .filter(({ NAME }) => !(isTransition && NAME === 'progress'))
      .flatMap((input): Input[] => {
        const read = inputOf(input);
        if (read?.type === 'file') return [{ ...read, call: readerOf(input.NAME) }];
        return read ? [withAlpha(read, input.DEFAULT)] : [];
      });
    return {
      about: aboutOf(header, name),
      file,
      text,
      tokens,
      ...(stage && { vertex: stage.vertex }),
      before: `${beforeOf(pictures, files, targets)}${stage ? `\n${VERTEX_INIT}` : ''}`,
      after: `${stage ? `${stage.after}\n` : ''}vec4 effect(vec2 uv) {
  isf_FragNormCoord = vec2(uv.x, 1.0 - uv.y);
  isfCoord = vec4(isf_FragNormCoord * RENDERSIZE, 0.0, 1.0);
  ${stage ? 'if (!isfRaster(isf_FragNormCoord)) return vec4(0.0);' : ''}
  isfColor = vec4(0.0);
  isfMain();
  vec4 color = clamp(isfColor, 0.0, 1.0);
  return vec4(color.rgb * color.a, color.a);
}`,
      words: new Map([...WORDS, ...(isTransition ? [['progress', 'passage'] as const] : [])]),
      inputs,
      loop: isTransition ? 'film' : loopOf([...tokens, ...(stage?.vertex.tokens ?? [])]),
      pictures: isTransition ? 2 : 1,
      passes: targets.map(({ target, scale }, n) => ({
        ...(n < targets.length - 1 && { target: `isfTarget_${target}` }),
        scale,
        samples: stage?.samples === true ? 'many' : callsOf(tokens, 'main', SAMPLERS),
      })),
    } satisfies Effect;
  },
};

const SAMPLERS = [
  'IMG_NORM_PIXEL',
  'IMG_PIXEL',
  'IMG_THIS_PIXEL',
  'IMG_THIS_NORM_PIXEL',
  'texture2D',
  'texture',
];

const WORDS: readonly (readonly [string, string])[] = [
  ['main', 'isfMain'],
  ['gl_FragColor', 'isfColor'],
  ['isf_FragColor', 'isfColor'],
  ['gl_FragCoord', 'isfCoord'],
  ['vv_FragNormCoord', 'isf_FragNormCoord'],
  ['TIME', 'time'],
  ['PASSINDEX', 'PASS'],
  ['IMG_NORM_PIXEL', 'isfAt'],
  ['IMG_THIS_PIXEL', 'isfHere'],
  ['IMG_THIS_NORM_PIXEL', 'isfHere'],
  ['IMG_PIXEL', 'isfPixel'],
  ['IMG_SIZE', 'isfSize'],
  ['texture2D', 'isfAt'],
  ['texture', 'isfAt'],
  ['sampler2D', 'int'],
  ['mediump', 'highp'],
  ['lowp', 'highp'],
  // Behind it stands what else ES lacks, often under the name of a built-in function: both would be one name here.
  ['GL_ES', 'isfDesktop'],
  // Words of GLSL ES 3.00 that were free before.
  ['sample', 'isfSample'],
  ['smooth', 'isfSmooth'],
  ['flat', 'isfFlat'],
];

interface PassTarget {
  readonly target: string;
  readonly scale: number;
}

function refuseUnsupported(header: Header, text: string, file: string): void {
  const refuse = (word: string, what: string) =>
    unsupported(file, text, placeOf(text, Math.max(text.indexOf(`"${word}"`), 0)), what);
  const isOn = (value: unknown) => value !== undefined && value !== false && value !== 0;
  if (header.PASSES.some(({ PERSISTENT }) => isOn(PERSISTENT)) || isOn(header.PERSISTENT_BUFFERS))
    throw refuse('PERSISTENT', 'a persistent buffer would make a frame depend on those before it');
  if (header.INPUTS.some(({ TYPE }) => TYPE === 'audio' || TYPE === 'audioFFT'))
    throw refuse('audio', 'what goes by sound is not drawn here');
  if (isOn(header.IMPORTED)) throw refuse('IMPORTED', 'imported pictures are not read here');
}

/** The first picture, and in a transition the second; all others are files. */
function picturesOf({ INPUTS }: Header): { pictures: string[]; files: string[] } {
  const names = INPUTS.filter(({ TYPE }) => TYPE === 'image').map(({ NAME }) => NAME);
  const isTransition = names.includes('startImage') && names.includes('endImage');
  const ours = isTransition ? ['startImage', 'endImage'] : ['inputImage'];
  return {
    pictures: ours.filter((name) => names.includes(name)),
    files: names.filter((name) => !ours.includes(name)),
  };
}

/** What reads the file of an input: its name is the number that stands for it. */
function readerOf(name: string): string {
  return `isfFile_${name}`;
}

/** The last one is what is seen. */
function targetsOf({ PASSES }: Header): PassTarget[] {
  if (PASSES.length === 0) return [{ target: '', scale: 1 }];
  return PASSES.map(({ TARGET = '', WIDTH }, n) => ({
    target: TARGET,
    scale: n === PASSES.length - 1 ? 1 : shareOf(WIDTH),
  }));
}

/** Of a picture as wide as most films are, px. */
const WIDTH_OF_FILM = 1920;

/** The share of the picture's width that `floor($WIDTH/4.0)` is. */
function shareOf(width: string | number | undefined): number {
  const text = String(width ?? '$WIDTH').replaceAll('$WIDTH', String(WIDTH_OF_FILM));
  const value = evaluate(text);
  return Math.min(1, Math.max(1 / WIDTH_OF_FILM, (value ?? WIDTH_OF_FILM) / WIDTH_OF_FILM));
}

const FUNCTIONS: ReadonlyMap<string, (...values: number[]) => number> = new Map([
  ['floor', (value = NaN) => Math.floor(value)],
  ['ceil', (value = NaN) => Math.ceil(value)],
  ['max', Math.max],
  ['min', Math.min],
]);

/** Nobody writes longer ones; brackets in brackets would end the stack. */
const LONGEST_EXPRESSION = 200;

/** Numbers, the four operations, floor, max and min; `undefined` for anything else. */
function evaluate(text: string): number | undefined {
  if (text.length > LONGEST_EXPRESSION) return undefined;
  const words = text.match(/\d+\.?\d*|\.\d+|[a-z]+|[-+*/(),]/gi) ?? [];
  let at = 0;
  const list = (): number[] => {
    const all = [sum()];
    while (words[at] === ',') {
      at++;
      all.push(sum());
    }
    at++;
    return all;
  };
  const one = (): number => {
    const word = words[at++] ?? '';
    if (word === '-') return -one();
    if (word === '(') return list()[0] ?? NaN;
    if (!/^[a-z]/i.test(word)) return Number(word);
    if (words[at++] !== '(') return NaN;
    return FUNCTIONS.get(word)?.(...list()) ?? NaN;
  };
  const product = (): number => {
    let value = one();
    while (words[at] === '*' || words[at] === '/')
      value = words[at++] === '*' ? value * one() : value / one();
    return value;
  };
  function sum(): number {
    let value = product();
    while (words[at] === '+' || words[at] === '-')
      value = words[at++] === '+' ? value + product() : value - product();
    return value;
  }
  const value = sum();
  return Number.isFinite(value) && at >= words.length ? value : undefined;
}

function beforeOf(
  pictures: readonly string[],
  files: readonly string[],
  targets: readonly PassTarget[],
): string {
  const named = [...new Set(targets.slice(0, -1).map(({ target }) => target))];
  const scaleOf = (name: string) => targets.find(({ target }) => target === name)?.scale ?? 1;
  const cases = [
    ...pictures.map((name, n) => [name, n === 0 ? 'image' : 'to', 1] as const),
    ...files.map((name) => [name, readerOf(name), 1] as const),
    ...named.map((name) => [name, `isfTarget_${name}`, scaleOf(name)] as const),
  ];
  const scales = targets
    .slice(0, -1)
    .map(({ scale }, n) => `PASS == ${n} ? ${scale.toFixed(9)} : `);
  return [
    `vec2 RENDERSIZE = max(floor(filmSize * (${scales.join('')}1.0)), 1.0);`,
    'vec2 isf_FragNormCoord;',
    'vec4 isfCoord;',
    'vec4 isfColor;',
    'int FRAMEINDEX = int(filmFrame);',
    'float TIMEDELTA = 1.0 / 30.0;',
    'vec4 DATE = vec4(2000.0, 1.0, 1.0, filmTime);',
    ...cases.map(([name], n) => `const int ${name} = ${n};`),
    // Where it lies in its texture, as a program of ISF's makers has it.
    ...cases.map(([name]) => `const vec4 _${name}_imgRect = vec4(0.0, 0.0, 1.0, 1.0);`),
    'vec4 isfAt(int which, vec2 place) {',
    '  vec2 at = clamp(vec2(place.x, 1.0 - place.y), 0.5 / filmSize, 1.0 - 0.5 / filmSize);',
    '  vec4 color = vec4(0.0);',
    ...cases.map(([, call], n) => `  if (which == ${n}) color = ${call}(at);`),
    '  return vec4(straight(color), color.a);',
    '}',
    'vec4 isfAt(int which, vec2 place, float bias) { return isfAt(which, place); }',
    'vec2 isfSize(int which) {',
    ...cases.map(
      ([, , scale], n) => `  if (which == ${n}) return floor(filmSize * ${scale.toFixed(9)});`,
    ),
    '  return filmSize;',
    '}',
    'vec4 isfPixel(int which, vec2 place) { return isfAt(which, place / isfSize(which)); }',
    'vec4 isfHere(int which) { return isfAt(which, isf_FragNormCoord); }',
  ].join('\n');
}

/** A colour's alpha is no part of what a person sets. */
function withAlpha(input: Input, preset: unknown): Input {
  const alpha: unknown = Array.isArray(preset) ? preset[3] : undefined;
  return input.type === 'vec4' && typeof alpha === 'number' ? { ...input, alpha } : input;
}

function loopOf(tokens: readonly Token[]): Effect['loop'] {
  const words = new Set(meaningful(tokens).map(({ text }) => text));
  return ['TIME', 'FRAMEINDEX', 'DATE', 'TIMEDELTA'].some((word) => words.has(word))
    ? 'open'
    : 'still';
}

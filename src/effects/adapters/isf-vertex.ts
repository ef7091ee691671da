import type { Effect } from '../effect.ts';
import { faultAt, placeOf, unsupported } from '../fault.ts';
import {
  callsOf,
  declarations,
  declaredNames,
  isFunction,
  renamed,
  type Statement,
  statements,
  type Token,
  tokenize,
} from '../tokens.ts';

// A vertex shader of ISF (https://docs.isf.video, "Vertex Shaders"): `void main()` calls isf_vertShaderInit(), may move
// gl_Position, and writes varyings. Our effects are asked for single places, before and behind one another, so there are no
// vertices: its main runs for the four corners of the picture, and what the graphics would do between them (clip, divide,
// interpolate in perspective) is done for the place that is asked for.

/** A varying: what it is called, and its type, with the length of an array. */
interface Varying {
  readonly name: string;
  readonly type: string;
  /** Of an array; 0: it is none. */
  readonly length: number;
  readonly at: number;
}

/** What the vertex shader adds to an effect. */
export interface VertexStage {
  readonly vertex: NonNullable<Effect['vertex']>;
  /** GLSL behind both texts: `bool isfRaster(vec2 place)`, which sets the varyings, or says that nothing covers the place. */
  readonly after: string;
  /** True where it samples pictures: so does each corner then. */
  readonly samples: boolean;
}

/** Of both stages. They are declared by us. */
const GIVEN = ['isf_FragNormCoord', 'vv_FragNormCoord'];
const QUALIFIERS = ['varying', 'in', 'out', 'flat', 'smooth', 'highp', 'mediump', 'lowp'];

/**
 * The fragment shader as it is drawn here, where varyings are variables.
 *
 * @throws StillmotionError `shader-failed` where nothing would write them
 */
export function withoutVaryings(
  tokens: readonly Token[],
  text: string,
  file: string,
  hasVertex: boolean,
): Token[] {
  const varyings = statements(tokens).filter(isVarying).flatMap(varyingsOf);
  const lone = varyings.find(({ name }) => !GIVEN.includes(name));
  if (lone !== undefined && !hasVertex)
    throw faultAt(
      file,
      text,
      placeOf(text, lone.at),
      `"${lone.name}" comes from a vertex shader; expected one beside this file, ${vertexFileOf(file)}`,
    );
  return plainly(tokens, new Set(GIVEN));
}

/**
 * Reads the vertex shader beside a fragment shader.
 *
 * @param fragment the text of that, without its varyings' qualifiers
 * @throws StillmotionError `shader-failed`, `shader-unsupported`
 */
export function readVertex(text: string, file: string, fragment: readonly Token[]): VertexStage {
  const written = tokenize(text);
  const varyings = statements(written).filter(isVarying).flatMap(varyingsOf);
  for (const { type, at } of varyings)
    if (!/^(?:float|vec[234]|mat[234])$/.test(type))
      throw unsupported(
        file,
        text,
        placeOf(text, at),
        `a varying of the type ${type} is not read here`,
      );
  if (!declarations(written).some(({ name, kind }) => name === 'main' && kind === 'function'))
    throw faultAt(file, text, placeOf(text, 0), 'a vertex shader has a function void main()');
  const shared = new Set(varyings.map(({ name }) => name));
  const ofFragment = new Set(declarations(fragment).map(({ name }) => name));
  const own = new Set(declarations(written).map(({ name }) => name));
  // Those that the fragment shader declares are its variables; the others are read by nobody, and stay here.
  const tokens = plainly(
    written,
    new Set([...GIVEN, ...[...shared].filter((name) => ofFragment.has(name))]),
  );
  const adapted = renamed(tokens, (word) => {
    if (own.has(word) && !shared.has(word)) return VERTEX + word;
    return WORDS.get(word);
  });
  const unique = varyings.filter(
    ({ name }, n) =>
      !GIVEN.includes(name) && varyings.findIndex((each) => each.name === name) === n,
  );
  return {
    vertex: { file, text, tokens: tokenize(adapted) },
    after: rasterOf(unique),
    samples: callsOf(written, 'main', SAMPLERS) !== 0,
  };
}

/** `a/b.fs` → `a/b.vs` */
export function vertexFileOf(file: string): string {
  return file.replace(/(?:\.\w+)?$/, '.vs');
}

/** What keeps names of the vertex shader apart from those of the fragment shader. */
export const VERTEX = 'isfVertex_';

const WORDS: ReadonlyMap<string, string> = new Map([
  ['gl_Position', 'isfPosition'],
  ['vv_vertShaderInit', 'isf_vertShaderInit'],
]);

const SAMPLERS = ['IMG_NORM_PIXEL', 'IMG_PIXEL', 'texture2D', 'texture'];

function isVarying(statement: Statement): boolean {
  if (isFunction(statement)) return false;
  const first = statement.find(({ text }) => !['flat', 'smooth'].includes(text));
  return ['varying', 'in', 'out'].includes(first?.text ?? '');
}

/** `varying vec2 a, b[5];` */
function varyingsOf(statement: Statement): Varying[] {
  const type = statement.find(({ kind, text }) => kind === 'word' && !QUALIFIERS.includes(text));
  return declaredNames(statement).map((token) => {
    const [open, length] = statement.slice(statement.indexOf(token) + 1);
    const isArray = open?.text === '[';
    return {
      name: token.text,
      type: type?.text ?? '',
      length: isArray ? Number(length?.text) : 0,
      at: token.at,
    };
  });
}

/** Varyings as variables; those that somebody else declares are left out. All other text stays where it was. */
function plainly(tokens: readonly Token[], elsewhere: ReadonlySet<string>): Token[] {
  const left = new Set<Token>();
  for (const statement of statements(tokens).filter(isVarying)) {
    const names = declaredNames(statement).map(({ text }) => text);
    const isElsewhere = names.every((name) => elsewhere.has(name));
    for (const token of statement)
      if (isElsewhere || QUALIFIERS.includes(token.text)) left.add(token);
  }
  return tokens.filter((token) => !left.has(token));
}

/** What `isf_vertShaderInit` sets, and what it is told. */
export const VERTEX_INIT = `vec2 isfCorner;
vec4 isfPosition;
void isf_vertShaderInit() {
  isf_FragNormCoord = isfCorner;
  isfPosition = vec4(2.0 * isfCorner - 1.0, 0.0, 1.0);
}`;

/**
 * The graphics between the corners, as a strip of two triangles: in homogeneous coordinates (Olano and Greer, "Triangle
 * Scan Conversion using 2D Homogeneous Coordinates", 1997), so that what lies behind the eye needs no cutting.
 */
function rasterOf(varyings: readonly Varying[]): string {
  const all = [{ name: 'isf_FragNormCoord', type: 'vec2', length: 0 }, ...varyings];
  const fields = all.map(
    ({ type, length }, n) => `${type} v${n}${length > 0 ? `[${length}]` : ''};`,
  );
  // A varying may be called anything: what is local here begins as all of ours does.
  const set = all.flatMap(({ name, length }, n) =>
    elementsOf(length, (at) => {
      const parts = ['A', 'B', 'C'].map((corner, i) => `isf${corner}.v${n}${at} * isfShare[${i}]`);
      return `${name}${at} = ${parts.join(' + ')};`;
    }),
  );
  const kept = all.flatMap(({ name, length }, n) =>
    elementsOf(length, (at) => `isfCornerOf.v${n}${at} = ${name}${at};`),
  );
  return `struct isfCornerOut { vec4 position; ${fields.join(' ')} };
isfCornerOut isfAtCorner(vec2 isfWhere) {
  isfCorner = isfWhere;
  isfPosition = vec4(0.0, 0.0, 0.0, 1.0);
  ${VERTEX}main();
  isfCornerOut isfCornerOf;
  isfCornerOf.position = isfPosition;
  ${kept.join('\n  ')}
  return isfCornerOf;
}
bool isfTriangle(isfCornerOut isfA, isfCornerOut isfB, isfCornerOut isfC, vec2 isfWhere) {
  mat3 isfCorners = mat3(isfA.position.xyw, isfB.position.xyw, isfC.position.xyw);
  if (abs(determinant(isfCorners)) < 1e-9) return false;
  vec3 isfWeights = inverse(isfCorners) * vec3(2.0 * isfWhere - 1.0, 1.0);
  float isfDepth = dot(isfWeights, vec3(isfA.position.z, isfB.position.z, isfC.position.z));
  if (min(isfWeights.x, min(isfWeights.y, isfWeights.z)) < -1e-6 || abs(isfDepth) > 1.0001) return false;
  vec3 isfShare = isfWeights / (isfWeights.x + isfWeights.y + isfWeights.z);
  ${set.join('\n  ')}
  return true;
}
bool isfRaster(vec2 isfWhere) {
  isfCornerOut isfA = isfAtCorner(vec2(0.0, 0.0));
  isfCornerOut isfB = isfAtCorner(vec2(1.0, 0.0));
  isfCornerOut isfC = isfAtCorner(vec2(0.0, 1.0));
  isfCornerOut isfD = isfAtCorner(vec2(1.0, 1.0));
  return isfTriangle(isfB, isfC, isfD, isfWhere) || isfTriangle(isfA, isfB, isfC, isfWhere);
}`;
}

function elementsOf(length: number, write: (at: string) => string): string[] {
  if (length === 0) return [write('')];
  return Array.from({ length }, (_, n) => write(`[${n}]`));
}

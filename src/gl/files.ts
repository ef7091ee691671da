import type { Cube } from '../core/picture/cube.ts';
import { StillmotionError } from '../core/errors.ts';
import type { Grey16 } from '../core/picture/png16.ts';
import type { NamedFile } from '../effects/file-inputs.ts';
import { type Files, filesIn } from '../film/carried/spec-files.ts';
import type { RenderPlan } from '../film/plan.ts';
import type { RenderSpec } from '../film/spec/spec.ts';
import type { Regl, Texture2D } from './context.ts';
import { decodePicture, MOST_PIXELS } from './decode.ts';
import { replaceByPart, uploadBitmap, wrapEdges, type Wrapping } from './image.ts';

/** A file as it was read: a picture, levels of 16 bits, or a table. */
type Content =
  | { readonly kind: 'bitmap'; readonly bitmap: ImageBitmap }
  | { readonly kind: 'grey16'; readonly grey: Grey16 }
  | { readonly kind: 'cube'; readonly cube: Cube };

/** A file that was read, and what of it came from where. */
interface DecodedFile {
  readonly blob: Blob;
  readonly content: Content;
}

/** The files of a spec, read, by what they are called and read as. */
export type DecodedFiles = ReadonlyMap<string, DecodedFile>;

export const NO_FILES: DecodedFiles = new Map();

/**
 * Reads the files that a spec names.
 *
 * @param known those that were read before: of the same Blob they are taken as they are
 * @throws StillmotionError `usage` for one that wasn't given; `file-undecodable`, naming it
 */
export async function decodeFiles(
  spec: Pick<RenderSpec, 'effects' | 'transitions'>,
  files: Files,
  maxTextureSize: number,
  known: DecodedFiles = NO_FILES,
): Promise<DecodedFiles> {
  const decoded = new Map<string, DecodedFile>();
  try {
    for (const named of filesIn(spec)) {
      const blob = Object.hasOwn(files, named.name) ? files[named.name] : undefined;
      if (blob === undefined) throw notGiven(named);
      const before = known.get(keyOf(named));
      const file =
        before?.blob === blob
          ? before
          : // oxlint-disable-next-line no-await-in-loop -- one is in memory twice at once
            { blob, content: await decode(blob, named, maxTextureSize) };
      decoded.set(keyOf(named), file);
    }
    return decoded;
  } catch (error) {
    closeFiles(decoded, known);
    throw error;
  }
}

/** Frees what the next ones don't have. */
export function closeFiles(files: DecodedFiles, next: DecodedFiles = NO_FILES): void {
  for (const [key, file] of files) {
    if (next.get(key) !== file && file.content.kind === 'bitmap') file.content.bitmap.close();
  }
}

function keyOf({ name, form }: NamedFile): string {
  return `${form} ${name}`;
}

function notGiven({ name }: NamedFile): StillmotionError {
  return new StillmotionError(
    'usage',
    `The file ${JSON.stringify(name)}, which an effect reads, was not given; choose it, or give its Blob by that name among "files".`,
  );
}

async function decode(blob: Blob, { name, form }: NamedFile, limit: number): Promise<Content> {
  try {
    if (form === 'cube') return { kind: 'cube', cube: await decodeCube(blob, name) };
    if (form === 'picture') {
      const options = { premultiplyAlpha: 'premultiply' } as const;
      return {
        kind: 'bitmap',
        bitmap: (await decodePicture(blob, limit, {}, options)).bitmap,
      };
    }
    return await decodeMap(blob, limit);
  } catch (error) {
    if (!(error instanceof StillmotionError) || form === 'cube') throw error;
    throw new StillmotionError('file-undecodable', `${name}: ${error.message}`, { cause: error });
  }
}

// What reads files is loaded with the first of them: most films have none.

async function decodeCube(blob: Blob, name: string): Promise<Cube> {
  const { LONGEST_CUBE, readCube } = await import('../core/picture/cube.ts');
  if (blob.size > LONGEST_CUBE)
    throw new StillmotionError(
      'file-undecodable',
      `${name} has ${blob.size} bytes; at most ${LONGEST_CUBE} are read.`,
    );
  return readCube(await blob.text(), name);
}

/** Bytes in which a PNG says what its pixels are. */
const HEADER = 33;

/** Levels as they stand: of no colour space. */
async function decodeMap(blob: Blob, limit: number): Promise<Content> {
  const { isGrey16, readGrey16 } = await import('../core/picture/png16.ts');
  const start = new Uint8Array(await blob.slice(0, HEADER).arrayBuffer());
  if (!isGrey16(start)) {
    const options = { colorSpaceConversion: 'none' } as const;
    return {
      kind: 'bitmap',
      bitmap: (await decodePicture(blob, limit, {}, options)).bitmap,
    };
  }
  const grey = await readGrey16(new Uint8Array(await blob.arrayBuffer()), MOST_PIXELS);
  if (grey.width <= limit && grey.height <= limit) return { kind: 'grey16', grey };
  throw new StillmotionError(
    'picture-too-large',
    `The map has ${grey.width}×${grey.height} pixels; this renderer's textures take at most ${limit} a side.`,
  );
}

/** Files as textures. */
export interface FileTextures {
  /**
   * What reads a file, as uniforms.
   *
   * @param name by which all of them begin
   */
  uniformsOf(name: string, file: NamedFile): Readonly<Record<string, unknown>>;
  dispose(): void;
}

/** @param plan of the film: what belongs to the picture is cut as that is, and goes on as that does */
export function createFileTextures(
  regl: Regl,
  files: DecodedFiles,
  plan: RenderPlan,
): FileTextures {
  const wrapping = wrapEdges(plan);
  const made = new Map<string, { readonly texture: Texture2D; readonly values: object }>();
  const upload = (content: Content, { form }: NamedFile) => {
    if (content.kind === 'cube') return uploadCube(regl, content.cube);
    if (form === 'picture' && content.kind === 'bitmap')
      return { texture: uploadBitmap(regl, content.bitmap, OVER_ALL), values: {} };
    const whole =
      content.kind === 'grey16'
        ? uploadGrey(regl, content.grey, wrapping)
        : uploadBitmap(regl, content.bitmap, wrapping);
    const texture = cutLikePicture(regl, whole, plan, wrapping);
    return { texture, values: { Weights: content.kind === 'grey16' ? DEEP : SHALLOW } };
  };
  const find = (named: NamedFile) => {
    const key = keyOf(named);
    const known = made.get(key);
    if (known) return known;
    const file = files.get(key);
    if (file === undefined) throw notGiven(named);
    const entry = upload(file.content, named);
    made.set(key, entry);
    return entry;
  };
  return {
    uniformsOf(name, file) {
      const { texture, values } = find(file);
      const named = Object.entries({ Texture: texture, ...values });
      return Object.fromEntries(named.map(([end, value]) => [name + end, value]));
    },
    dispose() {
      for (const { texture } of made.values()) texture.destroy();
    },
  };
}

const OVER_ALL = {
  wrapS: 'clamp',
  wrapT: 'clamp',
  mipmap: true,
  min: 'linear mipmap linear',
  mag: 'linear',
} as const;

/** How the bytes of a texel make a number, 0 … 1: all of it in red, or its high byte there and its low one in green. */
const SHALLOW = [1, 0] as const;
const DEEP = [65_280 / 65_535, 255 / 65_535] as const;

/** The part of a map that belongs to what is taken of the picture; the map may be of another size. */
function cutLikePicture(
  regl: Regl,
  map: Texture2D,
  { picture, crop }: RenderPlan,
  wrapping: Wrapping,
): Texture2D {
  if (crop === undefined) return map;
  const [across, down] = [map.width / picture.width, map.height / picture.height];
  const x = Math.min(map.width - 1, Math.round(crop.x * across));
  const y = Math.min(map.height - 1, Math.round(crop.y * down));
  const width = Math.max(1, Math.round((crop.x + crop.width) * across) - x);
  const height = Math.max(1, Math.round((crop.y + crop.height) * down) - y);
  return replaceByPart(regl, map, { x, y, width, height }, wrapping, undefined);
}

function uploadGrey(regl: Regl, { width, height, bytes }: Grey16, wrapping: Wrapping): Texture2D {
  const data = new Uint8Array(4 * width * height);
  for (let n = 0; n < width * height; n++) {
    data[4 * n] = bytes[2 * n] ?? 0;
    data[4 * n + 1] = bytes[2 * n + 1] ?? 0;
  }
  return regl.texture({ width, height, data, ...wrapping });
}

/** Texels in a row of a table; even, as an entry takes two. */
const COLUMNS = 1024;

/** Each entry as two texels, the high bytes of its colours and the low ones, as shares of the range of all. */
function uploadCube(regl: Regl, { rank, size, low, high, entries }: Cube) {
  const least = entries.reduce((found, value) => Math.min(found, value), Infinity);
  const most = entries.reduce((found, value) => Math.max(found, value), -Infinity);
  const range = most > least ? most - least : 1;
  const height = Math.ceil((2 * entries.length) / 3 / COLUMNS);
  const data = new Uint8Array(4 * COLUMNS * height);
  for (const [n, value] of entries.entries()) {
    const at = 8 * Math.floor(n / 3) + (n % 3);
    const share = Math.round((65_535 * (value - least)) / range);
    data[at] = share >> 8;
    data[at + 4] = share & 0xff;
  }
  const texture = regl.texture({ width: COLUMNS, height, data });
  const values = { Rank: rank, Side: size, Low: low, High: high, Range: [least, least + range] };
  return { texture, values };
}

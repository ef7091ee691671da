import { fromBase64 } from '../../core/streams/packed.ts';
import { KERNEL_BYTES } from './kernel-bytes.ts';
import { writeTables } from './kernel-tables.ts';

/**
 * The coder of macroblocks, kernel/*.wat, with a memory of its own. It is WebAssembly as a film has few key pictures: the
 * first one, while JavaScript is still being compiled, takes three to four times as long as later ones.
 */
export interface Kernel extends Functions {
  readonly memory: WebAssembly.Memory;
  /** Where things are in the memory, bytes from its start (kernel/memory.wat). */
  readonly at: Readonly<Record<Place, number>>;
}

interface Functions {
  /** Begins a slice at its header. */
  begin(): void;
  /** u(n): 0 to 32 bits; `value` has no bits above them. */
  put(bits: number, value: number): void;
  beginRow(): void;
  /** Codes macroblocks of a row, up to `end`, and writes them. */
  codeMacroblocks(row: number, first: number, end: number): void;
  /** Says the same words in another place, and keeps what is decoded there. */
  copyMacroblock(from: number, to: number): void;
  /** Bytes 0, 2, 4 … from an address on; `count` is a multiple of eight. */
  takeEverySecond(from: number, to: number, count: number): void;
  /** Writes a macroblock that is coded, or stored as it is. */
  writeMacroblock(n: number, column: number): void;
  /**
   * Codes what chroma lacks beside the key picture's, moved by a vector in quarters of a pixel.
   *
   * @returns CodedBlockPatternChroma
   */
  codeMoved(column: number, row: number, x: number, y: number): number;
  /** Writes it: residual( ). */
  writeMoved(n: number, column: number, pattern: number): void;
  /** Where the bytes at `bytes` end that were written since the last call; later ones are written there again. */
  take(): number;
  /** Ends a slice. */
  finish(): void;
  setCosts(
    expectedMode: number,
    otherMode: number,
    flatBlock: number,
    flatMacroblock: number,
  ): void;
  /** Whether columns and rows come again as 0 or 1, and which column does last, or -1. */
  setRecurring(columns: number, rows: number, last: number): void;
  /** @returns how many levels are not 0 */
  writeBlock(levels: number, size: number, tokens: number): number;
}

const TABLES = [
  'modeTable',
  'tokens',
  'totalZeros',
  'totalZerosOfChromaDc',
  'runBefore',
  'patternCodes',
  'lumaQuantiser',
  'chromaQuantiser',
] as const;
const ARRAYS = [
  'sourceLuma',
  'sourceCb',
  'sourceCr',
  'decodedLuma',
  'decodedCb',
  'decodedCr',
  'kinds',
  'bytes',
] as const;
type Place = (typeof TABLES)[number] | (typeof ARRAYS)[number];

interface Exports extends Functions, Record<Place, WebAssembly.Global<'i32'>> {
  readonly memory: WebAssembly.Memory;
  /** @returns where the picture ends */
  readonly layOut: (columns: number, rows: number) => number;
}

const PAGE = 1 << 16;

let bytes: Uint8Array<ArrayBuffer> | undefined;
let compiled: WebAssembly.Module | undefined;
/** Whether this is WebAssembly that is known here; asked once. */
let known: boolean | undefined;

/**
 * Compiles it, if that is allowed here: a page's policy may forbid it, and Chrome before 115 makes no instance of more than
 * 4 kB while a page waits. `refuseKernel` tells what came of it.
 */
export async function loadKernel(): Promise<void> {
  if (compiled !== undefined || refuseKernel() !== undefined) return;
  try {
    const module = await WebAssembly.compile(kernelBytes());
    instantiate(module);
    compiled = module;
  } catch {
    known = false;
  }
}

/** Why there is no kernel here, for people; `undefined` where there is one. */
export function refuseKernel(): string | undefined {
  known ??= typeof WebAssembly === 'object' && WebAssembly.validate(kernelBytes());
  return known
    ? undefined
    : 'It needs WebAssembly with SIMD, which this browser does not run or this page does not allow.';
}

/** For pictures of one size, in macroblocks. */
export function createKernel(columns: number, rows: number): Kernel {
  compiled ??= new WebAssembly.Module(kernelBytes());
  const { memory, layOut, ...others } = instantiate(compiled);
  memory.grow(Math.ceil(layOut(columns, rows) / PAGE) - memory.buffer.byteLength / PAGE);
  const at = Object.fromEntries(
    [...TABLES, ...ARRAYS].map((place) => [place, others[place].value]),
  ) as Record<Place, number>;
  writeTables(memory.buffer, at);
  return { ...others, memory, at };
}

function instantiate(module: WebAssembly.Module): Exports {
  return new WebAssembly.Instance(module).exports as unknown as Exports;
}

function kernelBytes(): Uint8Array<ArrayBuffer> {
  bytes ??= fromBase64(KERNEL_BYTES);
  return bytes;
}

import { fromBase64 } from '../../core/streams/packed.ts';
import { KERNEL_BYTES } from './kernel-bytes.ts';

/** kernel.wat, with a memory of its own. What is written there is at addresses, bytes from its start. */
export interface Kernel {
  readonly acrossLuma: Across;
  readonly acrossChroma: Across;
  readonly down: (rows: number, rowsEnd: number, weights: number, to: number, end: number) => void;
  /** Its memory as it is now; another one after `allocate`. */
  readonly buffer: () => ArrayBuffer;
  /** Room that is never given back, and begins at a multiple of 16. */
  allocate(bytes: number): number;
}

type Across = (from: number, at: number, weights: number, to: number, end: number) => void;

const PAGE = 1 << 16;

let compiled: WebAssembly.Module | undefined;

/** Why there is no kernel here, for people; `undefined` where there is one. */
export function refuseKernel(): string | undefined {
  try {
    compileKernel();
    return undefined;
  } catch {
    return 'this browser or page runs no WebAssembly with SIMD';
  }
}

export function createKernel(): Kernel {
  const { exports } = new WebAssembly.Instance(compileKernel());
  const { memory, ...functions } = exports as unknown as Kernel & {
    readonly memory: WebAssembly.Memory;
  };
  let free = 0;
  return {
    ...functions,
    buffer: () => memory.buffer,
    allocate(bytes) {
      const start = free;
      free += 16 * Math.ceil(bytes / 16);
      const missing = free - memory.buffer.byteLength;
      if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
      return start;
    },
  };
}

/** A kilobyte: there is nothing to wait for. */
function compileKernel(): WebAssembly.Module {
  compiled ??= new WebAssembly.Module(fromBase64(KERNEL_BYTES));
  return compiled;
}

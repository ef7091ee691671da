import type { Backend } from '../../core/backend.ts';
import type { BrowserCandidate } from '../browser/find.ts';
import type { GpuState } from './gpu.ts';
import type { TriedCodec } from './trials.ts';

/** What the advice goes by. */
export interface Findings {
  readonly platform: NodeJS.Platform;
  readonly source: BrowserCandidate['source'];
  readonly backend: Backend | undefined;
  readonly gpu: GpuState;
  readonly trials: readonly TriedCodec[];
}

/** A command, and what it would change. */
export interface Advice {
  readonly command: string;
  readonly why: string;
}

/** Least that a frame of any quality has, dB. */
const RIGHT = 24;

/** What to render with here. */
export function whatToUse({ backend, trials }: Findings): Advice {
  if (backend === undefined)
    return { command: 'none', why: 'nothing draws here, so that no film can be made' };
  const [best] = ['h264', 'vp9', 'av1'].filter((codec) => worksAtFullSize(codec, trials));
  if (best === 'h264')
    return { command: 'stillmotion render photo.jpg', why: 'H.264 plays everywhere' };
  if (best !== undefined)
    return {
      command: `stillmotion render photo.jpg --codec ${best}`,
      why: 'this browser has no encoder of H.264 that works; rolls by whole pixels are H.264 of our own all the same',
    };
  const picture = trials.find(({ codec, outcome }) => codec.startsWith('webp') && outcome.works);
  return {
    command: `stillmotion render photo.jpg -o photo.${picture ? 'webp' : 'gif'}`,
    why: 'this browser has no encoder of video that works; rolls by whole pixels are H.264 of our own all the same',
  };
}

function worksAtFullSize(name: string, trials: readonly TriedCodec[]): boolean {
  return trials.some(
    ({ codec, size, depth, outcome, rolled }) =>
      codec === name &&
      depth === undefined &&
      rolled === undefined &&
      size.height === 1080 &&
      outcome.works &&
      (outcome.psnr ?? Infinity) >= RIGHT,
  );
}

/** The one command that would make it better; `undefined` where none is known. */
export function whatIsBetter({ platform, source, backend, gpu }: Findings): Advice | undefined {
  if (platform !== 'linux')
    return source === 'embedded' || backend === undefined
      ? { command: 'install Google Chrome', why: 'it brings drivers for your GPU' }
      : undefined;
  if (source === 'embedded')
    return {
      command: 'sudo apt-get install chromium-headless-shell libegl1 libgles2 libgl1-mesa-dri',
      why: 'a browser that is kept up to date, and with llvmpipe or a GPU draws in a half to a third of the time',
    };
  if (backend === undefined || backend === 'swiftshader')
    return {
      command: 'sudo apt-get install libegl1 libgles2 libgl1-mesa-dri',
      why: 'llvmpipe draws in a half to a third of the time that SwiftShader takes',
    };
  if (gpu === 'shut')
    return {
      command: 'sudo usermod -aG render,video "$USER"',
      why: 'then this user may open the GPU, after logging in anew',
    };
  if (gpu === 'unused')
    return {
      command: 'sudo apt-get install libegl1 libgles2 libgl1-mesa-dri mesa-va-drivers',
      why: 'Mesa has drivers for most GPUs; those of NVIDIA come from their maker',
    };
  return undefined;
}

import { access, constants, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Backend } from '../../core/backend.ts';
import type { BrowserCandidate } from '../browser/find.ts';

/** What is known of a machine's GPUs. */
export type GpuState = 'used' | 'embedded' | 'none' | 'shut' | 'unused' | 'unknown';

/** Where Linux has its GPUs. */
const DEVICES = '/dev/dri';

/**
 * Whether a GPU draws, and if not, why.
 *
 * @param devices a folder in the place of Linux's
 */
export async function lookForGpu(
  backend: Backend | undefined,
  source: BrowserCandidate['source'],
  devices = DEVICES,
): Promise<GpuState> {
  if (backend === 'hardware') return 'used';
  if (source === 'embedded') return 'embedded';
  if (process.platform !== 'linux') return 'unknown';
  const names = await readdir(devices).catch(() => []);
  const nodes = names.filter((name) => name.startsWith('renderD'));
  if (nodes.length === 0) return 'none';
  const opened = await Promise.allSettled(
    nodes.map((name) => access(join(devices, name), constants.R_OK | constants.W_OK)),
  );
  return opened.some(({ status }) => status === 'fulfilled') ? 'unused' : 'shut';
}

/** The same in words. */
export const GPU_STATES: Readonly<Record<GpuState, string>> = {
  used: 'the GPU draws',
  embedded: 'no GPU: the embedded browser has no drivers for one',
  none: `no GPU: this machine shows none (nothing in ${DEVICES})`,
  shut: `no GPU: this user may not open the one in ${DEVICES}`,
  unused: `no GPU: there is one in ${DEVICES}, but the browser has no driver for it`,
  unknown: 'no GPU: the browser uses none',
};

import type { Backend } from '../../core/backend.ts';
import type { BrowserCandidate } from './find.ts';

export const BACKEND_CHOICES = ['auto', 'hardware', 'llvmpipe', 'swiftshader'] as const;
export type BackendChoice = (typeof BACKEND_CHOICES)[number];

/** A way to start the browser, and the backends that it may come up with. */
export interface GraphicsAttempt {
  readonly flags: readonly string[];
  readonly accepts: readonly Backend[];
}

/** Mesa's and the makers' own drivers come through EGL on Linux; elsewhere the browser knows best. */
const NATIVE_FLAGS =
  process.platform === 'linux'
    ? ['--use-angle=gl-egl', '--ignore-gpu-blocklist']
    : ['--ignore-gpu-blocklist'];
const SWIFTSHADER_FLAGS = ['--use-angle=swiftshader', '--enable-unsafe-swiftshader'];

const ATTEMPTS: Readonly<Record<BackendChoice, readonly GraphicsAttempt[]>> = {
  auto: [
    { flags: NATIVE_FLAGS, accepts: ['hardware', 'llvmpipe'] },
    { flags: SWIFTSHADER_FLAGS, accepts: ['swiftshader'] },
  ],
  hardware: [{ flags: NATIVE_FLAGS, accepts: ['hardware'] }],
  llvmpipe: [{ flags: NATIVE_FLAGS, accepts: ['llvmpipe'] }],
  swiftshader: [{ flags: SWIFTSHADER_FLAGS, accepts: ['swiftshader'] }],
};

/** The ways to start the browser for a choice, best first. The embedded one comes without EGL. */
export function graphicsAttempts(
  choice: BackendChoice,
  source: BrowserCandidate['source'],
): readonly GraphicsAttempt[] {
  const attempts = ATTEMPTS[choice];
  return source === 'embedded' ? attempts.filter(({ flags }) => flags !== NATIVE_FLAGS) : attempts;
}

/** Browser flags for Chromium's own renderer, and Mesa's where it is installed. */
export const BACKENDS = {
  swiftshader: ['--use-angle=swiftshader'],
  native: ['--use-angle=gl-egl', '--ignore-gpu-blocklist'],
} as const;

/** What draws: a GPU, or one of two programs that stand in for it. */
export type Backend = 'hardware' | 'llvmpipe' | 'swiftshader';

/** Which backend a driver's name belongs to. */
export function classifyRenderer(renderer: string): Backend {
  if (/swiftshader/i.test(renderer)) return 'swiftshader';
  if (/llvmpipe|softpipe/i.test(renderer)) return 'llvmpipe';
  return 'hardware';
}

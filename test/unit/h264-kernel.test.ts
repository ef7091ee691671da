import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeFilm } from '../rolled-film.ts';

describe('where there is no WebAssembly', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  it('films are refused as vectors, and it is said why', async () => {
    vi.resetModules();
    vi.stubGlobal('WebAssembly', undefined);
    const { loadKernel, refuses } = await import('../../src/codecs/h264-rolled/index.ts');
    await loadKernel();
    expect(refuses(makeFilm({ size: { width: 64, height: 64 } }))).toMatch(/WebAssembly/);
  });
});

// A page that compiles shaders as our passes do, and says what comes of it.
import { StillmotionError } from '../../src/core/errors.ts';
import { compileChecked } from '../../src/gl/compile.ts';
import { createContext } from '../../src/gl/context.ts';
import { FULL_SCREEN, QUAD } from '../../src/gl/quad.ts';
import type { ShaderFile } from '../../src/gl/shader-files.ts';
import { assembleShader } from '../../src/gl/shader-text.ts';

declare global {
  var brokenShaderPage: typeof api;
}

const context = createContext(new OffscreenCanvas(1, 1));

const api = {
  renderer: context.renderer,
  /** Compiles and links; the fault's code and message, if there is one. */
  compile(files: readonly ShaderFile[], defines: readonly string[] = [], vertex?: ShaderFile) {
    const frag = assembleShader(files, defines);
    const vert = vertex ? assembleShader([vertex]) : QUAD;
    const command = { ...FULL_SCREEN, vert: vert.text, frag: frag.text };
    try {
      compileChecked(context.regl, { vert, frag }, () => context.regl(command));
      return undefined;
    } catch (error) {
      if (!(error instanceof StillmotionError)) throw error;
      return { code: error.code, message: error.message };
    }
  },
};
globalThis.brokenShaderPage = api;

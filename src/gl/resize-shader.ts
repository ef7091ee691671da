import { SHADERS } from './shader-files.ts';
import { assembleShader, type ShaderText } from './shader-text.ts';
import type { Deepen } from './target.ts';

/**
 * What resamples a picture along one axis.
 *
 * @param defines as the shader has them
 * @param deepen of what it draws into; left out: a byte a colour
 */
export function resizeShader(defines: readonly string[], deepen?: Deepen): ShaderText {
  return assembleShader(
    [SHADERS.rounded, SHADERS.powers, SHADERS.resize],
    [...defines, ...(deepen ? [] : ['BYTES'])],
  );
}

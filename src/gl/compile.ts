import { StillmotionError } from '../core/errors.ts';
import type { Regl } from './context.ts';
import { describeFault } from './shader-fault.ts';
import type { ShaderText } from './shader-text.ts';
import { ownContext } from './own-context.ts';

/** The two shaders of a program. */
export interface ShaderPair {
  readonly vert: ShaderText;
  readonly frag: ShaderText;
}

/**
 * Runs what makes regl compile a program, and looks at what becomes of it: regl's build without checks
 * would draw nothing, in silence. Regl waits for the linked program anyway, to list its uniforms, so that
 * it costs no time to ask for its status before.
 *
 * @throws StillmotionError `shader-failed`, with file, line and column; `graphics-lost`
 */
export function compileChecked<T>(regl: Regl, shaders: ShaderPair, compile: () => T): T {
  const gl = ownContext(regl);
  const own = Object.getOwnPropertyDescriptor(gl, 'linkProgram');
  const link = gl.linkProgram.bind(gl);
  gl.linkProgram = (program) => {
    link(program);
    assertLinked(gl, program, shaders);
  };
  try {
    return compile();
  } finally {
    if (own) Object.defineProperty(gl, 'linkProgram', own);
    else Reflect.deleteProperty(gl, 'linkProgram');
  }
}

function assertLinked(
  gl: WebGLRenderingContext,
  program: WebGLProgram,
  { vert, frag }: ShaderPair,
): void {
  // A context that is lost has compiled nothing, and says so where it is drawn with.
  if (gl.getProgramParameter(program, gl.LINK_STATUS) !== false || gl.isContextLost()) return;
  const broken = gl
    .getAttachedShaders(program)
    ?.find((shader) => gl.getShaderParameter(shader, gl.COMPILE_STATUS) === false);
  const isVertex = broken && gl.getShaderParameter(broken, gl.SHADER_TYPE) === gl.VERTEX_SHADER;
  const log = (broken ? gl.getShaderInfoLog(broken) : gl.getProgramInfoLog(program)) ?? '';
  gl.deleteProgram(program);
  // A compiler says what it stumbles over. A graphics process that has just died says nothing at all, and
  // that the context is lost is known only a moment later.
  if (log.replaceAll('\0', '').trim() === '')
    throw new StillmotionError('graphics-lost', 'The graphics died while a shader was compiled.');
  throw new StillmotionError(
    'shader-failed',
    `A shader doesn’t compile with these graphics: ${describeFault(isVertex ? vert : frag, log)}`,
  );
}

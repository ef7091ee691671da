import type { Size } from '../core/size.ts';
import type { RenderSpec } from '../film/spec/spec.ts';
import type { ShaderFile } from './shader-files.ts';

/** A picture that is drawn, at whatever size it is asked for. */
export interface DrawnPicture {
  readonly shader: ShaderFile;
}

const SIZE: Size = { width: 1024, height: 1024 };

/** The eye-ground, which is there without a file. Most films are of a picture, and load nothing of it. */
export async function builtInPicture(): Promise<DrawnPicture> {
  const { default: text } = await import('../../shaders/eye-ground.frag?raw');
  return { shader: { file: 'shaders/eye-ground.frag', text } };
}

/** Its size: any that is asked for will do. */
export function builtInSize({ crop, size }: Pick<RenderSpec, 'crop' | 'size'>): Size {
  return crop === undefined && size !== undefined ? size : SIZE;
}

import alike from '../../shaders/alike.glsl?raw';
import blur from '../../shaders/blur.glsl?raw';
import bt709 from '../../shaders/bt709.glsl?raw';
import cubic from '../../shaders/cubic.glsl?raw';
import cut from '../../shaders/cut.frag?raw';
import effect from '../../shaders/effect.glsl?raw';
import files from '../../shaders/files.glsl?raw';
import frame from '../../shaders/frame.frag?raw';
import leastAlpha from '../../shaders/least-alpha.frag?raw';
import levels from '../../shaders/levels.glsl?raw';
import light from '../../shaders/light.glsl?raw';
import pass from '../../shaders/pass.frag?raw';
import planes from '../../shaders/planes.frag?raw';
import powers from '../../shaders/powers.glsl?raw';
import premultiply from '../../shaders/premultiply.frag?raw';
import quad from '../../shaders/quad.vert?raw';
import resize from '../../shaders/resize.frag?raw';
import rounded from '../../shaders/rounded.glsl?raw';
import scene from '../../shaders/scene.glsl?raw';
import sceneCorners from '../../shaders/scene.vert?raw';
import screen from '../../shaders/screen.frag?raw';
import texels from '../../shaders/texels.glsl?raw';
import turns from '../../shaders/turns.glsl?raw';

/** GLSL with the path of its file, by which faults in it are named. */
export interface ShaderFile {
  readonly file: string;
  readonly text: string;
  /** Line by line what a person wrote, where the names in it had to be changed. */
  readonly written?: string;
}

/** Those that any film may need. */
export const SHADERS = {
  alike: { file: 'shaders/alike.glsl', text: alike },
  blur: { file: 'shaders/blur.glsl', text: blur },
  bt709: { file: 'shaders/bt709.glsl', text: bt709 },
  cubic: { file: 'shaders/cubic.glsl', text: cubic },
  cut: { file: 'shaders/cut.frag', text: cut },
  effect: { file: 'shaders/effect.glsl', text: effect },
  files: { file: 'shaders/files.glsl', text: files },
  frame: { file: 'shaders/frame.frag', text: frame },
  leastAlpha: { file: 'shaders/least-alpha.frag', text: leastAlpha },
  levels: { file: 'shaders/levels.glsl', text: levels },
  light: { file: 'shaders/light.glsl', text: light },
  pass: { file: 'shaders/pass.frag', text: pass },
  planes: { file: 'shaders/planes.frag', text: planes },
  powers: { file: 'shaders/powers.glsl', text: powers },
  premultiply: { file: 'shaders/premultiply.frag', text: premultiply },
  quad: { file: 'shaders/quad.vert', text: quad },
  resize: { file: 'shaders/resize.frag', text: resize },
  rounded: { file: 'shaders/rounded.glsl', text: rounded },
  scene: { file: 'shaders/scene.glsl', text: scene },
  sceneCorners: { file: 'shaders/scene.vert', text: sceneCorners },
  screen: { file: 'shaders/screen.frag', text: screen },
  texels: { file: 'shaders/texels.glsl', text: texels },
  turns: { file: 'shaders/turns.glsl', text: turns },
} as const satisfies Record<string, ShaderFile>;

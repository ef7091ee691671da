/** Functions of GLSL that have others of ours in their places, in effects of ours: the same on every renderer (alike.glsl). */
export const ALIKE: ReadonlyMap<string, string> = new Map(
  'mix smoothstep dot length normalize exp exp2 log2 pow sin cos atan'
    .split(' ')
    .map((name) => [name, `${name}Of`]),
);

import type { SceneCodec } from './codec.ts';

/** Pictures and spec, whose frames are drawn where they are seen: every sample as we draw it. */
export const scene = {
  name: 'scene',
  label: 'pictures and spec',
  takes: 'scene',
  multiple: 1,
  smallest: 1,
} as const satisfies SceneCodec;

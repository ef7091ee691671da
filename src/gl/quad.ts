import quad from '../../shaders/quad.vert?raw';

/** What every pass of ours shares: one triangle that covers its whole target. */
export const FULL_SCREEN = {
  vert: quad,
  attributes: { corner: [-1, -1, 3, -1, -1, 3] },
  count: 3,
  depth: { enable: false },
} as const;

/** Bits that each sample of a film may have. */
export const DEPTH_NAMES = ['8', '10'] as const;

/** From few bytes to many; what a film's worst frame has in each: docs/quality.md. */
export const QUALITY_NAMES = ['draft', 'standard', 'high'] as const;
export type QualityName = (typeof QUALITY_NAMES)[number];

/** From few bytes to many; what a film's worst frame has in each: docs/quality.md. */
export const QUALITY_NAMES = ['draft', 'standard', 'high'] as const;
/** What may be asked for: `lossless` is no matter of degree. */
export const ASKED_QUALITIES = [...QUALITY_NAMES, 'lossless'] as const;
export type QualityName = (typeof QUALITY_NAMES)[number];

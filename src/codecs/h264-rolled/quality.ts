export const QUALITIES = ['draft', 'standard', 'high'] as const;
export type Quality = (typeof QUALITIES)[number];

/** QP by quality. */
const QP: Readonly<Record<Quality, number>> = { draft: 30, standard: 22, high: 15 };

export function qpFor(quality: Quality): number {
  return QP[quality];
}

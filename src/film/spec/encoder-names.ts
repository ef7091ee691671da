/** What writes a film of video; `choose-encoder.ts` says what `auto` takes. */
export const ENCODER_NAMES = ['auto', 'rolled', 'webcodecs'] as const;

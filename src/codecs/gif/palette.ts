/** sRGB, at most 256 of them. */
export type Palette = readonly (readonly [red: number, green: number, blue: number])[];

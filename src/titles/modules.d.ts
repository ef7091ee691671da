/** A font's bytes, compressed with gzip, in base64: made by `packedFont` of vite.config.ts. */
declare module '*.ttf?packed' {
  const packed: string;
  export default packed;
}

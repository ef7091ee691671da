/** A script as one file, compressed with gzip, in base64: made by `packedScript` of vite.config.ts. */
declare module '*.ts?script' {
  const packed: string;
  export default packed;
}

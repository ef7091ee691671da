declare module '*.ttf?url&no-inline' {
  const url: string;
  export default url;
}

declare module '*.vert?raw' {
  const source: string;
  export default source;
}
declare module '*.frag?raw' {
  const source: string;
  export default source;
}
declare module '*.glsl?raw' {
  const source: string;
  export default source;
}
declare module '*.ttf?url&no-inline' {
  const url: string;
  export default url;
}
declare module 'regl/dist/regl.unchecked.js' {
  export { default } from 'regl';
}

// Our effects as they were written: what draws has them without comments and indents.

const SOURCES = import.meta.glob('../../../shaders/effects/*.glsl', {
  query: '?raw&whole',
  import: 'default',
  eager: true,
});

export function textOfEffect(name: string): string {
  const text = SOURCES[`../../../shaders/effects/${name}.glsl`];
  if (text === undefined) throw new Error(`there is no effect ${name}`);
  return text;
}

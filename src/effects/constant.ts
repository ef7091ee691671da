import type { InputType } from './effect.ts';

/** A uniform's value; samplers get textures instead. */
export type UniformValue = number | boolean | readonly number[];

/** The same as GLSL. */
export function constantOf(type: Exclude<InputType, 'file'>, value: UniformValue): string {
  if (typeof value === 'boolean') return `${value}`;
  const isWhole = type === 'int' || type === 'ivec2';
  const parts = [value].flat().map((part) => (isWhole ? `${Math.trunc(part)}` : floatOf(part)));
  return typeof value === 'number' ? parts.join('') : `${type}(${parts.join(', ')})`;
}

function floatOf(value: number): string {
  const text = `${value}`;
  return /[.e]/.test(text) ? text : `${text}.0`;
}

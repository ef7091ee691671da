import type { ShaderFile } from './shader-files.ts';

/** A whole shader, put together from files. */
export interface ShaderText {
  readonly text: string;
  readonly pieces: readonly ShaderPiece[];
}

interface ShaderPiece {
  readonly file: string;
  readonly lines: readonly string[];
  /** The line of the whole shader that holds the first of these, counted from 1. */
  readonly firstLine: number;
}

/** A line of a file, counted from 1. */
export interface ShaderLine {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** Puts files one after the other, with the version and the defines before them. */
export function assembleShader(
  files: readonly ShaderFile[],
  defines: readonly string[] = [],
): ShaderText {
  const lines = ['#version 300 es', ...defines.map((name) => `#define ${name}`)];
  const pieces: ShaderPiece[] = [];
  for (const { file, text, written = text } of files) {
    const own = text.split('\n');
    pieces.push({ file, lines: written.split('\n'), firstLine: lines.length + 1 });
    // A file that stands by itself says its version in its first line, where a shader may do so once.
    for (const line of own) lines.push(line.startsWith('#version') ? '' : line);
  }
  return { text: lines.join('\n'), pieces };
}

/** Finds a line of a shader in its files; `undefined` for the lines before them and beyond its end. */
export function findLine({ pieces }: ShaderText, line: number): ShaderLine | undefined {
  for (const { file, lines, firstLine } of pieces) {
    const text = lines[line - firstLine];
    if (text !== undefined) return { file, line: line - firstLine + 1, text };
  }
  return undefined;
}

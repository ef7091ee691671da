import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ShaderFile } from '../../src/gl/shader-files.ts';
import { BACKENDS } from './backends.ts';
import { type BundledPage, openBundledPage } from './bundled-page.ts';

const shader = async (file: string): Promise<ShaderFile> => ({
  file: `shaders/${file}`,
  text: await readFile(new URL(`../../shaders/${file}`, import.meta.url), 'utf8'),
});

function replaced({ file, text }: ShaderFile, from: string, to: string): ShaderFile {
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
  return { file, text: text.replace(from, to) };
}

/** The line of a file, from 1, that has a text, and the column at which it begins. */
function placeOf({ text }: ShaderFile, wanted: string) {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => line.includes(wanted));
  const line = lines[at] ?? '';
  return { line: at + 1, column: line.indexOf(wanted) + 1, text: line };
}

describe.each(Object.entries(BACKENDS))('a shader that does not compile with %s', (_, flags) => {
  let bundled: BundledPage;
  let rounded: ShaderFile;
  let scene: ShaderFile;
  let screen: ShaderFile;
  let corners: ShaderFile;
  beforeAll(async () => {
    bundled = await openBundledPage('test/browser/broken-shader-page.ts', flags);
    [rounded, scene, screen, corners] = await Promise.all([
      shader('rounded.glsl'),
      shader('scene.glsl'),
      shader('screen.frag'),
      shader('scene.vert'),
    ]);
  });
  afterAll(() => bundled.close());

  const compile = (
    files: readonly ShaderFile[],
    defines: readonly string[] = [],
    vert?: ShaderFile,
  ) =>
    bundled.page.evaluate(
      (...job) => globalThis.brokenShaderPage.compile(...job),
      files,
      defines,
      vert,
    );

  it('is named by its file, line and column, with a caret below the word', async () => {
    const broken = replaced(screen, 'screenHeight - px.y', 'screenHight - px.y');
    const { line, column, text } = placeOf(broken, 'screenHight');
    const fault = await compile([rounded, scene, broken], ['TEXEL_EXACT', 'IMAGE_ONLY']);
    expect(fault?.code).toBe('shader-failed');
    const [first, ...excerpt] = fault?.message.split('\n') ?? [];
    expect(first).toBe(
      `A shader doesn’t compile with these graphics: shaders/screen.frag:${line}:${column}: 'screenHight': undeclared identifier.`,
    );
    expect(excerpt.slice(0, 2)).toEqual([
      `${line} | ${text}`,
      `${' '.repeat(String(line).length)} | ${' '.repeat(column - 1)}^ 'screenHight': undeclared identifier`,
    ]);
  });

  it('is found among the files that it is put together from, and the same the second time', async () => {
    const broken = replaced(scene, 'background;', 'background');
    const place = placeOf(broken, '#ifdef TITLE');
    const first = await compile([broken, screen]);
    expect(first).toMatchObject({ code: 'shader-failed' });
    // Where the next declaration begins, the semicolon is missed.
    expect(first?.message).toMatch(/shaders\/scene\.glsl:\d+:\d+: .*syntax error/);
    const line = Number(/scene\.glsl:(\d+)/.exec(first?.message ?? '')?.[1]);
    expect(line).toBeGreaterThanOrEqual(place.line - 2);
    expect(await compile([broken, screen])).toEqual(first);
  });

  it('is told from the vertex shader', async () => {
    const vertex = {
      file: 'own.vert',
      text: 'in vec2 corner;\nvoid main() {\n  gl_Position = corner;\n}',
    };
    const fault = await compile([rounded, scene, screen], [], vertex);
    expect(fault?.message).toContain("own.vert:3:15: '=': dimension mismatch");
  });

  it('says that it does not fit the other one', async () => {
    const alone: ShaderFile = {
      file: 'own.frag',
      text: 'precision highp float;\nin vec3 nowhere;\nout vec4 color;\nvoid main() { color = vec4(nowhere, 1); }',
    };
    const fault = await compile([alone]);
    expect(fault?.code).toBe('shader-failed');
    expect(fault?.message).toMatch(/: own\.frag: .*nowhere/);
  });

  it('leaves those alone that do', async () => {
    expect(await compile([rounded, scene, screen], [], corners)).toBeUndefined();
    expect(await compile([rounded, scene, screen], ['NEAREST', 'TITLE'], corners)).toBeUndefined();
  });
});

import { describe, expect, it, vi } from 'vitest';
import { complain } from '../../src/cli/terminal/say.ts';
import { describeFault } from '../../src/gl/shader-fault.ts';
import { assembleShader, findLine } from '../../src/gl/shader-text.ts';

const SCENE = {
  file: 'scene.glsl',
  text: 'precision highp float;\nvec3 scene() { return colour; }',
};
const MAIN = {
  file: 'main.frag',
  text: '#version 300 es\nout vec4 color;\n\tvoid main() { colour(); }',
};
const shader = assembleShader([SCENE, MAIN], ['ONE', 'TWO']);

describe('a shader put together from files', () => {
  it('has one version, in its first line', () => {
    expect(shader.text.match(/#version/g)).toHaveLength(1);
    expect(shader.text.startsWith('#version 300 es\n#define ONE\n#define TWO\n')).toBe(true);
  });

  it('knows each of its lines by file and line', () => {
    for (const [n, text] of shader.text.split('\n').entries()) {
      const found = findLine(shader, n + 1);
      if (n < 3) expect(found).toBeUndefined();
      else if (text !== '') expect(found?.text).toBe(text);
    }
    expect(findLine(shader, 5)).toMatchObject({ file: 'scene.glsl', line: 2 });
    expect(findLine(shader, 7)).toMatchObject({ file: 'main.frag', line: 2 });
    expect(findLine(shader, 9)).toBeUndefined();
  });
});

describe('what a driver logs', () => {
  it('is shown against the file, with a caret below the word', () => {
    const log =
      "ERROR: 0:5: 'colour' : undeclared identifier\nERROR: 0:8: 'colour' : no matching function\n\0";
    expect(describeFault(shader, log)).toBe(
      [
        "scene.glsl:2:23: 'colour': undeclared identifier.",
        '2 | vec3 scene() { return colour; }',
        "  |                       ^ 'colour': undeclared identifier",
        '3 |  void main() { colour(); }',
        "  |                ^ 'colour': no matching function",
      ].join('\n'),
    );
  });

  it('has its caret where the line begins if its word is not there', () => {
    expect(describeFault(shader, "ERROR: 0:8: '' : syntax error")).toBe(
      'main.frag:3:2: syntax error.\n3 |  void main() { colour(); }\n  |  ^ syntax error',
    );
    expect(describeFault(shader, "ERROR: 0:5: 'colours' : gone")).toContain('scene.glsl:2:1:');
  });

  it('is shown as it is where it names no line of ours', () => {
    const names = 'scene.glsl with main.frag';
    expect(describeFault(shader, 'Varying `a` is not written.')).toContain(
      `${names}: Varying \`a\``,
    );
    expect(describeFault(shader, "ERROR: 0:99: 'x' : far")).toContain(`${names}: ERROR: 0:99`);
    expect(describeFault(shader, '')).toBe(`${names}: no reason was given.`);
  });

  it('leaves out warnings, and what follows from the first faults', () => {
    const log = ['WARNING: 0:5: old', ...Array.from({ length: 9 }, () => "ERROR: 0:5: 'x' : y")];
    expect(describeFault(shader, log.join('\n')).split('\n')).toHaveLength(7);
  });

  it('is written to a terminal line by line', () => {
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    try {
      complain('a.frag:1:1: what.\n1 | \u001bwhat', 'shader-failed');
      expect(write).toHaveBeenCalledWith(
        'stillmotion: a.frag:1:1: what. [shader-failed]\n1 | \\u{1b}what\n',
      );
    } finally {
      write.mockRestore();
    }
  });
});

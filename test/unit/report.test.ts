import { afterEach, describe, expect, it, vi } from 'vitest';
import { reportStill } from '../../src/cli/film/report.ts';
import { announce, complain, note, trace } from '../../src/cli/terminal/say.ts';
import { planRender } from '../../src/film/plan.ts';
import { parseSpec } from '../../src/film/spec/spec.ts';

/** An escape sequence, one in a single byte, a line of its own, and a name that reads backwards. */
const NASTY = 'a\u001b[31mb\u009b2Jc\nd\u2028e\u202egpj.exe\u2066\ud800';
const SHOWN = 'a\\u{1b}[31mb\\u{9b}2Jc\\u{a}d\\u{2028}e\\u{202e}gpj.exe\\u{2066}\\u{d800}';
const DANGEROUS = /[^\P{Cc}\n]|[\p{Bidi_Control}\u2028\u2029]/u;

afterEach(() => vi.restoreAllMocks());

describe('no name or message reaches a terminal raw', () => {
  const still = {
    plan: planRender(parseSpec({}), { width: 20, height: 10 }),
    frame: 0,
    output: `${NASTY}.png`,
    bytes: 1,
    session: {
      browser: NASTY,
      renderer: NASTY,
      backend: 'swiftshader' as const,
      reproducible: true,
    },
  };

  it.for<[string, () => void, string]>([
    ['a note', () => note(NASTY, false), `note: ${SHOWN}\n`],
    ['an error', () => complain(NASTY, 'usage'), `stillmotion: ${SHOWN} [usage]\n`],
    ['an address', () => announce(NASTY), `${SHOWN}\n`],
    ['a stack, whose lines stay', () => trace('a\u001b\nb\u202e'), 'a\\u{1b}\nb\\u{202e}\n'],
    [
      'a report',
      () => reportStill(still, { json: false, quiet: false }),
      `${SHOWN}.png: frame 0, 20x10, 1 byte\n  browser  ${SHOWN}, ${SHOWN}\n`,
    ],
  ])('%s', ([, say, shown]) => {
    expect(written(say)).toBe(shown);
  });

  it('a report as JSON, which still means the same', () => {
    const json = written(() => reportStill(still, { json: true, quiet: false }));
    expect(json).not.toMatch(DANGEROUS);
    expect(JSON.parse(json)).toMatchObject({ output: `${NASTY}.png`, renderer: NASTY });
  });
});

/** What it writes on stdout and stderr. */
function written(say: () => void): string {
  let text = '';
  const write = (part: string | Uint8Array) => ((text += String(part)), true);
  const streams = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation(write),
  );
  say();
  for (const stream of streams) stream.mockRestore();
  return text;
}

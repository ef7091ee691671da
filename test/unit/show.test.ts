import { describe, expect, it } from 'vitest';
import { drawFromAll } from '../../src/cli/options/drawn-transitions.ts';
import { readTransitionFiles } from '../../src/cli/options/effect-files.ts';
import { planPicture, planPictures } from '../../src/film/plan.ts';
import { filmFrame, shownAt } from '../../src/film/time/show.ts';
import { parseSpec, type SpecInput } from '../../src/film/spec/spec.ts';
import { passingAt, readTransitions, writeTransitions } from '../../src/film/spec/transition.ts';

const SIZE = { width: 96, height: 64 };
const FADE = (duration: number) => [{ name: 'fade', duration }];

function plan(spec: SpecInput, count = 3) {
  const pictures = Array.from({ length: count }, (_, n) => ({ file: `${n}.png` }));
  return planPictures(
    parseSpec({ pictures, fps: { numerator: 10, denominator: 1 }, ...spec }),
    SIZE,
  );
}

/** What each frame shows: `1:3` is the picture 1 at the frame 3 of its own film; `>` the one that comes. */
function shown(film: ReturnType<typeof plan>): string {
  const { show } = film;
  if (show === undefined) throw new Error('no show');
  return Array.from({ length: film.frameCount }, (_, index) => {
    const { picture, frame, next } = shownAt(show, index);
    return next ? `${picture}:${frame}>${next.picture}:${next.frame}` : `${picture}:${frame}`;
  }).join(' ');
}

describe('pictures that follow one another', () => {
  it('come at the end of one another’s time', () => {
    expect(shown(plan({ each: 0.4, transitions: FADE(0.2) }))).toBe(
      '0:0 0:1 0:2>1:0 0:3>1:1 1:2 1:3 1:4>2:0 1:5>2:1 2:2 2:3 2:4 2:5',
    );
  });

  it.each([undefined, 'fade', 'wipe', 'random:seed=4', 'iris + dissolve'])(
    'go over for a second where nobody says how long, or for half of their time: %s',
    (typed) => {
      const transitions = typed === undefined ? {} : { transitions: readTransitions(typed) };
      const passings = (spec: SpecInput) =>
        plan({ ...spec, ...transitions }).show?.slots.map(({ passing }) => passing);
      expect(passings({ each: 4 })).toEqual([10, 10, 0]);
      expect(passings({ each: 1 })).toEqual([5, 5, 0]);
      expect(passings({ each: 0.1 })).toEqual([0, 0, 0]);
      expect(passings({ lasts: 1.8 })).toEqual([3, 3, 0]);
      const pictures = [{ hold: 0.7 }, { hold: 3 }];
      expect(passings({ pictures, closed: true })).toEqual([3, 10]);
    },
  );

  it('take just as long as one of several says, and the others as usual', () => {
    const transitions = readTransitions('wipe:duration=0.2 + fade');
    expect(plan({ each: 1, transitions }).show?.slots.map(({ passing }) => passing)).toEqual([
      2, 5, 0,
    ]);
  });

  it('close, where the last goes over into the first, which has begun then', () => {
    const film = plan({ each: 0.3, transitions: FADE(0.1), closed: true });
    expect(shown(film)).toBe('0:1 0:2 0:3>1:0 1:1 1:2 1:3>2:0 2:1 2:2 2:3>0:0');
    expect([0, 1, 3].map((frame) => filmFrame(film, 0, frame))).toEqual([8, 0, 2]);
  });

  it('have times of their own, or share the film’s length', () => {
    const pictures = [{ hold: 0.3 }, {}, { hold: 0.2 }];
    const film = plan({ pictures, each: 0.5, transitions: FADE(0.1) });
    expect(film.show?.slots.map(({ length }) => length)).toEqual([3, 5, 2]);
    const shared = plan({ duration: 1, transitions: FADE(0.1) });
    expect(shared.show?.slots.map(({ length }) => length)).toEqual([3, 4, 3]);
    // A sound says it alike.
    expect(plan({ lasts: 1, transitions: FADE(0.1) }).frameCount).toBe(10);
    expect(plan({ lasts: 1, each: 0.5, transitions: FADE(0.1) }).range).toEqual({
      first: 0,
      last: 9,
    });
  });

  it('cut without a transition', () => {
    expect(shown(plan({ each: 0.2, transitions: FADE(0) }))).toBe('0:0 0:1 1:0 1:1 2:0 2:1');
  });

  it('move in turn, each as a film by itself, with what is its own', () => {
    const pictures = [
      {},
      { title: 'Two', position: [0, 1] as [number, number] },
      { motion: { kind: 'pan' } },
    ];
    const film = plan({ pictures, each: 0.4, transitions: FADE(0.2), title: 'All' });
    const films = [0, 1, 2].map((n) => planPicture(film, n, { width: 64, height: 96 }));
    expect(
      films.map(({ spec }) => spec.motions.map(({ kind, picture }) => [kind, picture])),
    ).toEqual([[['kenburns', 0]], [['kenburns', 1]], [['pan', undefined]]]);
    expect(films.map(({ spec }) => [spec.title, spec.position])).toEqual([
      ['All', undefined],
      ['Two', [0, 1]],
      ['All', undefined],
    ]);
    expect(films.map(({ frameCount }) => frameCount)).toEqual([4, 6, 6]);
    // The frame is the first one's.
    expect(films.map(({ layout }) => layout.canvas)).toEqual([SIZE, SIZE, SIZE]);
  });

  it.each<[SpecInput, RegExp]>([
    [
      { each: 1, transitions: FADE(1) },
      /0\.png stands for 1 s, of which the transition .* takes 1 s/,
    ],
    [{ each: 2, frames: 30 }, /each, hold.*frames, duration/],
    [{ each: 2, size: SIZE }, /takes no size/],
    [{ transitions: [{ name: 'grain' }] }, /no transition "grain".*wipe/],
    [
      {
        transitions: [{ source: 'vec4 effect(vec2 uv) { return image(uv); }' }],
      },
      /shows no second picture.*getToColor/,
    ],
    [{ pictures: [] }, /at least one picture/],
  ])('refuse %j', (spec, message) => {
    expect(() => plan(spec)).toThrow(message);
  });

  it('take each and transitions only where there are several', () => {
    expect(() => parseSpec({ each: 2 })).toThrow(/only with several pictures/);
  });
});

describe('transitions', () => {
  it('are read and written as they are typed', () => {
    const text = 'wipe:duration=0.5,angle=90 + random:seed=7';
    const read = readTransitions(text);
    expect(read).toMatchObject([
      { name: 'wipe', duration: 0.5, angle: 90, over: 1 },
      { name: 'random', seed: 7 },
    ]);
    expect(read[1]).not.toHaveProperty('duration');
    expect(readTransitions(writeTransitions(read))).toEqual(read);
    // A second that was asked for is not what is usual, which may be less.
    expect(writeTransitions(readTransitions('fade:duration=1'))).toBe('fade:duration=1');
    expect(writeTransitions(readTransitions('fade'))).toBe('fade');
    // As films carry it that were made when another seed was usual.
    expect(writeTransitions(readTransitions('random:seed=1'))).toBe('random:seed=1');
    expect(() => readTransitions('crosswarp')).toThrow(/no transition "crosswarp".*wipe/);
  });

  it('take turns, and by chance are always the same for a seed', () => {
    const names = (text: string) =>
      Array.from({ length: 12 }, (_, n) => passingAt(readTransitions(text), n).effect.name);
    expect(names('wipe + iris').slice(0, 3)).toEqual(['wipe', 'iris', 'wipe']);
    expect(names('random:seed=3')).toEqual(names('random:seed=3'));
    expect(names('random:seed=3')).not.toEqual(names('random:seed=4'));
    // Nobody who names no seed sees the same twice in a row.
    expect(new Set(names('random').slice(0, 6)).size).toBeGreaterThan(3);
    const many = Array.from({ length: 40 }, (_, n) => passingAt(readTransitions('random'), n));
    expect(many.every(({ effect }, n) => effect.name !== many[n - 1]?.effect.name)).toBe(true);
  });

  it('bring the next picture in over the one that goes, unless they let that leave', () => {
    expect(passingAt(readTransitions('iris'), 0).comes).toBe(true);
    expect(passingAt(readTransitions('iris:leave=on'), 0).comes).toBe(false);
    const source = 'vec4 transition(vec2 p) { return getToColor(p); }';
    expect(passingAt(readTransitions('./my.glsl', new Map([['./my.glsl', source]])), 0).comes).toBe(
      false,
    );
  });

  it('have a duration, whatever a shader calls so', () => {
    const source = `uniform float duration; // = 0.3
vec4 transition(vec2 p) { return mix(getFromColor(p), getToColor(p), duration); }`;
    const read = (text: string) => readTransitions(text, new Map([['./my.glsl', source]]));
    expect(read('./my.glsl')[0]).not.toHaveProperty('duration');
    expect(read('./my.glsl:duration=2')[0]).toMatchObject({ duration: 2 });
  });

  it('may be drawn by chance from all that are installed', async () => {
    const files = await readTransitionFiles('random:of=all');
    expect(files.size).toBe(125);
    const drawn = (seed: number) =>
      readTransitions(drawFromAll(`random:of=all,seed=${seed},duration=0.5`, files), files).map(
        ({ name, file, duration }) => [name ?? file, duration],
      );
    const some = drawn(3);
    expect(new Set(some.map(([name]) => name)).size).toBe(16);
    expect(some.every(([, duration]) => duration === 0.5)).toBe(true);
    expect(drawn(3)).toEqual(some);
    expect(drawn(4)).not.toEqual(some);
    // Of any seeds, most are theirs, as most of all are; ours come up, too.
    const names = [1, 2, 3, 4, 5, 6, 7, 8].flatMap((seed) => drawn(seed).map(([name]) => name));
    expect(names).toEqual(
      expect.arrayContaining([expect.stringMatching(/^(fade|wipe|iris|dissolve)$/)]),
    );
    expect(names.filter((name) => files.has(String(name))).length).toBeGreaterThan(100);
  });

  it('can’t be drawn where nobody knows what is installed', () => {
    expect(() => drawFromAll('random:of=all')).toThrow(/npm install gl-transitions/);
    expect(() => readTransitions('random:of=all')).toThrow(/drawn on the command line/);
    expect(() =>
      parseSpec({ pictures: [{}, {}], transitions: [{ name: 'random', of: 'all', duration: 1 }] }),
    ).toThrow(/drawn on the command line/);
  });
});

import { describe, expect, it } from 'vitest';
import { planRender } from '../../src/film/plan.ts';
import type { SpecDraft } from '../../src/film/options/option.ts';
import { planShow } from '../../src/film/time/show.ts';
import { parseSpec } from '../../src/film/spec/spec.ts';
import { decided } from '../../src/film/spec/usual-codec.ts';
import { readTransitions } from '../../src/film/spec/transition.ts';
import {
  addTransition,
  chooseTransition,
  removeTransition,
  separateTransitions,
  setTransitionValue,
  transitionsOf,
} from '../../src/page/layers/transitions.ts';
import type { Edit } from '../../src/page/project/project.ts';
import { writeCommand } from '../../src/page/share/command.ts';
import { describeJoint, jointsOf, turnsOf } from '../../src/page/layers/joints.ts';

const NAMES = ['a.png', 'b.png', 'c.png', 'd.png'];
const PICTURES = NAMES.map((file) => ({ file }));

/** As the page has it. */
function planOf(draft: SpecDraft) {
  const spec = parseSpec({ pictures: PICTURES, ...draft });
  const { pictures: _, ...alone } = spec;
  const plan = planRender(alone, { width: 40, height: 30 });
  return { ...plan, spec: decided(spec), show: planShow(spec, plan.fps) };
}

const FADE_AND_WIPE: SpecDraft = {
  transitions: readTransitions('fade:duration=0.5 + wipe:duration=0.4,angle=90'),
};

function done(draft: SpecDraft, ...edits: Edit[]) {
  return edits.reduce((now, edit) => edit(now, now), draft);
}

describe('one of several transitions', () => {
  it('is another, and has other values, while the others stay as they are', () => {
    const [fade, wipe] = transitionsOf(FADE_AND_WIPE);
    expect(done(FADE_AND_WIPE, chooseTransition(0, { name: 'iris' }))).toEqual({
      transitions: [{ name: 'iris', duration: 0.5 }, wipe],
    });
    expect(done(FADE_AND_WIPE, setTransitionValue(1, 'angle', 45))).toEqual({
      transitions: [fade, { ...wipe, angle: 45 }],
    });
    expect(done(FADE_AND_WIPE, setTransitionValue(0, 'duration', 0.2))).toEqual({
      transitions: [{ ...fade, duration: 0.2 }, wipe],
    });
  });

  it('comes in behind the others as one of them is, and goes', () => {
    const added = done(FADE_AND_WIPE, addTransition(1));
    expect(transitionsOf(added).map(({ name }) => name)).toEqual(['fade', 'wipe', 'wipe']);
    const gone = done(added, removeTransition(0), removeTransition(1));
    expect(gone).toEqual({ transitions: [transitionsOf(FADE_AND_WIPE)[1]] });
  });

  it('has a place for each joint, of which one is changed by itself', () => {
    const draft = { ...FADE_AND_WIPE, pictures: PICTURES };
    const [fade, wipe] = transitionsOf(draft);
    const each = done(draft, separateTransitions);
    expect(transitionsOf(each)).toEqual([fade, wipe, fade]);
    // What is asked of the film as it was then is of the same ones.
    expect(
      done(each, setTransitionValue(2, 'duration', 0.1), chooseTransition(0, { name: 'iris' })),
    ).toMatchObject({
      transitions: [{ name: 'iris', duration: 0.5 }, wipe, { name: 'fade', duration: 0.1 }],
    });
    expect(transitionsOf(done({ ...draft, closed: true }, separateTransitions)).length).toBe(4);
    expect(transitionsOf(done({ pictures: PICTURES }, separateTransitions))).toMatchObject(
      Array.from({ length: 3 }, () => ({ name: 'fade' })),
    );
    expect(done(each, separateTransitions)).toBe(each);
  });

  it('is the usual one where nothing else is left, which needs no word', () => {
    expect(transitionsOf({})).toMatchObject([{ name: 'fade' }]);
    const twice = done({ each: 1 }, addTransition(0));
    expect(transitionsOf(twice)).toMatchObject([{ name: 'fade' }, { name: 'fade' }]);
    // Of pictures that stand for a second, each takes half of one.
    expect(jointsOf(planOf(twice)).map(({ frames }) => frames)).toEqual([15, 15, 15]);
    const whole = done({}, addTransition(0), removeTransition(1));
    expect(whole).toEqual({});
    expect(
      done(
        FADE_AND_WIPE,
        removeTransition(0),
        chooseTransition(0, { name: 'fade' }),
        setTransitionValue(0, 'duration', undefined),
      ),
    ).toEqual({});
  });

  it('is the one that was meant, whatever has been done since', () => {
    const without = done(FADE_AND_WIPE, removeTransition(0));
    // Asked of the second one, before the first had gone.
    expect(setTransitionValue(1, 'angle', 45)(without, FADE_AND_WIPE)).toMatchObject({
      transitions: [{ name: 'wipe', angle: 45 }],
    });
    expect(setTransitionValue(0, 'duration', 0.1)(without, FADE_AND_WIPE)).toBe(without);
    expect(removeTransition(0)(without, FADE_AND_WIPE)).toBe(without);
    // The usual one takes a value, though another has been taken for it since.
    const wiped = done({}, chooseTransition(0, { name: 'wipe' }));
    expect(setTransitionValue(0, 'duration', 0.3)(wiped, {})).toMatchObject({
      transitions: [{ name: 'wipe', duration: 0.3 }],
    });
  });

  it('stands in the command beside the others, in the order in which they take turns', () => {
    const edited = done(FADE_AND_WIPE, chooseTransition(0, { name: 'iris' }));
    const command = writeCommand({ pictures: PICTURES, ...edited }, NAMES);
    const [, text = ''] = /--transition '(.*)'/.exec(command) ?? [];
    expect(readTransitions(text)).toEqual(parseSpec({ pictures: PICTURES, ...edited }).transitions);
  });
});

describe('joints of a film', () => {
  it('say what goes between their pictures, by turns', () => {
    const plan = planOf({ each: 1, ...FADE_AND_WIPE, closed: true });
    const joints = jointsOf(plan);
    expect(joints.map(({ from, to }) => [from, to])).toEqual([
      [1, 2],
      [2, 3],
      [3, 4],
      [4, 1],
    ]);
    expect(joints.map((joint) => describeJoint(joint, plan))).toEqual([
      'Fade, 0.5 s',
      'Wipe, 0.4 s',
      'Fade, 0.5 s',
      'Wipe, 0.4 s',
    ]);
    expect(turnsOf(1, 2, joints).map(({ from }) => from)).toEqual([2, 4]);
    expect(jointsOf(planOf({ each: 1, ...FADE_AND_WIPE }))).toHaveLength(3);
  });

  it('name what chance has chosen, a cut, and somebody’s own', () => {
    const own = { source: 'vec4 transition(vec2 uv) { return getToColor(uv); }', file: 'my.glsl' };
    const transitions = [
      { name: 'random', seed: 3, duration: 0.5 },
      { name: 'fade', duration: 0 },
      { ...own, duration: 0.5 },
    ];
    const plan = planOf({ each: 1, transitions });
    expect(jointsOf(plan).map((joint) => describeJoint(joint, plan))).toEqual([
      expect.stringMatching(/^Random: (Fade|Wipe|Iris|Dissolve), 0\.5 s$/),
      'cut',
      'my.glsl, 0.5 s',
    ]);
    expect(jointsOf({})).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { MOTIONS } from '../../src/motions/index.ts';
import { MOTION_LAYERS } from '../../src/page/layers/layer-kinds.ts';
import { keepKey } from '../../src/page/layers/layer-keys.ts';
import { inOrderOf, inserted, movedTo, reconcile, specsOf } from '../../src/page/layers/layers.ts';

const on = (name: string) => ({ spec: { name }, on: true });
const off = (name: string) => ({ spec: { name }, on: false });
const named = (...names: string[]) => names.map((name) => ({ name }));

describe('layers of a spec that has changed', () => {
  it('are the same ones where they are as many, and what is off stays in its place', () => {
    const before = [on('a'), off('b'), on('c')];
    const edited = [{ name: 'a', amount: 1 }, { name: 'c' }];
    expect(reconcile(before, edited)).toEqual([
      { spec: edited[0], on: true },
      off('b'),
      { spec: edited[1], on: true },
    ]);
  });

  it('are on again where what was off is in the spec, as an undo leaves it', () => {
    expect(reconcile([on('a'), off('b'), on('c')], named('a', 'b', 'c'))).toEqual([
      on('a'),
      on('b'),
      on('c'),
    ]);
  });

  it('are left out where they have gone, and come in where they are new', () => {
    expect(reconcile([on('a'), off('b'), on('c')], named('c'))).toEqual([off('b'), on('c')]);
    expect(reconcile([on('a'), off('b')], named('a', 'x'))).toEqual([on('a'), off('b'), on('x')]);
    expect(reconcile([], named('a'))).toEqual([on('a')]);
  });

  it('are known again wherever they have gone, by their keys and else by what they say', () => {
    const [a, b, c] = [on('a'), off('b'), on('a')];
    const edited = keepKey({ name: 'a', amount: 1 }, c.spec);
    expect(reconcile([a, b, c], [edited, a.spec])).toEqual([
      { spec: edited, on: true },
      { spec: a.spec, on: true },
      b,
    ]);
    expect(reconcile([on('a'), off('b'), on('c')], named('c', 'a'))).toEqual([
      on('c'),
      on('a'),
      off('b'),
    ]);
  });

  it('come back into the film where they stand, and change places only with those that are there', () => {
    const layers = [on('a'), off('b'), on('c')];
    const [a, b, c] = layers.map(({ spec }) => spec) as [object, object, object];
    expect(inserted([a, c] as never, layers[1] as never, layers)).toEqual([a, b, c]);
    expect(inserted([c] as never, layers[1] as never, layers)).toEqual([b, c]);
    expect(movedTo([1, 2, 3], 0, 2)).toEqual([2, 3, 1]);
    expect(movedTo([1, 2, 3], 2, 0)).toEqual([3, 1, 2]);
    expect(movedTo([1, 2], 1, 2)).toEqual([1, 2]);
    expect(movedTo([1, 2], 0, -1)).toEqual([1, 2]);
    expect(specsOf(layers)).toEqual(named('a', 'c'));
  });

  it('give their specs their order; what has come since stands behind them', () => {
    const [grain, hue, iris] = [{ name: 'grain' }, { name: 'hue' }, { name: 'iris' }] as const;
    const shown = [iris, grain].map((spec) => ({ spec, on: true }));
    expect(inOrderOf(shown, [grain, hue, iris])).toEqual([iris, grain, hue]);
  });
});

describe('the motions of a draft', () => {
  const parameter = (kind: string, name: string) => {
    const found = MOTIONS.find((each) => each.name === kind)?.parameters.find(
      (each) => each.name === name,
    );
    if (found === undefined) throw new Error(`${kind} has no ${name}`);
    return found;
  };

  it('are a roll where it says nothing, and nothing is written of that', () => {
    expect(MOTION_LAYERS.read({})).toEqual([{ kind: 'roll' }]);
    expect(
      MOTION_LAYERS.write({ motions: [{ kind: 'zoom' }], frames: 9 }, [{ kind: 'roll' }]),
    ).toEqual({
      frames: 9,
    });
    expect(MOTION_LAYERS.write({}, [])).toEqual({ motions: [] });
  });

  it('take a step in the place of a speed and of the period, where they are one roll', () => {
    const draft = { motions: [{ kind: 'roll', speed: 9 }], period: 4 };
    expect(MOTION_LAYERS.set(draft, 0, parameter('roll', 'step'), '2.5')).toEqual({
      motions: [{ kind: 'roll', step: 2.5 }],
    });
    expect(
      MOTION_LAYERS.set({ motions: [{ kind: 'roll', step: 2 }] }, 0, parameter('roll', 'step'), ''),
    ).toEqual({});
  });

  it('take a step in the place of a speed among others, too', () => {
    const motions = [
      { kind: 'roll', speed: 9 },
      { kind: 'zoom', to: 2 },
    ];
    expect(MOTION_LAYERS.set({ motions }, 0, parameter('roll', 'step'), '2')).toEqual({
      motions: [
        { kind: 'roll', step: 2 },
        { kind: 'zoom', to: 2 },
      ],
    });
    expect(MOTION_LAYERS.set({ motions }, 1, parameter('zoom', 'to'), '')).toEqual({
      motions: [{ kind: 'roll', speed: 9 }, { kind: 'zoom' }],
    });
    expect(() => MOTION_LAYERS.set({ motions }, 1, parameter('zoom', 'to'), 'much')).toThrow(
      'number',
    );
  });
});

import type { EffectSpec } from '../../effects/effect.ts';
import type { SpecInput } from '../../film/spec/spec.ts';

/** A film of a card, and a frame of it: the one that stands still, or where it begins to move. */
export interface CardFilm {
  readonly spec: SpecInput;
  readonly frame: number;
}

/** How cards show what they are for. */
export interface CardFilms {
  readonly still: (effect: EffectSpec) => CardFilm;
  readonly moving: (effect: EffectSpec) => CardFilm;
  /** Of nothing, to begin with. */
  readonly empty: SpecInput;
}

const FPS = 30;
const fps = { numerator: FPS, denominator: 1 };

// Of the short film each picture is seen alone for less than half a second.
const ALONE = 12;
const PASSING = 36;

function passageOf(effect: EffectSpec): SpecInput {
  return {
    pictures: [{}, {}],
    fps,
    each: (ALONE + PASSING) / FPS,
    closed: true,
    motions: [],
    transitions: [{ ...effect, duration: PASSING / FPS }],
  };
}

/** Transitions between two pictures: in their middle, and over and over, there and back. */
export const TRANSITION_FILMS: CardFilms = {
  still: (effect) => ({ spec: passageOf(effect), frame: ALONE + PASSING / 2 }),
  moving: (effect) => ({ spec: passageOf(effect), frame: ALONE }),
  empty: passageOf({ name: 'fade' }),
};

const FRAMES = 90;
const underEffect = (effect: EffectSpec, motions: SpecInput['motions']): SpecInput => ({
  fps,
  frames: FRAMES,
  motions,
  effects: [effect],
});

/** Effects on one picture. Those that stand still are seen on a picture that moves. */
export const EFFECT_FILMS: CardFilms = {
  still: (effect) => ({ spec: underEffect(effect, []), frame: FRAMES / 2 }),
  moving: (effect) => ({
    spec: underEffect(effect, [{ kind: 'zoom', to: 1.2, back: true }]),
    frame: 0,
  }),
  empty: { fps, frames: FRAMES, motions: [] },
};

import type { Trial, Tried } from '../../src/gl/trial.ts';

/** A trial of graphics that take as long as is said. */
export function trialOf(tried: (index: number, blocks: number) => Tried): Trial {
  return {
    *compile() {
      yield 'given';
    },
    *tryOut(index, blocks) {
      yield 'tried';
      return tried(index, blocks);
    },
    dispose: () => {},
  };
}

import * as v from 'valibot';
import { messageOf, StillmotionError } from '../../core/errors.ts';

/** A field as `complete` makes it whole; what that refuses is said of the field. */
export function completedBy<I, O>(complete: (given: I) => O) {
  return v.rawTransform<I, O>(({ dataset, addIssue, NEVER }) => {
    try {
      return complete(dataset.value);
    } catch (error) {
      // A shader's fault has its own code, and lines.
      if (error instanceof StillmotionError && error.code !== 'usage') throw error;
      addIssue({ message: messageOf(error) });
      return NEVER;
    }
  });
}

import { StillmotionError } from '../core/errors.ts';

/**
 * Waits no longer than `seconds`. What is waited for goes on; the caller ends it.
 *
 * @param stage what it was doing, for the message: "while … "
 * @throws StillmotionError `deadline-exceeded`
 */
export async function withDeadline<T>(
  work: Promise<T>,
  seconds: number,
  stage: string,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(
        new StillmotionError(
          'deadline-exceeded',
          `The browser gave no answer for ${seconds} s while ${stage}; --timeout allows it more.`,
        ),
      );
    }, seconds * 1000);
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

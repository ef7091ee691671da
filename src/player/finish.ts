/** Goes through what is done bit by bit, in one go. */
export function finish<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const { value, done } = steps.next();
    if (done === true) return value;
  }
}

import { type ErrorCode, StillmotionError } from '../../core/errors.ts';

/** What another browser may be spared: a process died, the GPU was lost, an encoder gave up. */
const PASSING: readonly ErrorCode[] = ['browser-failed', 'graphics-lost', 'encoding-failed'];

export interface RetryOptions {
  /** How often in a row a new browser may take the place of one that failed. */
  readonly retries: number;
  /** Ends the work; nothing is tried after it. */
  readonly signal: AbortSignal;
  /** Told when another browser goes on. */
  readonly onRetry: (text: string) => void;
}

/** Failures in a row, and how many of them are too many. */
export interface Retries {
  /** Something went well: failures from here on are counted anew. */
  reset(): void;
  /**
   * Says that a new browser will go on.
   *
   * @param where what it does then: "A new browser … "
   * @throws StillmotionError when it is one failure too many, or one that any browser would have;
   *   the signal's reason when the work was stopped
   */
  spend(error: unknown, where: string): void;
}

export function createRetries({ retries, signal, onRetry }: RetryOptions): Retries {
  let failures: StillmotionError[] = [];
  return {
    reset() {
      failures = [];
    },
    spend(error, where) {
      signal.throwIfAborted();
      if (!(error instanceof StillmotionError && PASSING.includes(error.code))) throw error;
      failures.push(error);
      if (failures.length > retries) throw giveUp(failures, error);
      onRetry(`${error.message} A new browser ${where} (${failures.length} of ${retries}).`);
    },
  };
}

function giveUp(failures: readonly StillmotionError[], last: StillmotionError): StillmotionError {
  if (failures.length === 1) return last;
  const reasons = failures.map(({ message }, index) => `(${index + 1}) ${message}`).join(' ');
  return new StillmotionError(
    last.code,
    `${failures.length} browsers in a row failed: ${reasons} More are allowed with --retries.`,
    { cause: last },
  );
}

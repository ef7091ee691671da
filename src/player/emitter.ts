/** Listeners by event; who listens is called in the order in which they came. */
export interface Emitter<Events> {
  /** Listens; the function that comes back ends it. */
  readonly on: <E extends keyof Events>(
    event: E,
    listener: (value: Events[E]) => void,
  ) => () => void;
  readonly emit: <E extends keyof Events>(event: E, value: Events[E]) => void;
}

export function createEmitter<Events>(): Emitter<Events> {
  const listeners: { [E in keyof Events]?: Set<(value: Events[E]) => void> } = {};
  return {
    on(event, listener) {
      const set = (listeners[event] ??= new Set());
      set.add(listener);
      return () => set.delete(listener);
    },
    emit(event, value) {
      listeners[event]?.forEach((listener) => listener(value));
    },
  };
}

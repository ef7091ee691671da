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
  type Listener<E extends keyof Events> = (value: Events[E]) => void;
  // Lists are never changed, but replaced, so that one can be gone through by counting: nothing is left behind.
  const listeners: { [E in keyof Events]?: readonly Listener<E>[] } = {};
  return {
    on(event, listener) {
      listeners[event] = [...(listeners[event] ?? []), listener];
      return () => {
        listeners[event] = listeners[event]?.filter((each) => each !== listener);
      };
    },
    emit(event, value) {
      const list = listeners[event];
      for (let n = 0; n < (list?.length ?? 0); n++) list?.[n]?.(value);
    },
  };
}

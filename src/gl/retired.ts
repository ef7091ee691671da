import type { Regl } from './context.ts';

/** As regl has it; its types don't know that it can be freed. */
export interface ReglCommand {
  (props: object): void;
  destroy(): void;
}

/** A step back soon wants again what was drawn with before: so many stay. Each takes some 200 kB. */
const MOST_KEPT = 4;

/** By the fragment shader, the last one at the end. */
const kept = new WeakMap<Regl, Map<string, ReglCommand>>();

/**
 * Gives a command back that nothing draws with any more. regl counts who has a program: as long as one of them stays, who
 * asks for the same finds it compiled.
 */
export function retire(regl: Regl, frag: string, command: ReglCommand): void {
  const commands = kept.get(regl) ?? new Map<string, ReglCommand>();
  kept.set(regl, commands);
  commands.get(frag)?.destroy();
  commands.delete(frag);
  commands.set(frag, command);
  for (const [text, oldest] of commands) {
    if (commands.size <= MOST_KEPT) break;
    commands.delete(text);
    oldest.destroy();
  }
}

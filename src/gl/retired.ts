import type { ShaderPair } from './compile.ts';
import type { Regl } from './context.ts';

/** As regl has it; its types don't know that it can be freed. */
export interface ReglCommand {
  (props: object): void;
  destroy(): void;
}

/** A step back, or a slider, soon wants again what was drawn with before: so many programs stay compiled. */
const MOST_KEPT = 24;

/** By the fragment shader, the one that was wanted last at the end. */
const kept = new WeakMap<Regl, Map<string, ReglCommand>>();

/**
 * Gives a command back that nothing draws with any more. regl counts who has a program, and keeps it for as long as somebody
 * does: for a while that is a command which holds nothing of a film.
 */
export function retire(regl: Regl, { vert, frag }: ShaderPair, command: ReglCommand): void {
  const programs = kept.get(regl) ?? new Map<string, ReglCommand>();
  kept.set(regl, programs);
  const keeper = programs.get(frag.text) ?? regl({ vert: vert.text, frag: frag.text });
  programs.delete(frag.text);
  programs.set(frag.text, keeper as ReglCommand);
  command.destroy();
  for (const [text, oldest] of programs) {
    if (programs.size <= MOST_KEPT) break;
    programs.delete(text);
    oldest.destroy();
  }
}

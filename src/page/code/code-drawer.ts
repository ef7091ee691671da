import { messageOf } from '../../core/errors.ts';
import type { EffectSpec } from '../../effects/effect.ts';
import { create } from '../ui/element.ts';
import { keepKey } from '../layers/layer-keys.ts';
import { isTransition, shadersOf, withShaders } from './shaders.ts';
import type { Project } from '../project/project.ts';

/** Where shaders are edited, beside the film that shows them. */
export interface CodeDrawer {
  /** @param file as the effect's spec calls it */
  readonly open: (file: string) => void;
  readonly close: () => void;
}

const ABOUT = {
  effect:
    'GLSL: vec4 effect(vec2 uv). Each of INPUTS at the top, and each uniform with a default in its comment, is a control beneath. A link to the film carries it where you say so in Share.',
  transition:
    'GLSL as gl-transitions have it: vec4 transition(vec2 uv), with getFromColor, getToColor and progress. A uniform with its default behind // = is a control beneath. No link carries it.',
} as const;

/** Whoever types on isn't interrupted, ms. */
const PAUSE = 300;

/**
 * A field for the source of one effect. What compiles is shown at once; while it doesn't, the last that did stays
 * on, and the fault is said with its line.
 *
 * @param makeRoom called when it is shown, and when it isn't any more
 */
export function createCodeDrawer(
  project: Project,
  makeRoom: (isNeeded: boolean) => void,
): CodeDrawer {
  const title = create('h2', { id: 'code-title' });
  const numbers = create('pre', { className: 'line-numbers', 'aria-hidden': 'true' });
  const field = create('textarea', {
    id: 'code',
    spellcheck: false,
    wrap: 'off',
    autocapitalize: 'off',
    'aria-labelledby': 'code-title',
    'aria-describedby': 'code-fault',
  });
  const fault = create('button', {
    type: 'button',
    id: 'code-fault',
    className: 'code-fault',
    hidden: true,
  });
  const state = create('p', { className: 'hint', role: 'status' });
  const about = create('p', { className: 'hint' });
  const closer = create(
    'button',
    { type: 'button', className: 'quiet', 'aria-label': 'Close' },
    '×',
  );
  const panel = create(
    'section',
    { className: 'panel code-panel', 'aria-labelledby': 'code-title', hidden: true },
    create('div', { className: 'panel-head' }, title, closer),
    create('div', { className: 'code' }, numbers, field),
    fault,
    state,
    about,
  );
  let file = '';
  let sent = '';
  let timer: ReturnType<typeof setTimeout> | undefined;

  function number(faulty?: number): void {
    const count = field.value.split('\n').length;
    numbers.replaceChildren(
      ...Array.from({ length: count }, (_, n) =>
        create('span', { className: n + 1 === faulty ? 'faulty' : '' }, `${n + 1}\n`),
      ),
    );
    numbers.scrollTop = field.scrollTop;
  }

  function show(error?: unknown): void {
    const message = error === undefined ? '' : messageOf(error);
    const [, line, column] = /:(\d+):(\d+)/.exec(message) ?? [];
    fault.hidden = error === undefined;
    fault.textContent = message;
    fault.onclick = () => goTo(Number(line), Number(column));
    field.setAttribute('aria-invalid', String(error !== undefined));
    state.textContent =
      error === undefined ? 'The film shows it.' : 'The film shows the last that compiled.';
    number(Number(line));
  }

  function goTo(line: number, column: number): void {
    field.focus();
    if (!(line > 0)) return;
    const before = field.value
      .split('\n')
      .slice(0, line - 1)
      .join('\n').length;
    const at = Math.min(before + (line > 1 ? 1 : 0) + Math.max(0, column - 1), field.value.length);
    field.setSelectionRange(at, at);
  }

  async function apply(): Promise<void> {
    const source = field.value;
    sent = source;
    try {
      await project.change((draft) =>
        withShaders(draft, (spec) => (spec.file === file ? withSource(spec, source) : spec)),
      );
      if (sent === source) show();
    } catch (error) {
      if (sent === source) show(error);
    }
  }

  function follow(): void {
    const source = shadersOf(project.draft).find((each) => each.file === file)?.source;
    if (source === undefined) return close();
    about.textContent = isTransition(project.draft, file) ? ABOUT.transition : ABOUT.effect;
    // What is being typed is newer.
    if (source === sent || document.activeElement === field) return;
    field.value = sent = source;
    show();
  }

  function open(next: string): void {
    document.querySelector<HTMLButtonElement>('#export-panel:not([hidden]) #export-close')?.click();
    file = next;
    sent = '';
    title.textContent = file;
    field.blur();
    if (panel.hidden) makeRoom(true);
    panel.hidden = false;
    document.body.classList.add('coding');
    follow();
    field.focus();
    field.setSelectionRange(0, 0);
    field.scrollTop = 0;
  }

  function close(): void {
    clearTimeout(timer);
    if (panel.hidden) return;
    panel.hidden = true;
    document.body.classList.remove('coding');
    makeRoom(false);
  }

  field.oninput = () => {
    number();
    clearTimeout(timer);
    timer = setTimeout(() => void apply(), PAUSE);
  };
  field.onscroll = () => (numbers.scrollTop = field.scrollTop);
  closer.onclick = close;
  panel.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') close();
  });
  project.on('spec', () => {
    if (!panel.hidden) follow();
  });
  document.querySelector('#settings-panel')?.after(panel);
  return { open, close };
}

/** Values of inputs that a text still has stay; those of others go with them. */
function withSource(spec: EffectSpec, source: string): EffectSpec {
  const declares = (name: string) =>
    new RegExp(`"NAME"\\s*:\\s*"${name}"|\\buniform\\s+\\w+\\s+${name}\\b`).test(source);
  const kept = Object.entries(spec).filter(
    ([name]) => name === 'file' || name === 'duration' || declares(name),
  );
  return keepKey({ ...Object.fromEntries(kept), source }, spec);
}

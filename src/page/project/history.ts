import type { SpecDraft } from '../../film/options/option.ts';
import { type ChosenSound, chosenSound, onSound, setSound } from './chosen-sound.ts';
import type { Project } from './project.ts';
import { areSeenAlike } from './shown-layers.ts';
import type { Source } from './source.ts';

/** What has been set and opened, back to the beginning. */
export interface History {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  undo(): Promise<void>;
  redo(): Promise<void>;
  /** All that is set until the function that comes back is called is one step. */
  hold(): () => void;
  /** Called whenever it can do something else than before. */
  onChange(listener: () => void): void;
}

interface Moment {
  readonly draft: SpecDraft;
  readonly source: Source;
  readonly sound: ChosenSound | undefined;
}

/** Changes of the same field that follow each other so quickly are one, as a slider makes them, ms. */
const ONE_CHANGE = 800;
/** Of what changes beside fields of the draft. */
const PICTURE = 'picture';
const SOUND = 'sound';
const SWITCHED_OFF = 'switched off';
/** Pictures are kept with it: what was long ago is left out. */
const MOST = 100;

/** @param now the time, ms */
export function createHistory(
  project: Project,
  now: () => number = () => performance.now(),
): History {
  const momentNow = (): Moment => {
    const { draft, source } = project;
    return { draft, source, sound: chosenSound() };
  };
  let moments: readonly Moment[] = [momentNow()];
  let place = 0;
  let restoring = 0;
  /** Of what is set by one gesture: how many of its changes there have been. */
  let held: { changes: number } | undefined;
  let latest = { fields: '', time: -Infinity };
  const listeners: (() => void)[] = [];
  const tell = () => {
    for (const listener of listeners) listener();
  };

  function record(): void {
    const before = moments[place];
    const next = momentNow();
    if (restoring > 0 || before === undefined) return;
    const fields = changedFields(before, next);
    if (fields === '') return;
    // What comes with a picture is of its step.
    const goesWith = fields === SOUND && latest.fields.includes(PICTURE);
    const isSoon = (fields === latest.fields || goesWith) && now() - latest.time < ONE_CHANGE;
    const goesOn = place > 0 && (held ? held.changes > 0 : isSoon);
    if (held) held.changes++;
    const kept = moments.slice(0, goesOn ? place : place + 1);
    const [last] = kept.slice(-1);
    // What a gesture has taken back is no step.
    const isTakenBack = held !== undefined && goesOn && last && changedFields(last, next) === '';
    moments = isTakenBack ? kept : [...kept, next].slice(-MOST);
    if (held && isTakenBack) held.changes = 0;
    place = moments.length - 1;
    latest = { fields, time: now() };
    tell();
  }

  function goTo(next: number): void {
    place = next;
    latest = { fields: '', time: -Infinity };
    tell();
  }

  /** What was set before it was asked for is done first, and is what an undo takes back. */
  async function go(by: 1 | -1): Promise<void> {
    let gone = 0;
    try {
      await project.restore(() => {
        const moment = moments[place + by];
        if (moment === undefined) return undefined;
        restoring++;
        gone = by;
        goTo(place + by);
        return moment;
      });
      if (gone !== 0) setSound(moments[place]?.sound);
    } catch (error) {
      goTo(place - gone);
      throw error;
    } finally {
      if (gone !== 0) restoring--;
    }
  }

  project.on('spec', record);
  onSound(record);
  return {
    get canUndo() {
      return place > 0;
    },
    get canRedo() {
      return place < moments.length - 1;
    },
    undo: () => go(-1),
    redo: () => go(1),
    hold() {
      const mine = (held = { changes: 0 });
      return () => {
        if (held === mine) held = undefined;
        latest = { fields: '', time: -Infinity };
      };
    },
    onChange: (listener) => void listeners.push(listener),
  };
}

/** What differs, down to single values; empty: nothing. */
function changedFields(before: Moment, next: Moment): string {
  const changed = changedPaths(before.draft, next.draft, '');
  if (before.source !== next.source) changed.push(PICTURE);
  if (before.sound !== next.sound) changed.push(SOUND);
  if (changed.length === 0 && !areSeenAlike(before.draft, next.draft)) changed.push(SWITCHED_OFF);
  return changed.toSorted().join(' ');
}

function changedPaths(before: unknown, next: unknown, path: string): string[] {
  if (JSON.stringify(before) === JSON.stringify(next)) return [];
  // What is taken away isn't set to and fro as by a slider.
  if (next === undefined) return [`${path}:none`];
  if (!isParent(before) || !isParent(next)) return [path];
  // One more or less of a list is another change than the one before.
  if (Array.isArray(before) && before.length !== next['length'])
    return [`${path}:${String(next['length'])}`];
  const names = new Set([...Object.keys(before), ...Object.keys(next)]);
  return [...names].flatMap((name) => changedPaths(before[name], next[name], `${path}.${name}`));
}

function isParent(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

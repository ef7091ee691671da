import { describe, expect, it } from 'vitest';
import type { SpecDraft } from '../../src/film/options/option.ts';
import { chosenSound, setSound } from '../../src/page/project/chosen-sound.ts';
import { createHistory } from '../../src/page/project/history.ts';
import type { Source } from '../../src/page/project/source.ts';
import { openTestProject } from './open-test-project.ts';

const set = (fields: SpecDraft) => (draft: SpecDraft) => ({ ...draft, ...fields });
const picture = (name: string): Source => ({ blob: null, name });

describe('undo and redo', () => {
  it('go through everything that was set and opened, and back', async () => {
    const { project } = openTestProject();
    let time = 0;
    const history = createHistory(project, () => (time += 1000));
    await project.change(set({ frames: 12 }));
    await project.open(picture('a'));
    await project.change(set({ title: 'x' }));
    await history.undo();
    expect([project.draft, project.source.name]).toEqual([{ frames: 12 }, 'a']);
    await history.undo();
    await history.undo();
    expect([project.draft, project.source.name]).toEqual([{}, 'built-in picture']);
    expect([history.canUndo, history.canRedo]).toEqual([false, true]);
    await Promise.all([history.redo(), history.redo(), history.redo()]);
    expect([project.draft, project.source.name]).toEqual([{ frames: 12, title: 'x' }, 'a']);
    expect([history.canUndo, history.canRedo]).toEqual([true, false]);
  });

  it('take what a slider sets on its way as one, and forget what was undone when more is set', async () => {
    const { project } = openTestProject();
    let time = 0;
    const history = createHistory(project, () => (time += 100));
    for (const frames of [20, 21, 22]) await project.change(set({ frames }));
    await project.change(set({ title: 'x' }));
    await history.undo();
    expect(project.draft).toEqual({ frames: 22 });
    await history.undo();
    expect(project.draft).toEqual({});
    await project.change(set({ hold: 2 }));
    expect(history.canRedo).toBe(false);
  });

  it('go through sounds, and take the one that comes with a picture as a part of its step', async () => {
    const { project } = openTestProject();
    let time = 0;
    const history = createHistory(project, () => (time += 100));
    const sound = (name: string) =>
      ({ file: new File([], name), duration: 1, codec: 'mp3', skipped: 0 }) as const;
    setSound(sound('song.mp3'));
    await project.open(picture('a'));
    setSound(undefined);
    await history.undo();
    expect([project.source.name, chosenSound()?.file.name]).toEqual([
      'built-in picture',
      'song.mp3',
    ]);
    await history.undo();
    expect(chosenSound()).toBeUndefined();
    expect(history.canUndo).toBe(false);
    await history.redo();
    await history.redo();
    expect([project.source.name, chosenSound()]).toEqual(['a', undefined]);
    expect(history.canRedo).toBe(false);
  });

  it('take each layer that goes, and each of its values, as a step', async () => {
    const { project } = openTestProject();
    const history = createHistory(project, () => 0);
    const effects = (...amounts: (number | undefined)[]) =>
      set({ effects: amounts.map((amount) => ({ name: 'grain', ...(amount && { amount }) })) });
    await project.change(effects(0.1, 0.2, 0.3));
    await project.change(effects(0.1, 0.2));
    await project.change(effects(0.1));
    await project.change(effects(0.4));
    await project.change(effects(0.5));
    const amounts = () => (project.draft['effects'] as { amount: number }[]).map((e) => e.amount);
    await history.undo();
    expect(amounts()).toEqual([0.1]);
    await history.undo();
    expect(amounts()).toEqual([0.1, 0.2]);
    await history.undo();
    expect(amounts()).toEqual([0.1, 0.2, 0.3]);
  });

  it('take back what was asked for before them, however quickly they are asked for', async () => {
    const { project } = openTestProject();
    let time = 0;
    const history = createHistory(project, () => (time += 1000));
    await project.change(set({ frames: 12 }));
    // The film has yet to follow.
    void project.change(set({ title: 'x' }));
    await history.undo();
    expect(project.draft).toEqual({ frames: 12 });
    await project.open(picture('a'), set({ frames: 20 }));
    await project.change(set({ title: 'y' }));
    await Promise.all([history.undo(), history.undo(), history.undo()]);
    expect([project.draft, project.source.name]).toEqual([{}, 'built-in picture']);
    await Promise.all([history.redo(), history.redo(), history.undo()]);
    expect([project.draft, project.source.name]).toEqual([{ frames: 12 }, 'built-in picture']);
  });
});

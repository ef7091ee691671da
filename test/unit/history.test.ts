import { describe, expect, it } from 'vitest';
import type { SpecDraft } from '../../src/film/option.ts';
import { createHistory } from '../../src/page/history.ts';
import type { Source } from '../../src/page/job.ts';
import { openTestJob } from './open-test-job.ts';

const set = (fields: SpecDraft) => (draft: SpecDraft) => ({ ...draft, ...fields });
const picture = (name: string): Source => ({ blob: null, name });

describe('undo and redo', () => {
  it('go through everything that was set and opened, and back', async () => {
    const { job } = openTestJob();
    let time = 0;
    const history = createHistory(job, () => (time += 1000));
    await job.change(set({ frames: 12 }));
    await job.open(picture('a'));
    await job.change(set({ title: 'x' }));
    await history.undo();
    expect([job.draft, job.source.name]).toEqual([{ frames: 12 }, 'a']);
    await history.undo();
    await history.undo();
    expect([job.draft, job.source.name]).toEqual([{}, 'built-in picture']);
    expect([history.canUndo, history.canRedo]).toEqual([false, true]);
    await Promise.all([history.redo(), history.redo(), history.redo()]);
    expect([job.draft, job.source.name]).toEqual([{ frames: 12, title: 'x' }, 'a']);
    expect([history.canUndo, history.canRedo]).toEqual([true, false]);
  });

  it('take what a slider sets on its way as one, and forget what was undone when more is set', async () => {
    const { job } = openTestJob();
    let time = 0;
    const history = createHistory(job, () => (time += 100));
    for (const frames of [20, 21, 22]) await job.change(set({ frames }));
    await job.change(set({ title: 'x' }));
    await history.undo();
    expect(job.draft).toEqual({ frames: 22 });
    await history.undo();
    expect(job.draft).toEqual({});
    await job.change(set({ hold: 2 }));
    expect(history.canRedo).toBe(false);
  });
});

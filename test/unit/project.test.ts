import { describe, expect, it } from 'vitest';
import type { SpecDraft } from '../../src/film/options/option.ts';
import type { SpecInput } from '../../src/film/spec/spec.ts';
import { BUILT_IN } from '../../src/page/project/source.ts';
import { openTestProject } from './open-test-project.ts';

const set = (fields: SpecInput) => (draft: SpecDraft) => ({ ...draft, ...fields });

describe('a project', () => {
  it('keeps every setting that is made in one tick', async () => {
    const { project, played } = openTestProject({ codec: 'vp9' });
    await Promise.all([
      project.change(set({ frames: 12 })),
      project.change(set({ title: 'x' })),
      project.change(set({ layout: 'figure' })),
    ]);
    expect(project.draft).toEqual({ codec: 'vp9', frames: 12, title: 'x', layout: 'figure' });
    expect(played).toEqual([project.draft]);
  });

  it('keeps every setting that is made while the player is at work', async () => {
    const { project, played } = openTestProject();
    const first = project.change(set({ frames: 12 }));
    await Promise.resolve();
    const others = [1, 2, 3].map((loops) => project.change(set({ loops })));
    await Promise.all([first, ...others, project.change(set({ hold: 2 }))]);
    expect(project.draft).toEqual({ frames: 12, loops: 3, hold: 2 });
    // A slider makes an edit with every pixel: those that wait are one step.
    expect(played).toHaveLength(2);
  });

  it('adjusts what has come of all edits before, and later ones begin with that', async () => {
    const { project } = openTestProject({ frames: 1 });
    const more = () => set({ frames: 2 * project.plan.frameCount });
    await Promise.all([
      project.change(set({ frames: 7 })),
      project.adjust(more),
      project.adjust(more),
      project.change((draft) => ({ ...draft, title: JSON.stringify(draft['frames']) })),
    ]);
    expect(project.draft).toEqual({ frames: 28, title: '28' });
  });

  it('refuses of several settings the one that can’t be', async () => {
    const { project } = openTestProject({ frames: 20 });
    const heard: string[] = [];
    project.on('spec', () => heard.push('spec'));
    const results = await Promise.allSettled([
      project.change(set({ title: 'x' })),
      project.change(set({ range: { first: 5, last: 99 } })).catch((error: unknown) => {
        heard.push('refused');
        throw error;
      }),
      project.change(set({ loops: 2 })),
      project.change(() => {
        throw new Error('unreadable');
      }),
    ]);
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
    ]);
    expect(project.draft).toEqual({ frames: 20, title: 'x', loops: 2 });
    // A change clears what was complained of: a refusal must come after it.
    expect(heard.at(-1)).toBe('refused');
  });

  it('edits the picture that was there, or the one that is opened', async () => {
    const { project } = openTestProject();
    const source = { blob: new Blob(), name: 'photo.jpg' };
    const changed = project.change(set({ frames: 7 }));
    const opened = project.open(source, set({ size: { width: 50, height: 50 } }));
    const after = project.change(set({ title: 'x' }));
    await Promise.all([changed, opened, after]);
    expect(project.source).toBe(source);
    expect(project.draft).toEqual({ frames: 7, size: { width: 50, height: 50 }, title: 'x' });
  });

  it('is as it was after a picture that can’t be opened', async () => {
    const { project } = openTestProject({ frames: 7 });
    const opened = project.open({ blob: new Blob(), name: 'x' }, set({ frames: 0 }));
    await expect(opened).rejects.toThrow('Frames is 0; it must be at least 1.');
    expect(project.source).toBe(BUILT_IN);
    expect(project.draft).toEqual({ frames: 7 });
  });

  it('gives itself as it is now, whatever comes later', async () => {
    const { project } = openTestProject({ frames: 7 });
    const before = project.snapshot();
    await project.open({ blob: new Blob(), name: 'x' }, set({ frames: 9 }));
    expect(before).toMatchObject({ draft: { frames: 7 }, source: BUILT_IN });
    expect(before.plan.frameCount).toBe(7);
    expect(project.snapshot().plan.frameCount).toBe(9);
  });
});

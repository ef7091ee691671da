import { describe, expect, it } from 'vitest';
import { EFFECT_LAYERS, MOTION_LAYERS } from '../../src/page/layers/layer-kinds.ts';
import { withValues } from '../../src/page/stage/drag-motion.ts';
import { fitDraft, sourceOf } from '../../src/page/project/pictures.ts';
import { openTestProject } from './open-test-project.ts';

// What is asked for while the film is still at work on what was asked for before.

describe('a drag of a motion', () => {
  it('moves the one that it was about, wherever others have left it', async () => {
    const { project } = openTestProject({
      motions: [{ kind: 'zoom' }, { kind: 'pan' }, { kind: 'kenburns' }],
    });
    const [zoom, pan] = MOTION_LAYERS.read(project.draft);
    const without = (gone: object | undefined) =>
      project.change((draft) =>
        MOTION_LAYERS.write(
          draft,
          MOTION_LAYERS.read(draft).filter((each) => each !== gone),
        ),
      );
    await Promise.all([without(zoom), project.change(withValues(1, 'pan', { zoom: '3' }))]);
    expect(project.draft['motions']).toEqual([{ kind: 'pan', zoom: 3 }, { kind: 'kenburns' }]);
    // Where it has gone, nothing else is moved.
    await Promise.all([
      without(MOTION_LAYERS.read(project.draft)[0]),
      project.change(withValues(0, 'pan', { zoom: '4' })),
    ]);
    expect(project.draft['motions']).toEqual([{ kind: 'kenburns' }]);
    expect(pan).toEqual({ kind: 'pan' });
  });

  it('leaves the effects alone that have gone', () => {
    const draft = { effects: [{ name: 'grain' }] };
    const [parameter] = EFFECT_LAYERS.about({ name: 'grain' }).parameters;
    if (parameter === undefined) throw new Error('grain has no parameter');
    expect(EFFECT_LAYERS.set(draft, -1, parameter, '0.4')).toEqual(draft);
  });
});

describe('pictures that are called the same', () => {
  const picture = (title: string) => ({ blob: new Blob([title]), name: 'IMG_1.jpg' });
  const [a, b, c] = [picture('a'), picture('b'), picture('c')];

  it('keep what is their own, wherever they are moved', () => {
    const before = sourceOf([a, b, c]);
    const own = ['a', 'b', 'c'].map((title) => ({ file: 'IMG_1.jpg', title }));
    const titles = (draft: object) =>
      (draft as { pictures: { title?: string }[] }).pictures.map(({ title }) => title);
    const draft = { pictures: own };
    expect(fitDraft(draft, before)).toBe(draft);
    expect(titles(fitDraft(draft, sourceOf([c, a, b]), before))).toEqual(['c', 'a', 'b']);
    expect(titles(fitDraft(draft, sourceOf([a, c]), before))).toEqual(['a', 'c']);
    // Opened anew, they are known by their names, each once.
    expect(titles(fitDraft(draft, sourceOf([picture('d'), picture('e')])))).toEqual(['a', 'b']);
    expect(titles(fitDraft(draft, sourceOf([b, picture('d'), c]), before))).toEqual([
      'b',
      undefined,
      'c',
    ]);
  });
});

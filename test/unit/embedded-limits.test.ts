import { describe, expect, it } from 'vitest';
import { embedScene } from '../../src/html-player/embed-scene.ts';
import { planRender } from '../../src/film/plan.ts';
import { parseSpec } from '../../src/film/spec/spec.ts';
import { recordTypefaces } from '../../src/titles/kept-typefaces.ts';
import type { Typefaces } from '../../src/titles/typeface.ts';

const MIB = 2 ** 20;

describe('a file that draws its frames itself', () => {
  /** A file of so many bytes, none of which can be read. */
  const file = (size: number) =>
    ({ size, arrayBuffer: () => Promise.reject(new Error('is read')) }) as Partial<Blob> as Blob;
  const embed = (pictures: readonly Blob[], table?: Blob) => {
    const spec = parseSpec(table ? { effects: [{ name: 'lut', table: 'warm' }] } : {});
    const plan = planRender(spec, { width: 8, height: 8 });
    return embedScene(plan, spec, pictures, table ? { warm: table } : {}, async () => ({
      size: plan.image,
      focus: undefined,
    }));
  };

  it('carries 64 MiB of pictures and other files, and no byte more', async () => {
    await expect(embed([file(40 * MIB), file(24 * MIB)])).rejects.toThrow('is read');
    await expect(embed([file(40 * MIB), file(24 * MIB + 1)])).rejects.toThrow(
      'The pictures and the files of effects have 65 MiB, and a file that draws its frames itself carries at most 64 MiB of them; make them smaller with another program first, or choose another format.',
    );
    await expect(embed([file(40 * MIB)], file(25 * MIB))).rejects.toThrow('have 65 MiB');
  });

  it('carries 16 MiB of letters, and no byte more', () => {
    const glyph = (length: number) => ({
      bytes: new Uint8Array(length),
      width: length,
      bearing: 0,
      top: 0,
      bottom: 1,
    });
    const letters: Typefaces = {
      load: () => Promise.resolve(),
      examine: () => ({ colored: false, notes: [] }),
      open: () => {
        const piece = (text: string) => ({ advance: 1, glyph: () => glyph(Number(text)) });
        return { channels: 1, piece, newPiece: piece };
      },
    };
    const { typefaces, kept } = recordTypefaces(letters);
    const typeface = typefaces.open({ fontSize: 9, baseline: 9, height: 9, ink: undefined });
    typeface.piece(`${10 * MIB}`).glyph(0);
    typeface.piece(`${6 * MIB}`).glyph(0);
    // What is kept already takes nothing.
    typeface.piece(`${6 * MIB}`).glyph(0);
    expect(kept().bytes.byteLength).toBe(16 * MIB);
    expect(() => typeface.piece('1').glyph(0)).toThrow(/letters take more than 16 MiB/);
  });
});

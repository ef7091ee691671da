import { StillmotionError } from '../../core/errors.ts';
import type { SpecDraft } from '../../film/options/option.ts';
import { createSampleDrawing } from '../../player/samples.ts';
import { createPngWriter } from '../ui/png-writer.ts';
import type { Source } from '../project/source.ts';

/** A picture of our own to begin with, and how it moves. */
export interface Sample {
  /** As addresses and `shaders/samples` call it. */
  readonly name: string;
  readonly label: string;
  /** What moves it, in a few words. */
  readonly moves: string;
  readonly draft: SpecDraft;
}

const WIDTH = 960;

export const SAMPLES: readonly Sample[] = [
  { name: 'ridges', label: 'Ridges', moves: 'rolls without a seam', draft: {} },
  {
    name: 'dunes',
    label: 'Dunes',
    moves: 'Ken Burns, there and back',
    draft: {
      motions: [{ kind: 'kenburns', from: [0.3, 0.6], to: [0.6, 0.4], end: 1.5, back: true }],
    },
  },
  {
    name: 'evening',
    label: 'Evening',
    moves: 'clouds above water',
    draft: { motions: [{ kind: 'roll' }], effects: [{ name: 'water' }], duration: 12 },
  },
  {
    name: 'nebula',
    label: 'Nebula',
    moves: 'nearer, in a circle',
    draft: {
      motions: [
        { kind: 'zoom', to: 1.35, back: true },
        { kind: 'orbit', radius: 0.06 },
      ],
    },
  },
  {
    name: 'agate',
    label: 'Agate',
    moves: 'turns in a kaleidoscope',
    draft: {
      motions: [{ kind: 'rotate', to: 180, edges: 'mirror', back: true }],
      effects: [{ name: 'kaleidoscope' }],
      duration: 12,
    },
  },
  {
    name: 'ribbons',
    label: 'Ribbons',
    moves: 'rolls both ways at once',
    draft: {
      motions: [
        { kind: 'roll', step: 3 },
        { kind: 'roll', step: 2, axis: 'y' },
      ],
    },
  },
];

/** Draws samples as pictures that are opened like any other. */
export interface SamplePictures {
  /** The longest side of a picture that these graphics take, px. */
  readonly maxTextureSize: number;
  /** As large as it is. */
  source(sample: Sample): Promise<Source>;
  /** A PNG, so many px wide, or as wide as the sample is. */
  image(sample: Sample, width: number): Promise<Blob>;
  dispose(): void;
}

/** @throws StillmotionError where nothing can be drawn */
export function createSamplePictures(): SamplePictures {
  const drawing = createSampleDrawing();
  const writer = createPngWriter();
  const image = async ({ name }: Sample, wanted: number) => {
    const width = Math.round(Math.min(wanted, WIDTH));
    const pixels = await drawing.draw(name, { width, height: Math.round((width * 2) / 3) });
    return writer.write(width, pixels);
  };
  return {
    maxTextureSize: drawing.maxTextureSize,
    image,
    async source(sample) {
      const { name } = sample;
      const blob = await image(sample, WIDTH);
      return { blob, name: `${name}.png`, query: `?sample=${name}` };
    },
    dispose() {
      drawing.dispose();
      writer.close();
    },
  };
}

export async function openSample(name: string): Promise<Source> {
  const sample = findSample(name);
  const pictures = createSamplePictures();
  try {
    return await pictures.source(sample);
  } finally {
    pictures.dispose();
  }
}

function findSample(name: string): Sample {
  const found = SAMPLES.find((sample) => sample.name === name);
  if (found) return found;
  const names = SAMPLES.map((sample) => sample.name).join(', ');
  throw new StillmotionError(
    'usage',
    `The address asks for a sample called “${name}”; there are ${names}.`,
  );
}

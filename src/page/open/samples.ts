import { StillmotionError } from '../../core/errors.ts';
import type { SpecDraft } from '../../film/options/option.ts';
import { createSampleDrawing, type SampleDrawing } from '../../player/samples.ts';
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

/** Draws a sample as a picture that is opened like any other. */
export async function openSample(name: string): Promise<Source> {
  const sample = findSample(name);
  const drawing = createSampleDrawing();
  try {
    return await drawSample(sample, drawing);
  } finally {
    drawing.dispose();
  }
}

export async function drawSample(sample: Sample, drawing: SampleDrawing): Promise<Source> {
  const { name } = sample;
  const blob = await sampleImage(sample, drawing, WIDTH);
  return { blob, name: `${name}.png`, query: `?sample=${name}` };
}

/** A PNG, so many px wide, or as wide as the sample is. */
export function sampleImage(
  { name }: Sample,
  drawing: SampleDrawing,
  wanted: number,
): Promise<Blob> {
  const width = Math.round(Math.min(wanted, WIDTH));
  return drawing.draw(name, { width, height: Math.round((width * 2) / 3) });
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

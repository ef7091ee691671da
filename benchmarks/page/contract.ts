import type { Size } from '../../src/core/size.ts';
import type { SpecInput } from '../../src/film/spec/spec.ts';

/** What makes a film in the page, each timed from a decoded picture to the whole MP4 in memory. */
export type FilmMaker = 'stillmotion' | 'encoder alone' | 'encoders side by side' | 'mediabunny';

/** Parts of our own way, each over all frames. */
export const STAGES = ['draw', 'planes', 'capture', 'mux'] as const;
export type Stage = (typeof STAGES)[number];
/** Those that are done frame by frame. */
export type FilmStage = Exclude<Stage, 'mux'>;

/** A film to make. */
export interface PageJob {
  /** Path of the picture, as `Browser.offer` names it. */
  readonly picture: string;
  readonly spec: SpecInput;
  /** How many encoders work side by side, where there is more than one. */
  readonly lanes: number;
}

/** How good a film is, and what it costs. */
export interface FilmQuality {
  readonly bytesPerFrame: number;
  /** Of the decoded film against the frames it was made from: luma, dB. */
  readonly psnr: number;
}

/** How a frame differs from a picture. */
export interface StillDifference {
  /** In any channel of any pixel, levels. */
  readonly largest: number;
  /** The share of samples, 0…1, that are off by more than one level. */
  readonly beyondOne: number;
}

/** What Node asks of the page. */
export interface BenchmarkPage {
  /** The graphics driver, as it names itself. */
  renderer(): string;
  /** The picture resampled by our own filter; a PNG, base64. */
  scale(picture: string, size: Size): Promise<string>;
  /** Makes the film and throws it away; s. */
  timeFilm(maker: FilmMaker, job: PageJob): Promise<number>;
  /** Does one stage for every frame of the film; s. */
  timeStage(stage: Stage, job: PageJob): Promise<number>;
  /** Does each of these stages for so many ms, or for one frame; frames/s. */
  timeSpell(
    stages: readonly FilmStage[],
    job: PageJob,
    ms: number,
  ): Promise<Partial<Record<FilmStage, number>>>;
  /** A frame of the film; a PNG, base64. */
  still(job: PageJob, index: number): Promise<string>;
  /** Draws a frame, and compares it with a picture under a path. */
  compareStill(job: PageJob, index: number, path: string): Promise<StillDifference>;
  /** Makes the film and decodes it again. */
  inspectFilm(maker: FilmMaker, job: PageJob): Promise<FilmQuality>;
}

declare global {
  var benchmark: BenchmarkPage | undefined;
}

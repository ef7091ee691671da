import { findContainer } from '../../containers/index.ts';
import { StillmotionError } from '../../core/errors.ts';
import type { Gop } from '../../core/chunk.ts';
import { describeJob } from '../checkpoint/checkpoint.ts';
import { digestFile } from '../files/digest-file.ts';
import { filmGops } from '../film/gops.ts';
import { beginKept, clearParts, type DrawnWork, withTags } from '../film/make-film.ts';
import { openOutput } from '../output/output.ts';
import type { ShardReport } from '../film/report-many.ts';
import { createRetries } from '../film/retries.ts';
import { type Sound, SOUND_CODECS } from '../../core/sound/sound.ts';
import { describeEdit, soundEdit } from '../../film/time/sound.ts';
import type { RenderSpec } from '../../film/spec/spec.ts';
import type { Container } from '../../containers/container.ts';
import { digestSamples } from './samples.ts';
import { shardRange } from '../options/shard.ts';
import { writeShard } from './shard-file.ts';

/** Makes a part of a film, from GOP to GOP, as a file that `merge` takes. */
export const renderShard: DrawnWork<Omit<ShardReport, 'seconds'>> = async (
  drawing,
  spec,
  destination,
  options,
  wait,
  { say, showFrames },
) => {
  const { place, parts, sound } = destination;
  const { shard } = options;
  if (shard === undefined) throw new Error('a shard is made of which nobody said which');
  if (sound) assertCopied(findContainer(spec.format), sound, spec);
  const retries = createRetries({ retries: options.retries, signal: wait.signal, onRetry: say });
  const begun = await beginKept(drawing, spec, destination, retries, wait, say, (plan) =>
    shardRange(plan, shard),
  );
  const { session, range, start, checkpoint } = begun;
  const film = withTags(start.film, options);
  const job = {
    ...(await describeJob(begun, drawing.pictures())),
    capture: start.capture,
    sound: options.audio === undefined ? 'none' : await digestFile(options.audio),
  };
  const header = {
    stillmotion: 'shard',
    shard: shard.index,
    shards: shard.count,
    range,
    film,
    job,
    ...(spec.quality === 'lossless' && { samples: await digestSamples(session, film) }),
  } as const;
  const frames = range.last - range.first + 1;
  if (frames === 0) say(`The shard has no frames: there are more shards than groups of pictures.`);
  const file = await openOutput(place, wait, checkpoint.folder);
  const progress = showFrames(frames);
  let gopCount = 0;
  const counted = async function* (gops: AsyncIterable<Gop>) {
    for await (const gop of gops) {
      gopCount++;
      yield gop;
    }
  };
  try {
    const gops = filmGops(begun, drawing, retries, (count) => progress.update(count));
    await writeShard(header, counted(gops), file, wait.signal);
    if (parts) await clearParts(parts, options, say);
    return {
      shard,
      range,
      film,
      gops: gopCount,
      output: place.path,
      bytes: file.byteLength,
      session,
    };
  } finally {
    progress.stop();
  }
};

/** A merge has no browser that could encode it. */
function assertCopied(
  { label, sounds = [] }: Container,
  { codec, duration }: Sound,
  spec: RenderSpec,
): void {
  const changes = describeEdit(soundEdit(spec), { duration }, Infinity);
  if (changes.length > 0)
    throw new StillmotionError(
      'usage',
      `The sound is to be changed (${changes.join(', ')}), and a film of shards gets its sound as it is when they are merged; leave that out, or render the film in one piece.`,
    );
  if (sounds.includes(codec)) return;
  throw new StillmotionError(
    'usage',
    `${label} takes no ${SOUND_CODECS[codec]} as it is, and a film of shards gets its sound when they are merged, without a browser that could encode it; choose another format, or give the sound as ${sounds.map((name) => SOUND_CODECS[name]).join(', ')}.`,
  );
}

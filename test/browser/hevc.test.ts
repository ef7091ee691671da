import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ALL_FORMATS, BlobSource, EncodedPacketSink, Input } from 'mediabunny';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findContainer } from '../../src/containers/index.ts';
import { planFilm } from '../../src/film/encoding/film-plan.ts';
import { planRender } from '../../src/film/plan.ts';
import { parseSpec, type SpecInput } from '../../src/film/spec/spec.ts';
import { probe } from '../cli/media.ts';
import type { EncodedBefore } from './hevc-page.ts';
import { buildLibraryPage, LIBRARY_HTML } from './library-build.ts';
import { openPage, type OpenPage, sharedBrowser } from './page.ts';

// No browser for Linux encodes HEVC: in the place of an encoder stands what x265 has made of as many frames.

const run = promisify(execFile);
const SIZE = { width: 64, height: 48 };
const FRAMES = 75;
const spec = (format: NonNullable<SpecInput['format']>): SpecInput => ({
  codec: 'hevc',
  format,
  canvas: SIZE,
  frames: FRAMES,
});
const planned = planFilm(planRender(parseSpec(spec('mp4')), SIZE));

let user: OpenPage;
const folder = await mkdtemp(join(tmpdir(), 'sm-hevc-'));
const before = join(folder, 'x265.mp4');

beforeAll(async () => {
  const every = planned.keyFrameInterval;
  const colors = 'colorprim=bt709:transfer=bt709:colormatrix=bt709:range=limited';
  const params = `keyint=${every}:min-keyint=${every}:scenecut=0:bframes=0:open-gop=0:log-level=none:${colors}`;
  const source = `testsrc2=size=${SIZE.width}x${SIZE.height}:rate=30`;
  const making = ['-v', 'error', '-f', 'lavfi', '-i', source, '-frames:v', String(FRAMES)];
  const x265 = ['-pix_fmt', 'yuv420p', '-c:v', 'libx265', '-x265-params', params, '-tag:v', 'hvc1'];
  await run('ffmpeg', [...making, ...x265, before]);
  const library = await buildLibraryPage('test/browser/hevc-page.ts');
  user = await openPage(await sharedBrowser(), '/', {
    folder: library.folder,
    answers: { '/': { contentType: 'text/html', body: LIBRARY_HTML } },
  });
});

afterAll(async () => {
  await user.page.browserContext().close();
  await rm(folder, { recursive: true });
});

async function encodedBefore(): Promise<EncodedBefore> {
  const input = new Input({
    source: new BlobSource(new Blob([await readFile(before)])),
    formats: ALL_FORMATS,
  });
  const track = await input.getPrimaryVideoTrack();
  if (track === null) throw new Error('x265 made no film');
  const description = (await track.getDecoderConfig())?.description as Uint8Array;
  const packets: string[] = [];
  for await (const { data } of new EncodedPacketSink(track).packets())
    packets.push(Buffer.from(data).toString('base64'));
  return { description: Buffer.from(description).toString('base64'), packets };
}

/** A line for each frame that ffmpeg decodes. */
async function hashes(path: string): Promise<string> {
  const strict = ['-v', 'error', '-xerror', '-err_detect', 'explode'];
  const { stdout, stderr } = await run('ffmpeg', [...strict, '-i', path, '-f', 'hash', '-']);
  expect(stderr).toBe('');
  return stdout;
}

describe('HEVC, where the browser has it', () => {
  it('is two groups of pictures in this film', () => {
    expect(planned.keyFrameInterval).toBeLessThan(FRAMES);
    expect(planned.codecString).toBe('hvc1.1.6.L30.B0');
  });

  it.each(['mp4', 'mov', 'mkv'] as const)('is written as %s', async (format) => {
    const encoded = await encodedBefore();
    const { film, told } = await user.page.evaluate(
      (job, all) => globalThis.hevc.export(job, all),
      spec(format),
      encoded,
    );
    const path = join(folder, `hevc.${format}`);
    const bytes = Buffer.from(film, 'base64');
    await writeFile(path, bytes);
    expect(await hashes(path)).toBe(await hashes(before));
    expect(await probe(path)).toMatchObject({
      codec_name: 'hevc',
      profile: 'Main',
      ...(format !== 'mkv' && { codec_tag_string: 'hvc1' }),
      ...SIZE,
      nb_read_frames: String(FRAMES),
      color_space: 'bt709',
      color_range: 'tv',
    });
    expect(told[0]).toMatchObject({ bitrateMode: 'quantizer', hevc: { format: 'hevc' } });
    expect(told[1]).toEqual({ keyFrame: true, hevc: { quantizer: 26 } });
    expect(user.errors).toEqual([]);

    const read = await findContainer(format).open?.(new Blob([bytes]));
    expect(read?.config.codec).toBe('hvc1.1.6.L30.90');
    expect(read).toMatchObject({ frames: FRAMES });
    const keys = Array.from({ length: FRAMES }, (_, frame) => read?.keyFrameFor(frame));
    expect([...new Set(keys)]).toEqual([0, planned.keyFrameInterval]);
  });
});

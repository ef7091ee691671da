import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect } from 'vitest';
import { succeedHere } from './in-process.ts';
import { it, missing, picture, type Place } from './program.ts';

const execute = promisify(execFile);

/** 32 × 24 px; a loop of 16 frames at 24000/1001 frames a second. */
const FILM = [picture('card-smooth.png'), '--step', '2', '--fps', '24000/1001'];
const SECONDS = (16 * 1001) / 24_000;
/** Of MP3, which has the longest ones here, s: a sound may end in the midst of one. */
const PACKET = 1152 / 44_100;

const BT709 = { range: 'Limited', matrix: 'BT.709' };
/** Alpha's second stream is read with these colours everywhere. */
const BT601 = { range: 'Limited', matrix: 'BT.601' };
const RGB = { range: 'Full', matrix: 'Identity' };

/** A film, what mediainfo calls what is in it, and whether it is Matroska's kind of file. */
const FILMS = [
  ['x.mp4', ['--codec', 'h264'], ['MPEG-4', 'AVC', 'MPEG Audio'], BT709],
  ['x.mp4', ['--codec', 'vp9'], ['MPEG-4', 'vp09', 'MPEG Audio'], BT709],
  ['x.mp4', ['--codec', 'av1'], ['MPEG-4', 'AV1', 'MPEG Audio'], BT709],
  ['x.mov', ['--codec', 'h264'], ['MPEG-4', 'AVC', 'MPEG Audio'], BT709],
  ['x.mkv', ['--codec', 'h264'], ['Matroska', 'AVC', 'MPEG Audio'], BT709],
  ['x.mkv', ['--codec', 'vp9', '--depth', '10'], ['Matroska', 'VP9', 'MPEG Audio'], BT709],
  ['x.webm', ['--codec', 'vp9'], ['WebM', 'VP9', 'Opus'], BT709],
  ['x.webm', ['--codec', 'av1'], ['WebM', 'AV1', 'Opus'], BT709],
  ['x.webm', ['--quality', 'lossless'], ['WebM', 'VP9', 'Opus'], RGB],
  ['x.webm', ['--background', 'transparent'], ['WebM', 'VP9', 'Opus'], BT601],
] as const;

/** A tone as long as the film, as people have songs. */
async function makeSong(place: Place): Promise<string> {
  const tone = `sine=440:duration=${SECONDS}`;
  const song = place.path('song.mp3');
  await execute('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', tone, song]);
  return song;
}

/** What mediainfo says of a file's whole, its pictures and its sound. */
async function tracksOf(path: string): Promise<Record<string, string | object>[]> {
  const { stdout } = await execute('mediainfo', ['--Output=JSON', path]);
  return (JSON.parse(stdout) as { media: { track: Record<string, string | object>[] } }).media
    .track;
}

describe('programs that are not ours take a film with a song for what it is', () => {
  it.for(FILMS)('%s %s', async ([name, args, [file, codec, sound], color], { place, skip }) => {
    for (const tool of ['ffmpeg', 'mediainfo', 'mediaconch', 'mkvinfo'])
      skip(missing(tool) !== false, `${tool} is not on PATH`);
    const song = await makeSong(place);
    await succeedHere(place, ['render', ...FILM, ...args, '--audio', song, '-o', name]);
    const path = place.path(name);

    const tracks = await tracksOf(path);
    expect(tracks.map((track) => track['Format'])).toEqual([file, codec, sound]);
    const [whole, pictures, heard] = tracks;
    expect(pictures).toMatchObject({
      Width: '32',
      Height: '24',
      FrameCount: '16',
      FrameRate: '23.976',
      colour_range: color.range,
      matrix_coefficients: color.matrix,
    });
    for (const track of [whole, pictures, heard])
      expect(Math.abs(Number(track?.['Duration']) - SECONDS)).toBeLessThan(PACKET);
    expect(JSON.stringify(tracks)).not.toMatch(/IsTruncated|ConformanceErrors|ConformanceWarnings/);
    expect(whole).not.toHaveProperty('Encoded_Date');

    if (file !== 'MPEG-4') await expectSoundMatroska(path);
  });
});

/** Every check of MediaConch passes, and mkvinfo reads the file to its end. */
async function expectSoundMatroska(path: string): Promise<void> {
  const checked = await execute('mediaconch', ['-mc', '-fx', path], { maxBuffer: 1 << 26 });
  expect(checked.stdout).toMatch(/<implementationChecks checks_run="\d+" fail_count="0"/);
  expect(checked.stdout).toMatch(/outcome="pass"/);
  expect(checked.stdout).not.toMatch(/outcome="(?:fail|warn)"/);
  const { stdout } = await execute('mkvinfo', [path]);
  expect(stdout).toMatch(/Document type: (?:webm|matroska)/);
  expect(stdout).toMatch(/\+ Cluster/);
  // It knows alpha's mode by its name alone.
  const known = stdout.replaceAll('Unknown element: VideoAlphaMode', '');
  expect(known).not.toMatch(/error|Unknown|Date:/i);
}

/** A job as people type it, from files to a file: by our command line, and by ffmpeg. */
export interface TypedJob {
  /** Files that ffmpeg makes of the photograph before anything is timed, each by a filter. */
  readonly pictures: Readonly<Record<string, string>>;
  /** And sounds, as long as that, s. */
  readonly sounds?: Readonly<Record<string, number>>;
  /** Behind `render`, without the output. */
  readonly stillmotion: readonly string[];
  /** Without the output. */
  readonly ffmpeg: readonly string[];
  /** Of the outputs' names; left out: `mp4`. */
  readonly ending?: string;
}

const X264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p'];
const SLIDES = ['a.jpg', 'b.jpg', 'c.jpg'];

/** Three pictures of 1080p that stand, 4 s each, and fade for one. */
export const SLIDE_SHOW: TypedJob = {
  pictures: {
    'a.jpg': 'scale=1920:1080',
    'b.jpg': 'scale=1920:1080,hflip,hue=h=120',
    'c.jpg': 'scale=1920:1080,vflip,hue=h=240',
  },
  stillmotion: SLIDES.concat('--each', '4', '--transition', 'fade:duration=1', '--step', '0'),
  ffmpeg: [
    ...SLIDES.flatMap((name) => ['-loop', '1', '-framerate', '30', '-t', '5', '-i', name]),
    '-filter_complex',
    '[0][1]xfade=transition=fade:duration=1:offset=3[ab];[ab][2]xfade=transition=fade:duration=1:offset=7',
    ...X264,
  ],
};

const NEARER = "zoompan=z='1+0.2*on/150'";
const AWAY = "zoompan=z='1.2-0.2*on/150'";
const MIDDLE = "x='iw/2-iw/zoom/2':y='ih/2-ih/zoom/2':d=150:s=1920x1080:fps=30";

/** Three photos of 6 MP, 4 s each, that go slowly nearer and away, and fade for one. */
export const MOVING_SHOW: TypedJob = {
  pictures: {
    'a.jpg': 'scale=3264:1836',
    'b.jpg': 'scale=3264:1836,hflip,hue=h=120',
    'c.jpg': 'scale=3264:1836,vflip,hue=h=240',
  },
  stillmotion: SLIDES.concat('--canvas', '1080p', '--each', '4'),
  ffmpeg: [
    ...SLIDES.flatMap((name) => ['-i', name]),
    '-filter_complex',
    `[0]${NEARER}:${MIDDLE}[a];[1]${AWAY}:${MIDDLE}[b];[2]${NEARER}:${MIDDLE}[c];` +
      '[a][b]xfade=transition=fade:duration=1:offset=3[ab];[ab][c]xfade=transition=fade:duration=1:offset=7',
    ...X264,
  ],
};

/** A phone's photo, upright, of which a film goes slowly nearer to its middle. */
export const PHONE: TypedJob = {
  pictures: { 'phone.jpg': 'scale=3024:4032' },
  stillmotion: 'phone.jpg --canvas 1080x1920 --frames 300 --motion kenburns'.split(' '),
  ffmpeg: [
    '-i',
    'phone.jpg',
    '-vf',
    "crop=2268:4032,zoompan=z='1+0.2*on/300':x='iw/2-iw/zoom/2':y='ih/2-ih/zoom/2':d=300:s=1080x1920:fps=30",
    ...X264,
  ],
};

const ZOOM =
  "zoompan=z='1+0.3*on/120':x='iw/2-iw/zoom/2':y='ih/2-ih/zoom/2':d=120:s=640x480:fps=25";
const ZOOMED = {
  pictures: { 'photo.jpg': 'scale=960:720' },
  stillmotion: 'photo.jpg --canvas 640x480 --motion zoom:to=1.3 --frames 120 --fps 25'.split(' '),
};

/** A zoom as a GIF of one palette, with a pattern between its colours, as ours has by default. */
export const GIF: TypedJob = {
  ...ZOOMED,
  ffmpeg: [
    '-i',
    'photo.jpg',
    '-filter_complex',
    `${ZOOM},split[a][b];[a]palettegen[p];[b][p]paletteuse=dither=bayer`,
  ],
  ending: 'gif',
};

/** The same as an animated WebP, at the quality that our `standard` tells the browser's encoder. */
export const WEBP: TypedJob = {
  ...ZOOMED,
  ffmpeg: ['-i', 'photo.jpg', '-vf', ZOOM, '-c:v', 'libwebp_anim', '-quality', '85'],
  ending: 'webp',
};

/** A picture of 1080p that stands for as long as a song of a minute lasts. */
export const SONG: TypedJob = {
  pictures: { 'photo.jpg': 'scale=1920:1080' },
  sounds: { 'song.mp3': 60 },
  stillmotion: 'photo.jpg --step 0 --audio song.mp3'.split(' '),
  ffmpeg: [
    ...'-loop 1 -framerate 30 -i photo.jpg -i song.mp3 -c:a copy -shortest'.split(' '),
    ...X264,
  ],
};

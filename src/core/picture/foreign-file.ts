import { pictureType } from './picture-size.ts';

/** A kind of file that people give as a picture and that isn't read. */
interface ForeignKind {
  readonly begins: (start: string) => boolean;
  /** What it is. */
  readonly name: string;
  /** What helps. */
  readonly advice: string;
}

const AS_PICTURE = 'save it as a PNG or JPEG with another program';
const OF_VIDEO = 'take a frame of it as a picture, as `ffmpeg -i FILM -frames:v 1 frame.png` does';
/** Brands of ISO/IEC 23008-12, 10.2, and Apple's. */
const HEIF = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'];
const AVIF = ['avif', 'avis'];

const brandOf = (start: string) => (start.slice(4, 8) === 'ftyp' ? start.slice(8, 12) : undefined);

const KINDS: readonly ForeignKind[] = [
  {
    begins: (start) =>
      brandOf(start)?.startsWith('M4A') === true ||
      /^(ID3|OggS|fLaC|RIFF.{4}WAVE|\u00ff[\u00e2-\u00ff])/s.test(start),
    name: 'a sound',
    advice: 'lay it under a picture (--audio on the command line, Export in the page)',
  },
  {
    begins: (start) => HEIF.includes(brandOf(start) ?? ''),
    name: 'a HEIC picture, as iPhones take them',
    advice:
      'export it as a JPEG (on the phone: Settings, Camera, Formats, Most Compatible takes JPEGs from then on)',
  },
  {
    begins: (start) => {
      const brand = brandOf(start);
      return brand !== undefined && !AVIF.includes(brand);
    },
    name: 'a video',
    advice: OF_VIDEO,
  },
  {
    begins: (start) =>
      start.startsWith('\u001aE\u00df\u00a3') ||
      (start.startsWith('RIFF') && start.slice(8, 12) === 'AVI '),
    name: 'a video',
    advice: OF_VIDEO,
  },
  {
    begins: (start) => start.startsWith('II*\0') || start.startsWith('MM\0*'),
    name: 'a TIFF, or a camera’s raw picture',
    advice: AS_PICTURE,
  },
  {
    begins: (start) => start.startsWith('\u00ff\u000a') || start.slice(4, 8) === 'JXL ',
    name: 'a JPEG XL picture',
    advice: AS_PICTURE,
  },
  { begins: (start) => start.startsWith('8BPS'), name: 'a Photoshop file', advice: AS_PICTURE },
  {
    begins: (start) => start.startsWith('%PDF'),
    name: 'a PDF',
    advice: 'export its page as a PNG',
  },
  {
    begins: (start) =>
      /^[\s\u00ef\u00bb\u00bf]*<(\?xml|!--|!DOCTYPE svg|svg)/i.test(start) && /<svg/i.test(start),
    name: 'an SVG drawing',
    advice: 'export it as a PNG, as large as it is to be',
  },
];

/** Bytes in which all of these say what they are; a drawing may have a comment before it. */
const START = 1024;

/** What a file is that is no picture of ours, and what helps; nothing where nobody knows. */
export function describeForeign(file: Uint8Array): string | undefined {
  const start = String.fromCharCode(...file.subarray(0, START));
  const kind = KINDS.find(({ begins }) => begins(start));
  return kind && `It is ${kind.name}, which isn’t read: ${kind.advice}.`;
}

/** The kinds that are read, by their types. */
const READ: Readonly<Record<string, string>> = {
  'image/png': 'a PNG',
  'image/jpeg': 'a JPEG',
  'image/webp': 'a WebP',
  'image/gif': 'a GIF',
  'image/bmp': 'a BMP',
  'image/avif': 'an AVIF',
  'image/x-icon': 'an icon',
};

/** Why a file isn't decoded as a picture, and what helps. */
export function describeUndecodable(file: Uint8Array): string {
  if (file.length === 0) return 'It is empty: copy it again.';
  const foreign = describeForeign(file);
  if (foreign !== undefined) return foreign;
  const kind = READ[pictureType(file)];
  return kind === undefined
    ? 'It begins as no picture does that is read; expected a whole PNG, JPEG, WebP, AVIF, GIF or BMP file.'
    : `It begins as ${kind}, and is cut short or damaged: copy it again, or save it anew with another program.`;
}

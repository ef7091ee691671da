/** What every MP3 decoder adds in front, samples. */
const DECODER_DELAY = 529;
/** Bytes from the head of the frame of information to the two lengths of 12 bits each. */
const LENGTHS_AT = 141;
/** The frame of information is the first one, behind what tags there are. */
const SEARCHED = 1 << 12;

/** Samples of an MP3 that were not in what it was made from. */
export interface Padding {
  readonly before: number;
  readonly behind: number;
}

/** What an MP3's encoder has added, as its LAME tag says it, and what decoders add; none where it doesn't say. */
export function mp3Padding(mp3: Uint8Array): Padding {
  const begin = behindId3(mp3);
  const text = String.fromCharCode(...mp3.subarray(begin, begin + SEARCHED));
  const head = text.search(/Xing|Info/);
  if (head < 0 || !/^(LAME|Lav[cf])/.test(text.slice(head + 120))) return { before: 0, behind: 0 };
  const at = begin + head + LENGTHS_AT;
  const [first = 0, middle = 0, last = 0] = mp3.subarray(at, at + 3);
  const delay = (first << 4) | (middle >> 4);
  const padding = ((middle & 15) << 8) | last;
  return { before: delay + DECODER_DELAY, behind: Math.max(0, padding - DECODER_DELAY) };
}

/** ID3v2: ten bytes, and as many as four of seven bits each say. */
function behindId3(mp3: Uint8Array): number {
  if (String.fromCharCode(...mp3.subarray(0, 3)) !== 'ID3') return 0;
  return 10 + [...mp3.subarray(6, 10)].reduce((size, byte) => (size << 7) | (byte & 127), 0);
}

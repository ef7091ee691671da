/** What the muxer calls the codecs that it takes. */
export const TRACKS: Readonly<Record<string, 'avc' | 'hevc' | 'vp9' | 'av1'>> = {
  h264: 'avc',
  vp9: 'vp9',
  av1: 'av1',
  hevc: 'hevc',
};

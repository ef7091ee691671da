/** An encoded piece of a sound. */
export interface SoundPacket {
  readonly data: Uint8Array;
  /** s from the film's start; below 0 what only prepares a decoder and is not heard. */
  readonly timestamp: number;
  /** s */
  readonly duration: number;
}

/** A sound as a container takes it: encoded, and copied as it is. */
export interface Sound {
  /** By its name in `SOUND_CODECS`. */
  readonly codec: SoundCodecName;
  readonly config: AudioDecoderConfig;
  /** Of what is heard, s. */
  readonly duration: number;
  /** How many packets there are. */
  readonly packetCount: number;
  packets(): AsyncIterable<SoundPacket>;
}

/** Codecs of sound, and what people call them. */
export const SOUND_CODECS = {
  aac: 'AAC',
  mp3: 'MP3',
  opus: 'Opus',
  vorbis: 'Vorbis',
  flac: 'FLAC',
  'pcm-s16': 'PCM (16 bits)',
  'pcm-s24': 'PCM (24 bits)',
  'pcm-s32': 'PCM (32 bits)',
  'pcm-f32': 'PCM (floats)',
} as const;

export type SoundCodecName = keyof typeof SOUND_CODECS;

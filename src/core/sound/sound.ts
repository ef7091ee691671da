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

/** What is changed of a sound before it is heard with a film. */
export interface SoundEdit {
  /** Where in it the film begins, s; below 0: how long after the film's beginning it begins. */
  readonly offset: number;
  /** How long it fades out at its end, and in where it begins in its middle, s. */
  readonly fade: number;
  /** Over and over, to the film's end. */
  readonly loop: boolean;
  /** dB */
  readonly volume: number;
}

/** A sound that is decoded and encoded again. */
export interface SoundJob {
  readonly codec: EncodedSoundName;
  /** What a decoder gives before the sound begins, s. */
  readonly skip: number;
  /** Of the sound, s. */
  readonly duration: number;
  readonly edit: SoundEdit;
  /** Of the film, s. */
  readonly until: number;
}

/** What sounds are encoded as, the first that a film takes. */
export const ENCODED_SOUNDS = ['opus', 'pcm-s16'] as const satisfies readonly SoundCodecName[];
export type EncodedSoundName = (typeof ENCODED_SOUNDS)[number];

/** A sound that was encoded. */
export interface EncodedSound {
  /** An Ogg or WAV file. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Its loudest sample, 1 being the loudest that is not cut off. */
  readonly peak: number;
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

import { ADTS, FLAC, MATROSKA, MP3, MP4, OGG, QTFF, WAVE, WEBM } from 'mediabunny';

/** The kinds of files whose sound is read. */
export const SOUND_FILES = [MP3, MP4, QTFF, OGG, FLAC, WAVE, ADTS, WEBM, MATROSKA];

import { SOUND_CODECS } from '../core/sound/sound.ts';
import type { SoundAbility } from './trial.ts';

/** Those of which a browser can be asked without a file of them, as WebCodecs names them. */
const ASKED = { opus: 'opus', aac: 'mp4a.40.2', mp3: 'mp3' } as const;
const USUAL = { sampleRate: 48_000, numberOfChannels: 2 };

/** Asks this browser for its codecs of sound. */
export async function askForSounds(): Promise<SoundAbility> {
  const encodes: string[] = [];
  const decodes: string[] = [];
  for (const [name, codec] of Object.entries(ASKED)) {
    const label = SOUND_CODECS[name as keyof typeof ASKED];
    const config = { codec, ...USUAL };
    if (await supports(() => AudioEncoder.isConfigSupported(config))) encodes.push(label);
    if (await supports(() => AudioDecoder.isConfigSupported(config))) decodes.push(label);
  }
  return { encodes, decodes };
}

/** A browser without WebCodecs throws. */
async function supports(ask: () => Promise<{ readonly supported?: boolean }>): Promise<boolean> {
  try {
    return (await ask()).supported === true;
  } catch {
    return false;
  }
}

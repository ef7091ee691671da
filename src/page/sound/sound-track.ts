import '../styles/sound-track.css';
import { filmSeconds } from '../../containers/film-chunks.ts';
import { messageOf } from '../../core/errors.ts';
import { findPeaks } from '../../core/sound/sound-peaks.ts';
import { planFilm } from '../../film/encoding/film-plan.ts';
import type { SpecDraft } from '../../film/options/option.ts';
import type { RenderSpec } from '../../film/spec/spec.ts';
import { soundEdit } from '../../film/time/sound.ts';
import type { Player } from '../../player/player.ts';
import { create } from '../ui/element.ts';
import { createFilmTime } from '../time/film-time.ts';
import { formatSeconds } from '../ui/format.ts';
import { type Heard, type Hearing, openHearing } from './hear.ts';
import { tell, warn } from '../ui/notices.ts';
import type { Project } from '../project/project.ts';
import { type ChosenSound, chosenSound, onSound } from '../project/chosen-sound.ts';
import { asHeard, planHeard } from './sound.ts';
import { drawWaveform } from './waveform.ts';

/** Parts of a sound whose loudness is kept: more than a screen has columns of. */
const PARTS = 4096;

/** The film's sound under the timeline: seen as a whole, and heard while the film plays forwards. */
export function createSoundTrack(player: Player, project: Project): void {
  const time = createFilmTime(player);
  const waveform = create('canvas', { role: 'img', width: 1, height: 1 });
  const needle = create('div', { className: 'needle' });
  const problem = create('p', { className: 'message' });
  const button = create(
    'button',
    { type: 'button', id: 'mute', 'aria-label': 'Sound', onclick: mute },
    '♪',
  );
  const track = create(
    'div',
    { className: 'sound-track', hidden: true },
    button,
    create('div', { className: 'waveform' }, waveform, needle, problem),
  );
  let hearing: Hearing | undefined;
  let heard: Heard | undefined;
  let peaks: Float32Array | undefined;
  let isMuted = false;
  const heardIn = (draft: SpecDraft, spec: RenderSpec) => asHeard(draft, spec, player.plan.picture);

  function open(sound: ChosenSound | undefined): void {
    hearing?.close();
    hearing = undefined;
    peaks = undefined;
    problem.textContent = '';
    if (sound) {
      const { file, duration } = sound;
      hearing = openHearing(file, {
        onAwaited: () =>
          tell(`${file.name} is heard after a click or a key: browsers play no sound before.`),
        onFault: () => warn(`This browser can’t play ${file.name}; the film has it all the same.`),
      });
      measure(sound).catch((error: unknown) => (problem.textContent = messageOf(error)));
      waveform.setAttribute('aria-label', `The sound ${file.name}, ${formatSeconds(duration)}`);
    }
    update();
  }

  async function measure({ file, skipped, duration }: ChosenSound): Promise<void> {
    const { decodeSound } = await import('../../containers/mediabunny/decode-sound.ts');
    const found = await findPeaks(await decodeSound(file, skipped, duration), PARTS);
    if (chosenSound()?.file !== file) return;
    peaks = found;
    draw();
  }

  /** The player shows the film that is made with it; nothing is done anew for one that shows all the same. */
  function accompany(): void {
    const isHeard = player.plan.spec.lasts !== undefined;
    const isOther = heardIn(project.draft, project.spec) !== project.draft;
    if (isHeard || isOther) project.change((draft) => draft).catch(warn);
  }

  function update(): void {
    heard = heardWith(chosenSound(), project, player);
    track.hidden = heard === undefined;
    button.setAttribute('aria-pressed', String(!isMuted));
    button.title = isMuted ? 'Sound: off (M)' : 'Sound: heard while the film plays forwards (M)';
    draw();
    follow();
  }

  function draw(): void {
    if (peaks && heard && waveform.clientWidth > 0) drawWaveform(waveform, peaks, heard);
  }

  function follow(): void {
    if (heard === undefined) return hearing?.pause();
    const at = time.within(heard.film);
    needle.style.left = `${Math.min(100, (100 * at) / heard.film)}%`;
    const isForwards = player.speed > 0 && player.loop !== 'ping-pong';
    if (player.playing && isForwards && !isMuted && !document.hidden)
      hearing?.follow(heard, at, player.speed);
    else hearing?.pause();
  }

  function mute(): void {
    isMuted = !isMuted;
    update();
  }

  document.getElementsByClassName('timeline')[0]?.after(track);
  new ResizeObserver(draw).observe(waveform);
  project.accompany(heardIn);
  onSound(open);
  onSound(accompany);
  project.on('spec', update);
  player.on('frame', follow);
  player.on('playing', follow);
  document.addEventListener('visibilitychange', follow);
  open(chosenSound());
  accompany();
}

/** How the sound is heard with the film; not at all where the film's file takes none. */
function heardWith(
  sound: ChosenSound | undefined,
  { spec }: Project,
  { plan }: Player,
): Heard | undefined {
  if (sound === undefined) return undefined;
  try {
    const film = filmSeconds(planFilm(planHeard(spec, plan)));
    return { edit: soundEdit(spec), duration: sound.duration, film };
  } catch {
    // Why not is said where the film is exported.
    return undefined;
  }
}

import { counted } from '../core/values/counted.ts';
import { messageOf } from '../core/errors.ts';
import type { LinkState } from '../film/carried/link.ts';
import { parseSpec } from '../film/spec/spec.ts';
import { createPlayer, type Player } from '../player/player.ts';
import { addressOf } from './share/address.ts';
import { type Asked, readAsked, readLink } from './open/asked.ts';
import { keepWork } from './project/autosave.ts';
import { chosenFiles } from './project/chosen-files.ts';
import { bindDialogs, onFirstOpen, onOpen } from './ui/dialogs.ts';
import { byId } from './ui/element.ts';
import { bindExport } from './export/export-opener.ts';
import { clearNotices, keepTelling, warn } from './ui/notices.ts';
import { keepOffline } from './offline.ts';
import { bindOpening, named, openIn, tellOpened } from './open/open.ts';
import type { Receiver } from './open/receiver.ts';
import { fitDraft } from './project/pictures.ts';
import { createProject, type Project } from './project/project.ts';
import { BUILT_IN, type Source } from './project/source.ts';
import { createStage } from './stage/stage.ts';
import type { Workplace } from './studio.ts';
import { createTransport } from './time/transport.ts';

const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)').matches;

await start();

async function start(): Promise<void> {
  bindDialogs();
  let receiver: Receiver = { picture: async () => {}, work: async () => {}, spec: async () => {} };
  bindOpening(() => receiver);
  const asked = await readAsked();
  const offline = keepOffline();
  try {
    const begun = asked.forNothing
      ? await beginWithChoice((next) => (receiver = next))
      : await beginWith(asked);
    const { player, project } = begun;
    receiver = openIn(player, project);
    document.body.classList.remove('beginning');
    const workplace = compose(player, project);
    begun.follow();
    document.documentElement.dataset['drawn'] = 'true';
    await loadOthers(workplace, offline).catch(warn);
  } catch (error) {
    document.body.classList.remove('beginning');
    const { refuse } = await import('./refusal.ts');
    refuse(error);
    const { showCapabilities } = await import('./export/capabilities.ts');
    await showCapabilities(messageOf(error), undefined, offline);
  }
  document.documentElement.dataset['ready'] = 'true';
}

/** What isn't needed before the picture moves. */
async function loadOthers(workplace: Workplace, offline: Promise<string>): Promise<void> {
  const { openStudio } = await import('./studio.ts');
  const opened = openStudio(workplace).catch(warn);
  const { showCapabilities, whyNotEncoded } = await import('./export/capabilities.ts');
  const { player } = workplace;
  onOpen('help-dialog', () => void showCapabilities(player, player.plan, offline).catch(warn));
  const reason = await whyNotEncoded(player.plan);
  await opened;
  if (reason !== undefined)
    keepTelling(`${reason} Playing and saving single frames work all the same.`);
}

/** A film that is on the canvas. */
interface Begun {
  readonly player: Player;
  readonly project: Project;
  /** Does what is left to do when everything stands around it. */
  readonly follow: () => void;
}

/** What the address, or the last work, asks for. */
async function beginWith({ source, link, effects }: Asked): Promise<Begun> {
  const { player, project } = await openFirst(source, link);
  return {
    player,
    project,
    follow() {
      effects?.follow(project);
      player.seek(link.frame);
      if (!reducedMotion && link.frame === 0) player.play();
      if (link.picture !== undefined) offer(link.picture, player, project).catch(warn);
      if (link.code !== undefined) offerCodeOf(link.code, project).catch(warn);
    },
  };
}

async function offer(picture: string, player: Player, project: Project): Promise<void> {
  const { offerPicture } = await import('./open/offer-picture.ts');
  offerPicture(player, project, picture);
}

async function offerCodeOf(code: NonNullable<LinkState['code']>, project: Project): Promise<void> {
  const { offerCode } = await import('./code/offer-code.ts');
  offerCode(project, code);
}

/** What a person chooses in the first view. */
async function beginWithChoice(receive: (receiver: Receiver) => void): Promise<Begun> {
  const { showFirstView } = await import('./open/first-view.ts');
  return showFirstView(async ({ source, draft: asked, moves }) => {
    const canvas = byId('canvas', HTMLCanvasElement);
    const draft = fitDraft(asked, source);
    const player = await createPlayer(canvas, source.blob, parseSpec(draft), chosenFiles());
    const project = createProject(player, { draft, source });
    history.replaceState(null, '', addressOf(project, 0));
    return {
      player,
      project,
      follow() {
        byId('stage', HTMLElement).focus();
        tellOpened(source, player.plan);
        if (moves || !reducedMotion) player.play();
      },
    };
  }, receive);
}

/** Brings player and project together with the page. */
function compose(player: Player, project: Project): Workplace {
  const one = byId('zoom-one', HTMLButtonElement);
  const fit = byId('zoom-fit', HTMLButtonElement);
  const level = byId('zoom-level', HTMLOutputElement);
  const stage = createStage(
    () => player.plan.layout.canvas,
    (scale, zoom) => {
      level.value = `${Number((100 * scale).toFixed(scale < 0.1 ? 1 : 0))} %`;
      one.setAttribute('aria-pressed', String(zoom === 1));
      fit.setAttribute('aria-pressed', String(zoom === 'fit'));
    },
  );
  one.onclick = () => stage.setZoom(1);
  fit.onclick = () => stage.setZoom('fit');
  byId('zoom-in', HTMLButtonElement).onclick = () => stage.step(1);
  byId('zoom-out', HTMLButtonElement).onclick = () => stage.step(-1);
  byId('full-screen', HTMLButtonElement).onclick = stage.toggleFullScreen;

  const transport = createTransport(player, project);
  const exporting = bindExport(player, project, reducedMotion);
  keepWork(project);
  // What most people never open is loaded when it is opened.
  onFirstOpen('lab-dialog', async () =>
    (await import('./lab/lab.ts')).createLab(player, project, reducedMotion),
  );
  onFirstOpen('share-dialog', async () =>
    (await import('./share/share.ts')).createShare(player, project),
  );
  followProject(player, project);
  player.on('error', warn);
  player.on('lost', (lost) => {
    if (lost) keepTelling('The graphics were lost; the film goes on when they are back.');
    else clearNotices();
  });
  return { player, project, stage, transport, exporting };
}

/** Keeps name and address true to the project. */
function followProject(player: Player, project: Project): void {
  const name = byId('picture-name', HTMLElement);
  const showName = () => {
    const { picture } = player.plan;
    const { source } = project;
    const called = source.names ? counted(source.names.length, 'picture') : source.name;
    name.textContent = `${called} · ${picture.width}×${picture.height}`;
    byId('canvas', HTMLCanvasElement).setAttribute(
      'aria-label',
      `The film of ${project.source.name}`,
    );
  };
  let ownHash = location.hash;
  const showAddress = () => {
    history.replaceState(null, '', addressOf(project, 0));
    ownHash = location.hash;
  };
  project.on('source', showName);
  project.on('spec', showName);
  project.on('source', showAddress);
  project.on('spec', inPause(showAddress));
  showName();
  addEventListener('hashchange', ({ newURL }) => {
    // The page's own address may have come since.
    const { hash } = new URL(newURL);
    if (hash === ownHash) return;
    const link = readLink(hash);
    project.change(() => link.draft).then(() => player.seek(link.frame), warn);
    if (link.code !== undefined) offerCodeOf(link.code, project).catch(warn);
  });
}

/** Browsers take only so many new addresses a second; a slider makes one with every pixel. */
function inPause(work: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(work, 250);
  };
}

/** A picture or a spec that can't be used is said, and the film begins with what can. */
async function openFirst(
  source: Source,
  { draft: asked }: LinkState,
): Promise<{ player: Player; project: Project }> {
  const canvas = byId('canvas', HTMLCanvasElement);
  const draft = fitDraft(asked, source);
  try {
    const player = await createPlayer(canvas, source.blob, parseSpec(draft), chosenFiles());
    return { player, project: createProject(player, { draft, source }) };
  } catch (error) {
    const { effects, transitions, ...bare } = draft;
    // A shader that is wrong may be mended while its picture is looked at.
    if (effects ?? transitions) {
      const without = await openFirst(source, { frame: 0, draft: bare });
      warn(named(error, source));
      return without;
    }
    // What has nothing to do with picture and spec fails here again, and is said in the film's place.
    const player = await createPlayer(canvas, null, {});
    warn(named(error, source));
    return { player, project: createProject(player, { draft: {}, source: BUILT_IN }) };
  }
}

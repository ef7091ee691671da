import { messageOf } from '../core/errors.ts';
import type { LinkState } from '../film/link.ts';
import { parseSpec } from '../film/spec.ts';
import { createPlayer, type Player } from '../player/player.ts';
import { addressOf } from './address.ts';
import { type Asked, readAsked, readLink } from './asked.ts';
import { keepWork } from './autosave.ts';
import { showCapabilities, whyNotEncoded } from './capabilities.ts';
import { chosenFiles } from './chosen-files.ts';
import { bindDialogs, onFirstOpen, onOpen, openDialog } from './dialogs.ts';
import { byId } from './element.ts';
import { createExportPanel } from './export-panel.ts';
import { fetchPicture, readPictureAddress } from './fetch-picture.ts';
import { createHistory, type History } from './history.ts';
import { bindKeys } from './keys.ts';
import { clearNotices, keepTelling, tell, warn } from './notices.ts';
import { keepOffline } from './offline.ts';
import { bindOpening, named, openIn, type TakePicture, tellOpened } from './open.ts';
import { createPanel } from './panel.ts';
import { BUILT_IN, createProject, type Project, type Source } from './project.ts';
import { createRail } from './rail.ts';
import { showReadout } from './readout.ts';
import { refuse } from './refusal.ts';
import { followEffects } from './reload.ts';
import { showSeam } from './seam.ts';
import { createStage } from './stage.ts';
import { createTransport } from './transport.ts';

const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)').matches;

await start();

async function start(): Promise<void> {
  bindDialogs();
  let take: TakePicture = async () => {};
  bindOpening((source, others) => take(source, others));
  const asked = await readAsked();
  const offline = keepOffline();
  try {
    const begun = asked.forNothing
      ? await beginWithChoice((taker) => (take = taker))
      : await beginWith(asked);
    const { player, project } = begun;
    take = openIn(player, project);
    document.body.classList.remove('beginning');
    compose(player, project);
    onOpen('help-dialog', () => void showCapabilities(player, player.plan, offline).catch(warn));
    begun.follow();
    const reason = await whyNotEncoded(player.plan);
    if (reason !== undefined)
      keepTelling(`${reason} Playing and saving single frames work all the same.`);
  } catch (error) {
    document.body.classList.remove('beginning');
    refuse(error);
    await showCapabilities(messageOf(error), undefined, offline);
  }
  document.documentElement.dataset['ready'] = 'true';
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
      if (effects) followEffects(effects.url, effects.text, project);
      player.seek(link.frame);
      if (!reducedMotion && link.frame === 0) player.play();
      if (link.picture !== undefined) offerPicture(player, project, link.picture);
    },
  };
}

/** What a person chooses in the first view. */
async function beginWithChoice(receive: (take: TakePicture) => void): Promise<Begun> {
  const { showFirstView } = await import('./first-view.ts');
  return showFirstView(async ({ source, draft, others, moves }) => {
    const canvas = byId('canvas', HTMLCanvasElement);
    const player = await createPlayer(canvas, source.blob, parseSpec(draft), chosenFiles());
    const project = createProject(player, { draft, source });
    history.replaceState(null, '', addressOf(project, 0));
    return {
      player,
      project,
      follow() {
        byId('stage', HTMLElement).focus();
        tellOpened(source, player.plan, others);
        if (moves || !reducedMotion) player.play();
      },
    };
  }, receive);
}

/** Brings player, project and everything around them together. */
function compose(player: Player, project: Project): void {
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
  const history = createHistory(project);
  bindHistory(history);
  const exporting = createExportPanel(player, project, reducedMotion);
  const open = (id: string) => (id === 'export-panel' ? exporting.toggle() : openDialog(id));
  bindKeys(transport, stage, history, open);
  const panel = createPanel(player, project);
  createRail(exporting.close);
  keepWork(project);
  showSeam(player, project);
  showReadout(player);
  // What most people never open is loaded when it is opened.
  onFirstOpen('gallery-dialog', async () =>
    (await import('./gallery.ts')).createGallery(player, project),
  );
  onFirstOpen('lab-dialog', async () =>
    (await import('./lab.ts')).createLab(player, project, reducedMotion),
  );
  onFirstOpen('palette-dialog', async () =>
    (await import('./palette.ts')).createPalette(panel, open),
  );
  onFirstOpen('share-dialog', async () =>
    (await import('./share.ts')).createShare(player, project),
  );
  followProject(player, project);
  player.on('error', warn);
  player.on('lost', (lost) => {
    if (lost) keepTelling('The graphics were lost; the film goes on when they are back.');
    else clearNotices();
  });
}

function bindHistory(history: History): void {
  const undo = byId('undo', HTMLButtonElement);
  const redo = byId('redo', HTMLButtonElement);
  undo.onclick = () => void history.undo().catch(warn);
  redo.onclick = () => void history.redo().catch(warn);
  history.onChange(() => {
    undo.disabled = !history.canUndo;
    redo.disabled = !history.canRedo;
  });
}

/** Keeps name and address true to the project. */
function followProject(player: Player, project: Project): void {
  const name = byId('picture-name', HTMLElement);
  const showName = () => {
    const { picture } = player.plan;
    name.textContent = `${project.source.name} · ${picture.width}×${picture.height}`;
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
  addEventListener('hashchange', () => {
    if (location.hash === ownHash) return;
    const link = readLink();
    project.change(() => link.draft).then(() => player.seek(link.frame), warn);
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
  { draft }: LinkState,
): Promise<{ player: Player; project: Project }> {
  const canvas = byId('canvas', HTMLCanvasElement);
  try {
    const player = await createPlayer(canvas, source.blob, parseSpec(draft), chosenFiles());
    return { player, project: createProject(player, { draft, source }) };
  } catch (error) {
    // What has nothing to do with picture and spec fails here again.
    const player = await createPlayer(canvas, null, {});
    warn(named(error, source));
    return { player, project: createProject(player, { draft: {}, source: BUILT_IN }) };
  }
}

/** A link names a picture of somebody else's server: it is asked for only when the person says so. */
function offerPicture(player: Player, project: Project, address: string): void {
  try {
    const { href, host } = readPictureAddress(address, location.href);
    const act = () =>
      void fetchPicture(href)
        .then((source) => project.open(source))
        .then(() => player.play())
        .catch(warn);
    tell(`This link goes with a picture from ${host}.`, { label: 'Load it', act });
  } catch (error) {
    warn(error);
  }
}

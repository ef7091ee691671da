import './styles/studio.css';
import type { Player } from '../player/player.ts';
import type { Chooser } from './choose/chooser.ts';
import { bindCode } from './code/code-opener.ts';
import { bindCompare } from './compare/compare-opener.ts';
import { bindDragSteps } from './controls/drag-steps.ts';
import { bindStageDrag } from './stage/drag-stage.ts';
import { onFirstOpen, openDialog } from './ui/dialogs.ts';
import { byId } from './ui/element.ts';
import type { ExportOpener } from './export/export-opener.ts';
import { createHistory, type History } from './project/history.ts';
import { bindKeys } from './keys.ts';
import { createLoopLength } from './time/loop-length.ts';
import { warn } from './ui/notices.ts';
import { createOverlay } from './stage/overlay.ts';
import { createPanel } from './settings/panel.ts';
import type { Project } from './project/project.ts';
import { showReadout } from './stage/readout.ts';
import { showSeam } from './time/seam.ts';
import { showPoints } from './stage/stage-points.ts';
import { bindSoundTrack } from './sound/sound-opener.ts';
import type { Stage } from './stage/stage.ts';
import { createTimeline } from './time/timeline.ts';
import type { Transport } from './time/transport.ts';
import { createWholePicture } from './stage/whole-picture.ts';

/** What a studio is made around. */
export interface Workplace {
  readonly player: Player;
  readonly project: Project;
  readonly stage: Stage;
  readonly transport: Transport;
  readonly exporting: ExportOpener;
}

/** All that changes a film, and tells of it: loaded when the first picture moves. */
export async function openStudio(workplace: Workplace): Promise<void> {
  const { player, project, stage, transport, exporting } = workplace;
  const history = createHistory(project);
  bindHistory(history);
  const overlay = createOverlay(player);
  const changes = { project, history };
  bindStageDrag(player, project, history, overlay, transport.toggle);
  showPoints(player, overlay, changes);
  createTimeline(player, changes);
  createLoopLength(player, project);
  const wholePicture = createWholePicture(player, changes);
  const compare = bindCompare(player, project, overlay);
  const stack = {
    moveBy: (by: 1 | -1) => panel.list.moveBy(by),
    remove: () => panel.list.remove(),
  };
  bindKeys({ transport, stage, history, wholePicture, compare, stack }, (id) =>
    id === 'export-panel' ? exporting.toggle() : openDialog(id),
  );
  const code = bindCode(
    project,
    (isNeeded) => chooser?.makeRoom(isNeeded),
    (key) => panel.effects.open(key),
  );
  let chooser: Chooser | undefined;
  const panel = createPanel(player, project, code, (what) => chooser?.open(what));
  for (const form of ['settings', 'export-settings'])
    bindDragSteps(byId(form, HTMLFormElement), project, history);
  const showSettings = () => {
    exporting.close();
    code.close();
  };
  showSeam(player, project);
  bindSoundTrack(player, project);
  showReadout(player);
  onFirstOpen('palette-dialog', async () =>
    (await import('./palette.ts')).createPalette(project, panel, exporting.open),
  );
  const { createChooser } = await import('./choose/chooser.ts');
  chooser = createChooser({ player, project, panel, code, showSettings });
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

import type { Player } from '../../player/player.ts';
import { byId } from '../ui/element.ts';
import type { ExportPanel } from './export-panel.ts';
import { warn } from '../ui/notices.ts';
import type { Project } from '../project/project.ts';

/** What opens and closes the panel of exports. */
export interface ExportOpener {
  readonly toggle: () => void;
  /** Done when it is in sight. */
  readonly open: () => Promise<void>;
  readonly close: () => void;
}

/** The panel of exports, with all that encodes, is loaded when it is opened first. */
export function bindExport(player: Player, project: Project, reducedMotion: boolean): ExportOpener {
  let panel: ExportPanel | undefined;
  const load = async (): Promise<ExportPanel> => {
    const { createExportPanel } = await import('./export-panel.ts');
    return (panel ??= createExportPanel(player, project, reducedMotion));
  };
  const toggle = () => void load().then((loaded) => loaded.setOpen(!loaded.isOpen), warn);
  byId('export-open', HTMLButtonElement).onclick = toggle;
  return {
    toggle,
    open: async () => (await load()).setOpen(true),
    close: () => panel?.setOpen(false),
  };
}

import { type Backend, classifyRenderer } from '../../core/backend.ts';
import type { Graphics } from '../../headless/protocol.ts';
import type { BrowserCandidate } from '../browser/find.ts';
import { type DrawingPage } from '../browser/drawing-page.ts';
import { type BackendChoice, graphicsAttempts } from '../browser/graphics.ts';
import { launchPage } from '../browser/launch.ts';
import { withDeadline } from '../files/deadline.ts';

export interface ExaminationChoice {
  readonly candidate: BrowserCandidate;
  readonly gl: BackendChoice;
  readonly sandbox: boolean;
  /** The longest wait for any one answer, s. */
  readonly timeout: number;
  readonly signal: AbortSignal;
  readonly onNote: (text: string) => void;
}

/** A browser that is looked at; its codecs can be tried without graphics, too. */
export interface ExaminedBrowser {
  readonly page: DrawingPage;
  /** What draws; left out: nothing does. */
  readonly graphics?: Graphics & { readonly backend: Backend };
  /** What else was tried to draw with, and what came of it. */
  readonly tried: readonly string[];
}

/** Starts a browser with the best graphics that it has; the caller closes its page. */
export async function examineBrowser(choice: ExaminationChoice): Promise<ExaminedBrowser> {
  const attempts = graphicsAttempts(choice.gl, choice.candidate.source);
  const tried: string[] = [];
  for (const [n, { flags, accepts }] of attempts.entries()) {
    const page = await launchPage({ ...choice, flags });
    try {
      const reply = await withDeadline(
        page.call('graphics'),
        choice.timeout,
        'starting its graphics',
      );
      const backend = reply.ok ? classifyRenderer(reply.value.renderer) : undefined;
      if (reply.ok && backend && accepts.includes(backend))
        return { page, graphics: { ...reply.value, backend }, tried };
      tried.push(
        `${accepts.join(' or ')}: ${reply.ok ? `got ${reply.value.renderer}` : 'no WebGL2'}`,
      );
      if (n === attempts.length - 1) return { page, tried };
    } catch (error) {
      await page.close();
      throw error;
    }
    await page.close();
  }
  // The embedded browser has no driver that could be asked for.
  const page = await launchPage({ ...choice, flags: [] });
  return { page, tried: [`${choice.gl}: this browser has only swiftshader`] };
}

import type { Page } from 'puppeteer-core';
import { upTo } from '../tries.ts';
import type { Counts } from './open-objects.ts';

export interface PageUsage {
  /** Bytes. */
  readonly heap: number;
  readonly nodes: number;
  readonly listeners: number;
  /** What has to be closed by hand. */
  readonly open: Counts;
  readonly made: Counts;
}

/**
 * What a page that is watched (`watchOpen`) holds, when all is swept that nobody holds any more.
 *
 * @param underPressure without what the browser keeps only as long as nobody else wants the memory
 */
export async function pageUsage(page: Page, underPressure = false): Promise<PageUsage> {
  const cdp = await page.createCDPSession();
  await cdp.send('Performance.enable');
  if (underPressure) await cdp.send('Memory.simulatePressureNotification', { level: 'critical' });
  // Weak references last until the end of the task that read them.
  for (const _ of upTo(2)) await cdp.send('HeapProfiler.collectGarbage');
  const { metrics } = await cdp.send('Performance.getMetrics');
  await cdp.detach();
  const metric = (name: string) => metrics.find((each) => each.name === name)?.value ?? NaN;
  return {
    ...(await page.evaluate(() => globalThis.watched())),
    heap: metric('JSHeapUsedSize'),
    nodes: metric('Nodes'),
    listeners: metric('JSEventListeners'),
  };
}

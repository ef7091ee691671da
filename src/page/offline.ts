/** Machines that serve the page to themselves are never offline from it. */
const LOOPBACK = /^((.+\.)?localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * Keeps the page for when there is no network.
 *
 * @returns whether it will work then, in words
 */
export async function keepOffline(): Promise<string> {
  if (!('serviceWorker' in navigator)) return 'no: this browser keeps no pages (no service worker)';
  if (LOOPBACK.test(location.hostname)) return 'always: the page comes from this machine';
  try {
    await navigator.serviceWorker.register('offline-worker.js');
    await navigator.serviceWorker.ready;
    return 'yes: the page is kept by this browser';
  } catch (error) {
    return `no: ${error instanceof Error ? error.message : String(error)}`;
  }
}

import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

/** A program and its arguments; the URL comes last. */
type Opener = readonly [program: string, ...args: string[]];

/** What opens a URL in the person's own browser. None is a shell, which would read its `&`. */
function openerOf(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): Opener {
  if (platform === 'darwin') return ['open'];
  if (platform !== 'win32') return ['xdg-open'];
  // By its whole path, as Windows looks into the current folder first; `start` is a word of a shell.
  const system = join(env['SystemRoot'] ?? 'C:\\Windows', 'System32');
  return [join(system, 'rundll32.exe'), 'url.dll,FileProtocolHandler'];
}

/** A group of its own: Ctrl+C is for us, not for the browser. An address may be too long for a system. */
function start(program: string, args: readonly string[]): ChildProcess | Error {
  try {
    return spawn(program, args, { stdio: 'ignore', detached: true });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/**
 * Opens a URL in the person's own browser, which goes on when this program ends.
 *
 * @param onFailure gets the reason where it can't be opened, at once or later
 */
export function openInBrowser(url: string, onFailure: (reason: string) => void): void {
  const [program, ...args] = openerOf(process.platform, process.env);
  const child = start(program, [...args, url]);
  if (child instanceof Error) return onFailure(child.message);
  child.once('error', (error: NodeJS.ErrnoException) => {
    onFailure(error.code === 'ENOENT' ? `there is no ${program} here` : error.message);
  });
  child.once('exit', (code) => {
    if (code !== null && code !== 0) onFailure(`${program} ended with exit code ${code}`);
  });
  child.unref();
}

import { spawn } from 'node:child_process';
import { StillmotionError } from '../../core/errors.ts';

/** How long a browser that would not start is watched for its reasons, ms. */
const WATCH = 4000;

/**
 * Why a browser didn't start. Through a pipe nothing is learned but that it ended, so it is started
 * once more, for its last words.
 */
export async function diagnoseLaunch(
  path: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  cause: unknown,
): Promise<StillmotionError> {
  const words = await lastWords(path, [...args, '--dump-dom', 'about:blank'], env);
  if (/no usable sandbox/i.test(words)) {
    return new StillmotionError(
      'browser-failed',
      `The browser ${path} found no usable sandbox: this machine allows no user namespaces. Allow them, or run without the sandbox with --no-sandbox.`,
      { cause },
    );
  }
  const why = reason(words) ?? (cause instanceof Error ? firstLine(cause.message) : String(cause));
  return new StillmotionError(
    'browser-failed',
    `The browser ${path} did not start: ${why}. Another one is named with --browser (embedded, system or a path).`,
    { cause },
  );
}

/** What the program writes to stderr until it ends or its time is up. */
function lastWords(path: string, args: string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(path, args, {
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: WATCH,
      killSignal: 'SIGKILL',
    });
    let words = '';
    // There is none where no process could be made.
    child.stderr?.on('data', (data: Buffer) => (words += data.toString()));
    child.once('error', (error) => resolve(error.message));
    child.once('close', () => resolve(words));
  });
}

/** The line that tells most: a missing library or a fatal error before anything else. */
function reason(words: string): string | undefined {
  const lines = words.split('\n').map(firstLine).filter(Boolean);
  const telling = lines.find((line) =>
    /error while loading|fatal|cannot|not found|ENOENT|EACCES/i.test(line),
  );
  return (telling ?? lines.at(-1))?.replace(/[.\s]+$/, '');
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').trim();
}

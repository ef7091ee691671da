import { dirname, join } from 'node:path';
import { explain } from '../../src/cli/explain.ts';
import { runProgram } from '../../src/cli/program.ts';
import type { Outcome, Place } from './program.ts';

/**
 * What the program says and makes of a command line, without a process of its own: a hundred of them
 * take longer to start than all that they do. One at a time, as folder and streams are the process's.
 */
export async function runHere(place: Place, args: readonly string[]): Promise<Outcome> {
  const started = performance.now();
  const before = { folder: process.cwd(), temporary: process.env['TMPDIR'] };
  const [stdout, stderr] = [listen(process.stdout), listen(process.stderr)];
  process.chdir(place.folder);
  process.env['TMPDIR'] = join(dirname(place.folder), 'tmp');
  try {
    const code = await runProgram(args).then(() => 0, explain);
    const seconds = (performance.now() - started) / 1000;
    return { code, stdout: stdout.heard(), stderr: stderr.heard(), seconds };
  } finally {
    if (before.temporary === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before.temporary;
    process.chdir(before.folder);
    stdout.stop();
    stderr.stop();
  }
}

/** Takes what is written to a stream in its place. */
function listen(stream: NodeJS.WriteStream) {
  const parts: (string | Uint8Array)[] = [];
  const write = stream.write.bind(stream);
  stream.write = (part: string | Uint8Array) => {
    parts.push(part);
    return true;
  };
  return {
    heard: () => parts.map((part) => Buffer.from(part as string).toString()).join(''),
    stop: () => void (stream.write = write),
  };
}

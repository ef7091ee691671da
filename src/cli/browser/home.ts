import { homedir } from 'node:os';

/**
 * The person's home folder; `undefined` for users without one, such as those that a container is given by
 * number alone.
 */
export function homeFolder(
  environment: NodeJS.ProcessEnv,
  platform: string = process.platform,
): string | undefined {
  const named = environment[platform === 'win32' ? 'USERPROFILE' : 'HOME'];
  if (named) return named;
  try {
    return homedir() || undefined;
  } catch {
    return undefined; // the system knows no such user
  }
}

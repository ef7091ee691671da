import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** SHA-256. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export async function digestFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of createReadStream(path)) hash.update(part as Buffer);
  return hash.digest('hex');
}

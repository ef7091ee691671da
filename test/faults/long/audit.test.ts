import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { leaveOut } from '../tries.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** npm's names for how bad a known weakness is. */
type Level = 'info' | 'low' | 'moderate' | 'high' | 'critical';

interface AuditReport {
  /** What is not there when the registry gave no audit: it says why in `message`. */
  readonly metadata?: { readonly vulnerabilities: Readonly<Record<Level, number>> };
  readonly message?: string;
  readonly vulnerabilities?: Readonly<Record<string, { readonly severity: Level }>>;
}

const ROOT_ALONE = ['--workspaces=false'];
const QUEUE = ['--workspace', 'packages/queue'];

describe('supply chain', () => {
  it.for<[string, string[], Level[]]>([
    ['dependency in production', [...ROOT_ALONE, '--omit=dev'], ['moderate', 'high', 'critical']],
    ['dependency at all', ROOT_ALONE, ['high', 'critical']],
    // What its tests have besides, an S3 server, is old, and hears loopback alone.
    ['dependency of the queue', [...QUEUE, '--omit=dev'], ['moderate', 'high', 'critical']],
  ])('no %s has a known weakness that matters', ([, options, levels], context) => {
    const report = audit(options);
    leaveOut(context, whyNot(report));
    const found = Object.entries(report.vulnerabilities ?? {});
    expect(found.filter(([, { severity }]) => levels.includes(severity))).toEqual([]);
  });
});

/** What the registry knows of the packages in the lock file. */
function audit(options: readonly string[]): AuditReport {
  const args = ['audit', '--json', '--package-lock-only', ...options];
  const { stdout } = spawnSync('npm', args, { cwd: ROOT, encoding: 'utf8', timeout: 60_000 });
  return JSON.parse(stdout || '{"message":"npm gave no answer within a minute"}') as AuditReport;
}

/** Without the address that was asked, which is a setting of this machine. */
function whyNot({ metadata, message = 'npm gave no reason' }: AuditReport): string | undefined {
  if (metadata !== undefined) return undefined;
  return `the registry gives no audit (${message.replace(/ - \w+ https?:.*/s, '')})`;
}

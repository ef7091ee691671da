#!/usr/bin/env node
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { startDashboard } from './dashboard.ts';
import { endsWell } from './program.ts';
import { readNumber, readRedis, REDIS_OPTIONS, textOf } from './typed.ts';

const OPTIONS = {
  ...REDIS_OPTIONS,
  host: { type: 'string' },
  port: { type: 'string' },
  changes: { type: 'boolean' },
} as const;

const HELP = `Usage: stillmotion-dashboard --redis <url> [--queue <name>] [--host <address>] [--port <n>] [--changes]
Shows a queue in a page, to whoever has the password of STILLMOTION_DASHBOARD_PASSWORD; without one, one is made.`;

const LOOPBACK = '127.0.0.1';

await endsWell(HELP, async () => {
  const { values: typed } = parseArgs({ options: OPTIONS });
  const queue = textOf(typed, 'queue');
  const own = process.env['STILLMOTION_DASHBOARD_PASSWORD'];
  const password = own === undefined || own === '' ? randomBytes(18).toString('base64url') : own;
  const dashboard = await startDashboard({
    redis: readRedis(typed),
    ...(queue !== undefined && { queue }),
    host: textOf(typed, 'host') ?? LOOPBACK,
    port: readNumber(typed, 'port', [0, 65_535], 3000),
    password,
    changes: typed['changes'] === true,
  });
  process.stdout.write(`${dashboard.url}\n`);
  if (password !== own) process.stdout.write(`password: ${password}\n`);
  return () => dashboard.close();
});

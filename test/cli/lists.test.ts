import { writeFile } from 'node:fs/promises';
import { describe, expect } from 'vitest';
import { MOTIONS } from '../../src/motions/index.ts';
import { succeedHere } from './in-process.ts';
import { it, picture } from './program.ts';

describe('what --motion and --effect take', () => {
  it('is listed, and each is shown with its parameters and a command that works', async ({
    place,
  }) => {
    const { stdout } = await succeedHere(place, ['motions']);
    for (const { name } of MOTIONS) expect(stdout).toMatch(new RegExp(`^  ${name} +[A-Z]`, 'm'));
    for (const { name, parameters } of MOTIONS) {
      // oxlint-disable-next-line no-await-in-loop -- a run has the process's folder and streams
      const shown = await succeedHere(place, ['motions', name]);
      for (const each of parameters) expect(shown.stdout).toContain(`  ${each.name} `);
      const [, example = ''] = /--motion (\S+)$/m.exec(shown.stdout) ?? [];
      const film = ['still', picture('card.png'), '--frame', '3', '--motion', example, '--json'];
      // oxlint-disable-next-line no-await-in-loop -- see above
      await succeedHere(place, film);
    }
    const all = await succeedHere(place, ['motions', '--json']);
    expect(JSON.parse(all.stdout)).toHaveLength(MOTIONS.length);
  });

  it('is shown of a shader of one’s own, too', async ({ place }) => {
    const inputs = '[{ "NAME": "amount", "TYPE": "float", "DEFAULT": 0.5, "MIN": 0, "MAX": 1 }]';
    const text = `/*{ "DESCRIPTION": "Dims", "INPUTS": ${inputs} }*/ vec4 effect(vec2 uv) { return amount * image(uv); }`;
    await writeFile(place.path('mine.glsl'), text);
    const { stdout } = await succeedHere(place, ['effects', './mine.glsl']);
    expect(stdout).toContain('mine: Dims. It is the same in each frame.');
    expect(stdout).toContain('amount (0 to 1; default: 0.5)');
    expect(stdout).toContain('--effect ./mine.glsl:amount=');
  });
});

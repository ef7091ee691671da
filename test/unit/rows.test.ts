import { describe, expect, it } from 'vitest';
import { readRows } from '../../src/cli/batch/rows.ts';

const FILM = { picture: 'a.png', output: 'a.mp4' };

describe('a list of films', () => {
  it.for<[string, string, string]>([
    ['lines of JSON', 'x.ndjson', `${JSON.stringify({ ...FILM, frames: 3 })}\n\n{"frames":4}\n`],
    ['a list', 'x.json', JSON.stringify([{ ...FILM, frames: 3 }, { frames: 4 }])],
    [
      'lines, by how they begin',
      '-',
      `  ${JSON.stringify({ ...FILM, frames: 3 })}\r\n{"frames":4}`,
    ],
    ['a list, by how it begins', '-', JSON.stringify([{ ...FILM, frames: 3 }, { frames: 4 }])],
  ])('is read from %s', ([, path, text]) => {
    const rows = readRows(text, path);
    expect(rows).toMatchObject([
      { files: FILM, fields: { frames: 3 }, options: {} },
      { files: {}, fields: { frames: 4 } },
    ]);
  });

  it('is read from a CSV, whose empty cells say nothing', () => {
    const text = 'picture,title, step\r\n"a, b.png","say ""x""\nor not",2\r\n\r\nc.png,,\r\n';
    expect(readRows(text, 'x.csv')).toEqual([
      {
        where: 'line 2',
        files: { picture: 'a, b.png' },
        options: { title: 'say "x"\nor not', step: '2' },
        fields: {},
      },
      { where: 'line 5', files: { picture: 'c.png' }, options: {}, fields: {} },
    ]);
  });

  it.for([
    ['x.ndjson', '{"a":1}\n{', 'line 2', /is not JSON/],
    ['x.ndjson', '\n[1]', 'line 2', /is no object/],
    ['x.ndjson', '{"picture":7}', 'line 1', /picture 7; expected a path/],
    ['x.ndjson', '{"output":"-"}', 'line 1', /output "-"\. A list takes files/],
    ['x.ndjson', '{"picture":"https://a.b/c.png"}', 'line 1', /nothing is fetched/],
    ['x.json', '{"frames":2}', 'the list', /is no list/],
    ['x.json', '[1]', 'film 1', /is no object/],
    ['x.csv', 'picture,stepp\na,1', 'line 1', /names the column "stepp"/],
    ['x.csv', 'step,step\n1,2', 'line 1', /"step" twice/],
    ['x.csv', 'step,frames\n1,2\n1,2,3', 'line 3', /has 3 cells; expected 2/],
    ['x.csv', 'step,motion\n1,pan', 'line 2', /both motion and step/],
    ['x.csv', 'title\n"a\nb', 'line 2', /never closes/],
    ['x.csv', 'title\n"a"b', 'line 2', /behind a quoted cell/],
    ['x.csv', 'title\na"b', 'line 2', /a quote within a cell/],
  ] as const)('%s: %j has a fault in %s', ([path, text, where, why]) => {
    const fault = readRows(text, path).find((row) => 'why' in row);
    expect(fault).toMatchObject({ where, why: expect.stringMatching(why) });
  });
});

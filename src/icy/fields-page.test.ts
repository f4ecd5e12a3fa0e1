/** The table for readers, fixtures/icy/fields.md, is the table of the program. `UPDATE_GOLDEN=1` writes it anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { icyFields, icyHeaders } from './fields.ts';
import type { IcyField, IcyGroup } from './fields.ts';

const file = path.join(import.meta.dirname, '../../fixtures/icy/fields.md');

const titles = {
  core: 'Station',
  podcast: 'Podcasts',
  video: 'Video',
  social: 'Social media',
  access: 'Access and flags',
  verification: 'Verification',
} satisfies Record<IcyGroup, string>;

const columns = ['header', 'statistic', 'what it is', 'how it reads', 'for example', 'not right'];

const code = (value: string) => (value === '' ? '_nothing_' : `\`${value}\``);

const row = (header: string, { statistic, what, form, good, bad }: IcyField) => [
  code(header),
  statistic === undefined ? '_never published_' : code(statistic),
  what,
  form,
  good.map(code).join(', '),
  bad.map(code).join(', '),
];

const wanted = Object.entries(titles).map(([group, title]) => ({
  title,
  rows: [
    columns,
    ...icyHeaders
      .filter((header) => icyFields[header].group === group)
      .map((header) => row(header, icyFields[header])),
  ],
}));

/** The tables under the headings of a page, without what only lines up their columns. */
const tablesOf = (page: string) =>
  page
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [title = '', ...lines] = section.split('\n');
      return {
        title,
        rows: lines
          .filter((line) => line.startsWith('|') && !/^\|[ :|-]+\|$/.test(line))
          .map((line) =>
            line
              .slice(1, -1)
              .split('|')
              .map((cell) => cell.trim()),
          ),
      };
    });

const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;

const tables = () =>
  wanted
    .map(({ title, rows: [head = [], ...rows] }) =>
      [`\n## ${title}\n\n`, line(head), line(head.map(() => '---')), ...rows.map(line)].join(''),
    )
    .join('');

test('the page has the table', () => {
  const page = readFileSync(file, 'utf8');
  if (process.env['UPDATE_GOLDEN'] === '1') {
    writeFileSync(file, `${page.split(/^## /m, 1)[0]?.trimEnd() ?? ''}\n${tables()}`);
  }
  expect(tablesOf(readFileSync(file, 'utf8'))).toEqual(wanted);
});

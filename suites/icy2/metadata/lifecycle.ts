/** Statistics are those of the source that is there now. */
import { arrives } from '../../../src/scenario/checks/icy2-fields.ts';
import { keptApart, nothingLeftAfter, nothingLeftFor } from '../../../src/scenario/checks/icy2-lifecycle.ts';
import { readAsIcy1 } from '../../../src/scenario/checks/icy2-detection.ts';
import { everythingPublished } from '../../../src/scenario/checks/icy2-statistics.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import { endOf, frames, source } from '../../../src/scenario/stimulus.ts';
import type { Step } from '../../../src/scenario/stimulus.ts';
import { comes, endless, inTurn, minimal, statistics, telltale, withFields } from './sources.ts';
import type { Field } from './sources.ts';

const older = 'Radio Before';
const newer = 'Radio After';

/** What the first source says and no other does. */
const particulars: readonly Field[] = [
  ['icy-podcast-host', 'A presenter who has gone'],
  ['icy-language', 'fr'],
  ['icy-dj-handle', '@gone'],
  ['icy-geo-region', 'FR'],
];

const others: readonly Field[] = [
  ['icy-podcast-host', 'A presenter who is here'],
  ['icy-language', 'de'],
  ['icy-dj-handle', '@here'],
  ['icy-geo-region', 'DE'],
];

const first = withFields(minimal(older), ...particulars);

const then = (fields: readonly Field[]): Step[] =>
  inTurn({ conn: 'first', fields: first, canary: older }, { conn: 'second', fields, canary: newer });

const gone: Step[] = [
  endOf('close', 'first'),
  { do: 'page', page: 'status', as: 'nobody', until: 'mount-gone' },
  { do: 'page', page: 'stats', as: 'admin', until: 'answered' },
];

const beside = '-beside';

export const lifecycle = suite('icy2/lifecycle', {
  'nothing-left': {
    title: 'a source of ICY2 that has gone',
    needs: ['icy2', 'statistics'],
    send: [...comes('first', first, older), ...gone],
    expect: {
      'ICY2-STATS-00': [
        arrives('icy-podcast-host', [{ source: 'first', value: 'A presenter who has gone' }]),
        nothingLeftAfter('first', particulars),
      ],
    },
  },
  'icy1-after-icy2': {
    title: 'a source of ICY1 on the mount point of a source of ICY2 that has gone',
    needs: ['icy2', 'statistics'],
    send: then([['icy-name', newer]]),
    expect: {
      'ICY2-PRIN-1b': [readAsIcy1('second', telltale), nothingLeftFor('second', particulars)],
    },
  },
  'less-after-more': {
    title: 'a source of ICY2 that says less of itself than the one before',
    needs: ['icy2', 'statistics'],
    send: then(minimal(newer)),
    expect: { 'ICY2-STATS-00': nothingLeftFor('second', particulars) },
  },
  replaced: {
    title: 'a source of ICY2 that says other things of itself than the one before',
    needs: ['icy2', 'statistics'],
    send: then(withFields(minimal(newer), ...others)),
    expect: {
      'ICY2-STATS-00': [everythingPublished('second', others), nothingLeftFor('second', particulars)],
    },
  },
  'two-mount-points': {
    title: 'two mount points side by side',
    needs: ['icy2', 'statistics', 'anyMount'],
    send: [
      ...source(endless(first), 'first'),
      frames(8, 'first'),
      ...source(endless(withFields(minimal(newer), ...others), { target: `{mount}${beside}` }), 'second'),
      frames(8, 'second'),
      ...statistics(newer, `{mount}${beside}`),
    ],
    expect: {
      'ICY2-STATS-00': keptApart('second', [
        { suffix: '', own: particulars, others },
        { suffix: beside, own: others, others: particulars },
      ]),
    },
  },
});

/** What an ingest source makes of each error, wherever it meets it. */
import {
  headerAfterRefusal,
  refusalHeeded,
  refusedFragmentAgain,
  serverErrorOutlived,
  triedAgain,
} from '../../../src/scenario/checks/ingest-refusal.ts';
import { under } from '../../../src/scenario/combine.ts';
import { after, answer as answers, atHeader, atRequest } from '../../../src/scenario/ingest/act.ts';
import type { When } from '../../../src/scenario/ingest/act.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { Expectations, SourceScenario } from '../../../src/scenario/scenario.ts';
import { goesOn } from './until.ts';

const statuses = [400, 403, 404, 412, 415, 500, 503] as const;
type Status = (typeof statuses)[number];

const moments = {
  'first-request': { when: atRequest, title: 'to the first request' },
  header: { when: atHeader, title: 'after the CMAF header' },
  'third-fragment': { when: after(3), title: 'after the third fragment' },
} as const satisfies Record<string, { readonly when: When; readonly title: string }>;
type Moment = keyof typeof moments;

/** What a cell of the table is judged for: items 8, 14 and 21 of the general ones, and 5 of interface 1. */
const expectationsOf = (status: Status, moment: Moment): Expectations => ({
  'DI-CMAF-GP-05a': refusalHeeded,
  ...(moment === 'first-request' ? {} : { 'DI-CMAF-GP-05b': headerAfterRefusal }),
  ...(status === 403 ? { 'DI-GEN-08a': triedAgain } : {}),
  ...(status >= 500 ? { 'DI-GEN-21': serverErrorOutlived } : {}),
  ...(moment === 'third-fragment' && [400, 403, 412].includes(status)
    ? { 'DI-GEN-14a': under('E-DI-40', refusedFragmentAgain) }
    : {}),
});

/** Cells in which the connection stays open after the refusal, so that a source that takes no notice can go on. */
const kept: readonly `${Status}-${Moment}`[] = [
  '400-header',
  '404-header',
  '412-header',
  '415-third-fragment',
];

const cell = (status: Status, moment: Moment): SourceScenario => ({
  title: `${String(status)} ${moments[moment].title}, once${kept.includes(`${status}-${moment}`) ? ', on a connection that stays open' : ''}`,
  receive: [{ when: moments[moment].when, deed: answers(status, [], !kept.includes(`${status}-${moment}`)) }],
  until: kept.includes(`${status}-${moment}`) ? { window: 'indefinite' } : goesOn,
  expect: expectationsOf(status, moment),
});

type Key = `${Status}-${Moment}`;

const table = Object.fromEntries(
  statuses.flatMap((status) =>
    (Object.keys(moments) as Moment[]).map((moment) => [`${String(status)}-${moment}`, cell(status, moment)]),
  ),
) as Record<Key, SourceScenario>;

export const answer = suite('cmaf/client/answer', {
  ...table,

  '412-to-a-segment': {
    title: '412 to a segment that had a request of its own, once',
    receive: [{ when: after(3), deed: answers(412) }],
    until: goesOn,
    reference: { requests: 'short' },
    expect: expectationsOf(412, 'third-fragment'),
  },
});

/** What an ingest source makes of redirects, whichever interface it is of. */
import {
  credentialsStay,
  credentialsWithheld,
  loopLeft,
  movedTo,
  redirectFollowed,
} from '../../../src/scenario/checks/ingest-redirect.ts';
import { under } from '../../../src/scenario/combine.ts';
import { answer, atRequest } from '../../../src/scenario/ingest/act.ts';
import type { SourceScenario } from '../../../src/scenario/scenario.ts';

/** What differs by interface: when enough was seen, and what our own source sends. */
export type RedirectPlan = Pick<SourceScenario, 'until' | 'reference'>;

export const atHome = (status: number, plan: RedirectPlan): SourceScenario => ({
  title: `${String(status)} to another path of the same authority`,
  receive: [{ when: atRequest, deed: answer(status, [['Location', `{origin}${movedTo}{path}`]]) }],
  ...plan,
  expect: { 'DI-GEN-23': [redirectFollowed, under('E-DI-55', credentialsStay)] },
});

export const elsewhere = (status: number, plan: RedirectPlan): SourceScenario => ({
  title: `${String(status)} to another authority, where anybody is let in`,
  receive: [{ when: atRequest, deed: answer(status, [['Location', `{other-origin}${movedTo}{path}`]]) }],
  ...plan,
  reception: { credentials: 'ignored' },
  expect: { 'DI-GEN-23': [redirectFollowed, under('E-DI-55', credentialsWithheld)] },
});

/** A redirect to where the request came to; sixty of them are too many for any source. */
export const loop = (plan: Pick<RedirectPlan, 'reference'> = {}): SourceScenario => ({
  title: '307 to where the request came to, each time',
  receive: [
    {
      when: atRequest,
      deed: answer(307, [['Location', '{origin}{path}']]),
      times: 'always',
      of: 'every-track',
    },
  ],
  until: { requests: 60, orQuietFor: 'refusal' },
  ...plan,
  expect: { 'DI-GEN-23': under('E-DI-55', loopLeft) },
});

/** What an ingest source of interface 2 makes of redirects. */
import {
  credentialsStay,
  credentialsWithheld,
  loopLeft,
  movedTo,
  redirectFollowed,
} from '../../../src/scenario/checks/ingest-redirect.ts';
import { under } from '../../../src/scenario/combine.ts';
import { answer, atRequest } from '../../../src/scenario/ingest/act.ts';
import type { IngestUntil } from '../../../src/scenario/ingest/act.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { Format, ReferencePlan, SourceScenario } from '../../../src/scenario/scenario.ts';

const until: IngestUntil = { objects: 1, orQuietFor: 'refusal' };

/** One rendition, so that there is one request at first. */
const reference: ReferencePlan = { tracks: ['video'] };

const atHome = (status: number): SourceScenario => ({
  title: `${String(status)} to another path of the same authority`,
  receive: [{ when: atRequest, deed: answer(status, [['Location', `{origin}${movedTo}{path}`]]) }],
  until,
  reference,
  expect: { 'DI-GEN-23': [redirectFollowed, under('E-DI-55', credentialsStay)] },
});

const elsewhere = (status: number): SourceScenario => ({
  title: `${String(status)} to another authority, where anybody is let in`,
  receive: [{ when: atRequest, deed: answer(status, [['Location', `{other-origin}${movedTo}{path}`]]) }],
  until,
  reference,
  reception: { credentials: 'ignored' },
  expect: { 'DI-GEN-23': [redirectFollowed, under('E-DI-55', credentialsWithheld)] },
});

export const redirect = <const F extends Format>(format: F) =>
  suite(`${format}/client/redirect`, {
    '302-to-the-same-authority': atHome(302),
    '307-to-the-same-authority': atHome(307),
    '308-to-the-same-authority': atHome(308),
    '302-to-another-authority': elsewhere(302),
    '307-to-another-authority': elsewhere(307),

    loop: {
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
      reference,
      expect: { 'DI-GEN-23': under('E-DI-55', loopLeft) },
    },
  });

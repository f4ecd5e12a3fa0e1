/** What a source client makes of redirects; the document is silent, RFC 9110 (15.4) is not. */
import { redirect as to } from '../../../src/scenario/behaviour.ts';
import {
  credentialsKept,
  credentialsWithheld,
  methodKept,
} from '../../../src/scenario/checks/client-redirect.ts';
import { under } from '../../../src/scenario/combine.ts';
import { accepting } from '../../../src/scenario/personality.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { ClientScenario } from '../../../src/scenario/scenario.ts';

const body = { bodyBytes: 8 * 1024, orQuietFor: 'refusal' } as const;

const atHome = (status: number): ClientScenario => ({
  title: `${String(status)} to another mount point of the same authority`,
  serve: [to(status, '{origin}'), accepting('strict')],
  until: body,
  expect: {
    'ICE-COM-01': under('E-ICE-02', methodKept),
    'ICE-REQ-AUTH': under('E-ICE-02', credentialsKept),
  },
});

const elsewhere = (status: number): ClientScenario => ({
  title: `${String(status)} to another authority, where anybody is let in`,
  serve: [to(status, '{other-origin}'), accepting('strict', { credentials: 'ignored' })],
  until: body,
  expect: {
    'ICE-COM-01': under('E-ICE-02', methodKept),
    'ICE-REQ-AUTH': under('E-ICE-02', credentialsWithheld),
  },
});

export const redirect = suite('icecast/client/redirect', {
  '301-to-the-same-authority': atHome(301),
  '302-to-the-same-authority': atHome(302),
  '307-to-the-same-authority': atHome(307),
  '308-to-the-same-authority': atHome(308),
  '301-to-another-authority': elsewhere(301),
  '302-to-another-authority': elsewhere(302),
  '307-to-another-authority': elsewhere(307),
  '308-to-another-authority': elsewhere(308),
});

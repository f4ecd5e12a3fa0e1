/** What an ingest source makes of redirects. */
import { suite } from '../../../src/scenario/scenario.ts';
import { atHome, elsewhere, loop } from '../../ingest/client/redirect.ts';
import type { RedirectPlan } from '../../ingest/client/redirect.ts';

const plan: RedirectPlan = { until: { requests: 2, orQuietFor: 'refusal' } };

export const redirect = suite('cmaf/client/redirect', {
  '301-to-the-same-authority': atHome(301, plan),
  '302-to-the-same-authority': atHome(302, plan),
  '303-to-the-same-authority': atHome(303, plan),
  '307-to-the-same-authority': atHome(307, plan),
  '308-to-the-same-authority': atHome(308, plan),
  '301-to-another-authority': elsewhere(301, plan),
  '302-to-another-authority': elsewhere(302, plan),
  '307-to-another-authority': elsewhere(307, plan),
  '308-to-another-authority': elsewhere(308, plan),
  loop: loop(),
});

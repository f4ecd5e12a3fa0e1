/** What an ingest source of interface 2 makes of redirects. */
import { suite } from '../../../src/scenario/scenario.ts';
import type { Format, ReferencePlan } from '../../../src/scenario/scenario.ts';
import { atHome, elsewhere, loop } from '../../ingest/client/redirect.ts';
import type { RedirectPlan } from '../../ingest/client/redirect.ts';

/** One rendition, so that there is one request at first. */
const reference: ReferencePlan = { tracks: ['video'] };

const plan: RedirectPlan = { until: { objects: 1, orQuietFor: 'refusal' }, reference };

export const redirect = <const F extends Format>(format: F) =>
  suite(`${format}/client/redirect`, {
    '302-to-the-same-authority': atHome(302, plan),
    '307-to-the-same-authority': atHome(307, plan),
    '308-to-the-same-authority': atHome(308, plan),
    '302-to-another-authority': elsewhere(302, plan),
    '307-to-another-authority': elsewhere(307, plan),
    loop: loop({ reference }),
  });

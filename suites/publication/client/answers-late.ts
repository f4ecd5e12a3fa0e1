/** What an ingest source of HLS does while a segment has not been answered. */
import { nextSegmentWaits, playlistWaits } from '../../../src/scenario/checks/publishes-failure-order.ts';
import { onObject } from '../../../src/scenario/ingest/act.ts';
import type { Deed, IngestUntil } from '../../../src/scenario/ingest/act.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { SourceScenario } from '../../../src/scenario/scenario.ts';
import type { DelayName } from '../../../src/scenario/timing.ts';

const until: IngestUntil = { objects: 4, orQuietFor: 'indefinite' };

/** Success, later. */
const slow = (after: DelayName): Deed => ({ do: 'answer', status: 200, closes: false, after });

const answered = (title: string, after: DelayName): SourceScenario => ({
  title,
  receive: [{ when: onObject('media', 3), deed: slow(after) }],
  until,
  expect: { 'DI-HLS-ORD-0b': nextSegmentWaits, 'DI-HLS-ORD-5': playlistWaits },
});

export const lateAnswers = suite('hls/client/late-answer', {
  'in-time': answered('An answer to a segment before the next one is due', 'shortContinue'),
  'out-of-time': answered('An answer to a segment when its time is over', 'outage'),

  'several-due': {
    title:
      'Several segments that are due when the receiving entity is back, and answers that take their time',
    receive: [
      { when: onObject('media', 3), deed: { do: 'outage', for: 'outage' } },
      { when: onObject('media', 1), deed: slow('shortContinue'), times: 'always' },
    ],
    until: { objects: 6, orQuietFor: 'indefinite' },
    expect: { 'DI-HLS-ORD-0b': nextSegmentWaits },
  },
});

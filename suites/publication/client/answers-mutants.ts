/** For the scenarios about refusals, the deviations that they must catch. */
import { source } from '../../../src/scenario/mutant.ts';
import { prefixed } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';
import type { ClauseId } from '../../../src/spec/index.ts';

/** What a source breaks that does not send again what was answered 404. */
const notSentAgain = (format: Format): readonly ClauseId[] => [
  'DI-EX1-06',
  ...(format === 'hls' ? (['DI-HLS-ORD-4'] as const) : []),
];

export const answerMutants = <const F extends Format>(format: F) =>
  prefixed(`${format}/client/answer`, {
    '400-to-header': source('never-retries', 'DI-I2-FAIL-2'),
    '400-to-media': source('ignores-statuses', 'DI-GEN-14a'),
    '400-to-manifest': source('never-retries', 'DI-I2-FAIL-2'),
    '403-to-header': source('gives-up-on-403', 'DI-I2-FAIL-2', 'DI-GEN-08a'),
    '403-to-media': source(['drops-refused-fragments', 'forgets-lost-objects'], 'DI-GEN-14a', 'DI-GEN-08a'),
    '403-to-manifest': source('never-retries', 'DI-I2-FAIL-2', 'DI-GEN-08a'),
    '404-to-header': source('ignores-statuses', ...notSentAgain(format)),
    '404-to-media': source('ignores-statuses', ...notSentAgain(format)),
    '404-to-manifest': source('never-retries', 'DI-EX1-06'),
  });

export const lateAnswerMutants = prefixed('hls/client/late-answer', {
  'in-time': source('manifest-first', 'DI-HLS-ORD-5'),
  'out-of-time': source('manifest-first', 'DI-HLS-ORD-5'),
  'several-due': source('overlapping-segments', 'DI-HLS-ORD-0b'),
});

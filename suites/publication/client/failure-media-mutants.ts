/** For the scenarios about media objects that fail, the deviations that they must catch. */
import { source } from '../../../src/scenario/mutant.ts';
import type { Mutant } from '../../../src/scenario/mutant.ts';
import { prefixed } from '../../../src/scenario/scenario.ts';
import type { Format } from '../../../src/scenario/scenario.ts';
import type { ClauseId } from '../../../src/spec/index.ts';

/** Clauses of HLS alone. */
const inHls = (format: Format, ...clauses: ClauseId[]): readonly ClauseId[] =>
  format === 'hls' ? clauses : [];

const untold = (format: Format): readonly ClauseId[] => ['DI-I2-FAIL-1b2', ...inHls(format, 'DI-HLS-ORD-6')];

const notTriedAgain = (format: Format): readonly ClauseId[] => [
  'DI-I2-FAIL-1b',
  ...inHls(format, 'DI-HLS-ORD-4'),
];

export const mediaFailureMutants = <const F extends Format>(format: F) =>
  prefixed(`${format}/client/media-failure`, {
    'server-error': source('forgets-lost-objects', 'DI-I2-FAIL-1b3'),
    unavailable:
      format === 'dash'
        ? source('never-repairs-the-mpd', 'DI-I2-FAIL-1b4')
        : source('repairs-playlists', 'DI-I2-FAIL-1b5'),
    'unavailable-once': source('stops-on-503', 'DI-I2-FAIL-1', 'DI-GEN-21'),
    'unavailable-for-good': source('insists-for-ever', 'DI-I2-FAIL-1b2'),
    'reset-inside': source('other-url-on-reconnect', 'DI-GEN-16b'),
    'reset-inside-each-time': source('no-discontinuity', ...untold(format)),
    'closed-inside': source('forgets-lost-objects', 'DI-I2-FAIL-1b3'),
    'no-answer': source('names-lost-objects', ...untold(format)),
    'stops-reading': source('never-retries', 'DI-I2-FAIL-1'),
  });

export const furtherMediaFailureMutants = <const F extends Format>(format: F) =>
  [
    [`${format}/client/media-failure/server-error`, source('never-retries', 'DI-I2-FAIL-1', 'DI-GEN-21')],
    [`${format}/client/media-failure/unavailable`, source('no-discontinuity', ...untold(format))],
    [
      `${format}/client/media-failure/unavailable-once`,
      source(['gives-up-media-at-once', 'forgets-lost-objects'], ...notTriedAgain(format)),
    ],
    [`${format}/client/media-failure/unavailable-for-good`, source('names-lost-objects', ...untold(format))],
    ...(format === 'hls'
      ? ([[`${format}/client/media-failure/server-error`, source('gap-tag', ...untold(format))]] as const)
      : []),
  ] as const satisfies readonly (readonly [string, Mutant])[];

/** What an ingest source of interface 2 makes of refusals that are no failure of the server. */
import {
  refusalOutlived,
  stepTriedAgain,
  triedWithCredentials,
} from '../../../src/scenario/checks/publishes-failure.ts';
import { objectAgain, resentAfterFailure } from '../../../src/scenario/checks/publishes-recovery.ts';
import { under } from '../../../src/scenario/combine.ts';
import { answer, onObject } from '../../../src/scenario/ingest/act.ts';
import type { ObjectKind } from '../../../src/scenario/ingest/act.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { Expectations, Format, SourceScenario } from '../../../src/scenario/scenario.ts';

const statuses = [400, 403, 404] as const;
type Status = (typeof statuses)[number];

const objects = {
  header: { kind: 'header', number: 1, title: 'a CMAF header' },
  media: { kind: 'media', number: 3, title: 'a media object' },
  manifest: { kind: 'manifest', number: 3, title: 'a manifest' },
} as const satisfies Record<string, { kind: ObjectKind; number: number; title: string }>;
type Refused = keyof typeof objects;

/** After 400 and 403 nobody has to try again; of 404 the text only has examples (E-DI-40). */
const expectationsOf = (format: Format, status: Status, refused: Refused): Expectations => ({
  ...(status === 404
    ? { 'DI-EX1-06': resentAfterFailure, ...(format === 'hls' ? { 'DI-HLS-ORD-4': stepTriedAgain } : {}) }
    : { 'DI-I2-FAIL-2': refusalOutlived }),
  ...(status !== 404 && refused === 'media' ? { 'DI-GEN-14a': under('E-DI-40', objectAgain) } : {}),
  ...(status === 403 ? { 'DI-GEN-08a': under('E-DI-40', triedWithCredentials) } : {}),
});

const cell = (format: Format, status: Status, refused: Refused): SourceScenario => {
  const { kind, number, title } = objects[refused];
  return {
    title: `${String(status)} to ${title}, once`,
    receive: [{ when: onObject(kind, number), deed: answer(status, [], false) }],
    until: { objects: 5, orQuietFor: 'indefinite' },
    reference: { tracks: ['video'] },
    expect: expectationsOf(format, status, refused),
  };
};

type Key = `${Status}-to-${Refused}`;

const table = (format: Format): Readonly<Record<Key, SourceScenario>> =>
  Object.fromEntries(
    statuses.flatMap((status) =>
      (Object.keys(objects) as Refused[]).map((refused) => [
        `${String(status)}-to-${refused}`,
        cell(format, status, refused),
      ]),
    ),
  ) as Record<Key, SourceScenario>;

export const answers = <const F extends Format>(format: F) => suite(`${format}/client/answer`, table(format));

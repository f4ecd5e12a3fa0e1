/** What an ingest source delivers to two receiving entities at once. */
import type { Observations } from '../../trace/observations.ts';
import type { Check } from '../check.ts';
import { broken, met } from '../combine.ts';
import { isMedia, uploadsOf } from '../ingest/published.ts';
import type { Upload } from '../ingest/published.ts';
import { quoted } from './client-select.ts';
import { counted, noPost, notThere } from './ingest-select.ts';
import { headPlace } from './publishes-failure-story.ts';

const authorityOf = (origin: string): string => {
  try {
    return new URL(origin).host;
  } catch {
    return origin;
  }
};

/** The port decides: both receiving entities have the same address. */
const portOf = (authority: string): string => /:(\d+)$/.exec(authority)?.[1] ?? '';

interface Received {
  readonly first: readonly Upload[];
  readonly second: readonly Upload[];
}

/** Media objects, headers among them, by who received them; each that was begun. */
const receivedBy = (seen: Observations, second: string): Received => {
  const port = portOf(authorityOf(second));
  const objects = uploadsOf(seen).filter(
    (upload) => (isMedia(upload) || upload.kind === 'header') && upload.status !== 401,
  );
  const isSecond = ({ connection }: Upload): boolean => portOf(connection.local) === port;
  return { first: objects.filter((one) => !isSecond(one)), second: objects.filter(isSecond) };
};

const isSame = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, index) => byte === other[index]);

const nameOf = ({ relative, path }: Upload): string => relative ?? path;

/** Objects that one of the two may not have yet when the scenario ends. */
const underWay = 2;

/** Both receiving entities get the same media objects under the same names. */
export const identicalObjects: Check = (seen) => {
  const { secondReceiver } = seen.parameters;
  if (uploadsOf(seen).length === 0) return noPost(seen);
  if (secondReceiver === undefined) return notThere(seen, 'there was no second receiving entity');
  const { first, second } = receivedBy(seen, secondReceiver);
  const [only] = first;
  if (only === undefined) return notThere(seen, 'the first receiving entity got no media objects');
  const expected = 'the same media objects under the same names at both receiving entities';
  if (second.length === 0) {
    const count = counted(first.length, 'media object');
    return broken(expected, `${count} at the first, none at the second`, headPlace(only));
  }
  const there = new Map(second.filter(({ whole }) => whole).map((upload) => [nameOf(upload), upload]));
  const whole = first.filter((upload) => upload.whole);
  const altered = whole.find((upload) => {
    const other = there.get(nameOf(upload));
    return other !== undefined && !isSame(upload.body, other.body);
  });
  if (altered !== undefined) {
    const other = there.get(nameOf(altered)) ?? altered;
    const lengths = `${String(altered.body.length)} and ${String(other.body.length)} bytes`;
    return broken(
      expected,
      `${quoted(nameOf(altered))} with other bytes, ${lengths}`,
      headPlace(altered),
      headPlace(other),
    );
  }
  const begun = new Set(second.map(nameOf));
  const absent = [...new Set(whole.map(nameOf))].filter((name) => !begun.has(name));
  const common = new Set(whole.map(nameOf).filter((name) => there.has(name)));
  const missing = whole.find((upload) => nameOf(upload) === absent[0]);
  if (missing !== undefined && (absent.length > underWay || common.size === 0))
    return broken(expected, `no ${quoted(nameOf(missing))} at the second`, headPlace(missing));
  return met(`${counted(common.size, 'media object')}, the same at both`);
};

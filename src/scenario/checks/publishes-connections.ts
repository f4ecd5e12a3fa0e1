/** The connections over which an ingest source publishes by interface 2. */
import type { Check } from '../check.ts';
import { broken, met, unclear } from '../combine.ts';
import { isThere, renditionsOf } from '../ingest/presented.ts';
import { uploadsOf } from '../ingest/published.ts';
import type { Upload } from '../ingest/published.ts';
import { counted, notThere } from './ingest-select.ts';

/** Fewer objects than this say nothing of a habit. */
const fewObjects = 4;
/** Requests to a connection, on the average, where connections are kept. */
const keptOnAverage = 1.5;

const countOf = (uploads: readonly Upload[]): number =>
  new Set(uploads.map(({ connection }) => connection.id)).size;

/** Connections are kept for further objects. */
export const keptConnections: Check = (seen) => {
  const uploads = uploadsOf(seen).filter(isThere);
  if (uploads.length === 0) return notThere(seen, 'no whole object came');
  if (uploads.length < fewObjects)
    return unclear('window-too-short', `only ${counted(uploads.length, 'object')} came`);
  const connections = countOf(uploads);
  const words = `${counted(uploads.length, 'object')} over ${counted(connections, 'connection')}`;
  return uploads.length >= keptOnAverage * connections
    ? met(words)
    : broken(
        'connections that are kept for further objects',
        words,
        ...uploads.slice(0, 2).map(({ connection }) => connection.place),
      );
};

/** Renditions have connections of their own, or several connections are in use at once. */
export const parallelConnections: Check = (seen) => {
  const renditions = renditionsOf(seen).filter(({ media }) => media.length > 1);
  if (renditions.length < 2)
    return notThere(seen, `media of ${counted(renditions.length, 'rendition')} came`);
  const media = renditions.flatMap((one) => one.media);
  const connections = countOf(media);
  const [first] = media;
  return connections > 1 || first === undefined
    ? met(`${counted(renditions.length, 'rendition')} over ${counted(connections, 'connection')}`)
    : broken(
        'several connections at once, such as one for each rendition',
        `${counted(renditions.length, 'rendition')} over one connection`,
        first.connection.place,
      );
};

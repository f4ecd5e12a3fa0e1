/** How an ingest source calls a receiving entity that has a name. */
import { valueOf } from '../../http/message.ts';
import type { Check } from '../check.ts';
import { broken, met } from '../combine.ts';
import { postsOf } from '../ingest/sent-tracks.ts';
import { fieldPlace, quoted } from './client-select.ts';
import { counted, endWords, headOf, noPost, notThere } from './ingest-select.ts';

/** The receiving entity is reached by its name, which stands in Host, and in the SNI of TLS. */
export const calledByName: Check = (seen) => {
  const { origin } = seen.parameters;
  if (!URL.canParse(origin)) return notThere(seen, 'the receiving entity had no name');
  const { host, hostname } = new URL(origin);
  const [first] = postsOf(seen);
  if (first === undefined) {
    const [lookup] = seen.lookups;
    const come = seen.connections.find(({ by }) => by === 'target');
    if (lookup === undefined && come === undefined && endWords(seen) === '') return noPost(seen);
    const tried = come === undefined ? 'no connection' : 'a connection, and no request on it';
    return broken(
      `a request to ${quoted(host)}`,
      `${counted(seen.lookups.length, 'lookup')}, ${tried}${endWords(seen)}`,
      come?.place ?? { event: lookup?.number ?? 0 },
    );
  }
  const named = valueOf(first.exchange.request.head, 'host');
  if (named?.toLowerCase() !== host.toLowerCase())
    return broken(
      `Host: ${host}`,
      named === undefined ? 'no Host' : `Host: ${named}`,
      fieldPlace(first.exchange, 'host'),
    );
  const { hello } = first.connection;
  if (hello === undefined) return met(`Host: ${host}`);
  return hello.serverName?.toLowerCase() === hostname.toLowerCase()
    ? met(`Host: ${host}, and the same name in the ClientHello`)
    : broken(
        `${quoted(hostname)} in the ClientHello (SNI)`,
        hello.serverName === undefined ? 'no name' : quoted(hello.serverName),
        { event: hello.number },
        headOf(first),
      );
};

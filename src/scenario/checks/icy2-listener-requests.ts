/** How a listener asks for a stream. Nothing of ICY-META binds it, so what is unusual is told and no more. */
import { valueOf, valuesOf } from '../../http/message.ts';
import type { Exchange, Observations } from '../../trace/observations.ts';
import type { Check, Outcome } from '../check.ts';
import { broken, met, noted, unclear } from '../combine.ts';
import { printable } from '../words.ts';

/** Requests of the mount point, and of where it moved, in the order in which they came; HEAD is none. */
export const requestsOf = (seen: Observations): Exchange[] => {
  const { mount } = seen.parameters;
  return seen.connections
    .flatMap((connection) => connection.exchanges)
    .filter(({ request: { head } }) => head.method !== 'HEAD' && head.target.includes(mount.slice(1)))
    .sort((a, b) => a.request.place.event - b.request.place.event);
};

const never = unclear('peer-vanished', 'the listener asked for nothing');

const ofFirst =
  (look: (first: Exchange, seen: Observations) => Outcome): Check =>
  (seen) => {
    const [first] = requestsOf(seen);
    return first === undefined ? never : look(first, seen);
  };

/** Whether the request of an exchange asks for metadata. */
export const asksForMetadata = ({ request }: Exchange): boolean =>
  valueOf(request.head, 'icy-metadata')?.trim() === '1';

/** `Icy-MetaData: 1` in the request; a listener may do without, and then gets the audio alone. */
export const asksFor: Check = ofFirst((first) => {
  if (asksForMetadata(first)) return met('Icy-MetaData: 1');
  const value = valueOf(first.request.head, 'icy-metadata');
  return noted(
    value === undefined
      ? 'a listener that asks for no metadata: there is no Icy-MetaData in its request'
      : `a listener that asks for no metadata: Icy-MetaData: ${printable(value)}`,
    first.request.place,
  );
});

/** GET, the mount point as path, HTTP/1.0 or 1.1, and lines as HTTP has them. */
export const wellFormedRequest: Check = ofFirst(({ request }, seen) => {
  const { head, place } = request;
  const expected = `GET ${seen.parameters.mount} HTTP/1.1 (or 1.0), every line ended by CR LF`;
  const line = `${head.method} ${head.target} ${head.version}`.trim();
  const isRight =
    head.method === 'GET' &&
    head.target === seen.parameters.mount &&
    (head.version === 'HTTP/1.1' || head.version === 'HTTP/1.0');
  if (!isRight) return broken(expected, printable(line), place);
  if (head.oddities.length > 0)
    return broken(expected, `${printable(line)}, with ${head.oddities.join(', ')}`, place);
  return met(line);
});

/** Host, as the URL has it (RFC 9112, section 3.2). */
export const namesHost: Check = ofFirst(({ request }, seen) => {
  const hosts = valuesOf(request.head, 'host');
  const { host } = new URL(seen.parameters.origin);
  const expected = `one Host: ${host}`;
  const [first] = hosts;
  if (first === undefined) return broken(expected, 'a request without Host', request.place);
  if (hosts.length > 1) return broken(expected, `${String(hosts.length)} lines with Host`, request.place);
  if (first.trim().toLowerCase() !== host)
    return broken(expected, `Host: ${printable(first)}`, request.place);
  return met(`Host: ${first}`);
});

/** User-Agent, which statistics of listeners are made of. */
export const namesItself: Check = ofFirst(({ request }) => {
  const agent = valueOf(request.head, 'user-agent');
  if (agent === undefined || agent.trim() === '')
    return noted('a listener that does not say in User-Agent what it is', request.place);
  return met(printable(agent));
});

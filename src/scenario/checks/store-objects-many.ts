/** What a store does with many objects: all of them at once, and one after the other over one connection (interface 2). */
import { valueOf } from '../../http/message.ts';
import type { ResponseHead } from '../../http/message.ts';
import type { Exchange, Observations } from '../../trace/observations.ts';
import type { Check } from '../check.ts';
import { broken, met, unclear } from '../combine.ts';
import { isSuccess } from '../select.ts';
import { neverAsked, statusWords } from '../words.ts';
import { differenceOf } from './store-reading.ts';

const isUpload = ({ request: { head } }: Exchange): boolean =>
  head.method === 'PUT' || head.method === 'POST';

const isRead = ({ request: { head } }: Exchange): boolean => head.method === 'GET';

/**
 * Of each object that was uploaded, whatever the connection, the last version is what its last reader gets. Objects
 * that nobody read are passed over.
 */
export const givesBackEach: Check = (seen) => {
  const exchanges = inOrder(seen);
  const uploads = new Map(exchanges.filter(isUpload).map((one) => [one.request.head.target, one]));
  const reads = new Map(exchanges.filter(isRead).map((one) => [one.request.head.target, one]));
  let compared = 0;
  for (const [path, upload] of uploads) {
    const read = reads.get(path);
    if (read === undefined) continue;
    const { response } = upload;
    if (response === undefined || !isSuccess(response)) {
      const words = response === undefined ? 'not answered' : `refused with ${statusWords(response.head)}`;
      return unclear('dependency-failed', `the upload of ${path} was ${words}`);
    }
    const got = read.response;
    const { body } = upload.request;
    if (got === undefined || !isSuccess(got)) {
      return broken(
        `the ${String(body.length)} bytes of ${path} that were sent`,
        got === undefined ? 'no answer' : statusWords(got.head),
        got?.place ?? read.request.place,
      );
    }
    const difference = differenceOf(body, got);
    if (difference !== undefined) {
      return broken(`${difference.expected}, of ${path}`, difference.actual, difference.place);
    }
    compared += 1;
  }
  return compared === 0
    ? unclear('not-triggered', 'no object was uploaded and read')
    : met(`${String(compared)} objects as they were sent`);
};

const inOrder = (seen: Observations): readonly Exchange[] =>
  seen.connections
    .filter(({ by }) => by === 'us')
    .flatMap(({ exchanges }) => exchanges)
    .sort((one, other) => one.request.place.event - other.request.place.event);

/** Every upload of the scenario is taken (2xx); otherwise what is said of the first that is not. */
export const everyUploadTaken: Check = (seen) => {
  const lost = seen.unreachable[0];
  if (lost !== undefined) {
    return broken('all uploads taken (2xx)', `no connection (${lost.code})`, { event: lost.number });
  }
  const uploads = inOrder(seen).filter(isUpload);
  if (uploads.length === 0) return unclear('not-triggered', 'nothing was uploaded');
  for (const { request, response } of uploads) {
    if (response !== undefined && isSuccess(response)) continue;
    const words = response === undefined ? 'no answer' : statusWords(response.head);
    const finding = broken(
      `all ${String(uploads.length)} uploads taken (2xx)`,
      `${words} to ${request.head.method} ${request.head.target}`,
      response?.place ?? request.place,
    );
    return (response?.head.status ?? 0) >= 500 ? { ...finding, erratum: 'E-DI-49' } : finding;
  }
  return met(`${String(uploads.length)} uploads taken`);
};

/**
 * All requests of a connection are answered over it, and none of the answers but the last announces its end: the
 * connection can be kept for the next object.
 *
 * @param requests how many were to be sent
 */
export const keepsConnection =
  (name: string, requests: number): Check =>
  (seen) => {
    const exchanges = seen.connections.find(({ label }) => label === name)?.exchanges ?? [];
    const [first] = exchanges;
    if (first === undefined) return neverAsked(seen, name);
    if (first.response === undefined) return unclear('dependency-failed', `the ${name} was not answered`);
    const expected = `${String(requests)} requests answered over one connection`;
    const last = exchanges.findLast(({ response }) => response !== undefined)?.response ?? first.response;
    const closes = exchanges.slice(0, requests - 1).find(({ response }) => announcesClose(response?.head));
    if (closes?.response !== undefined) {
      return broken(
        expected,
        `Connection: close after ${statusWords(closes.response.head)}`,
        closes.response.place,
      );
    }
    const answered = exchanges.filter(({ response }) => response !== undefined).length;
    return answered >= requests
      ? met(expected)
      : broken(expected, `the connection at its end after ${String(answered)}`, last.place);
  };

const announcesClose = (head: ResponseHead | undefined): boolean =>
  head !== undefined && /(?:^|,)\s*close\s*(?:,|$)/i.test(valueOf(head, 'connection') ?? '');

/** What ICY1 listeners are given of an ICY2 source: the fields they know, and metadata where it was announced. */
import { utf8, valueOf, valuesOf } from '../../http/message.ts';
import { deinterleaver, readMetaint } from '../../icy/metaint.ts';
import type { MetadataBlock } from '../../icy/metaint.ts';
import { join } from '../../media/bytes.ts';
import type { Body, Observations, Place } from '../../trace/observations.ts';
import type { Check, Outcome } from '../check.ts';
import { broken, met, unclear } from '../combine.ts';
import { exchangeOf, isSuccess, refusalOf } from '../select.ts';
import { answerWords, neverAsked, printable, quoted, turnedAway } from '../words.ts';

type Response = NonNullable<NonNullable<ReturnType<typeof exchangeOf>>['response']>;

/** Judges the answer to the listener, once the source was taken and the listener let in. */
const ofListener =
  (judge: (response: Response, seen: Observations) => Outcome): Check =>
  (seen) => {
    if (exchangeOf(seen, 'source') === undefined) return neverAsked(seen, 'source');
    const refusal = refusalOf(seen, 'source');
    if (refusal) return turnedAway('source', refusal);
    const response = exchangeOf(seen, 'listener')?.response;
    if (response === undefined || !isSuccess(response))
      return unclear('prerequisite-missing', `the listener got ${answerWords(seen, 'listener')}`);
    return judge(response, seen);
  };

/** The listener is told these fields, in the words of the source. */
export const toldListeners = (fields: Readonly<Record<string, string>>): Check =>
  ofListener((response) => {
    const wrong = Object.entries(fields).flatMap(([name, value]) => {
      const given = valuesOf(response.head, name);
      if (given.some((one) => one === value || utf8(one) === value)) return [];
      return [given.length === 0 ? `no ${name}` : `${name}: ${printable(given.join(', '))}`];
    });
    const expected = Object.entries(fields).map(([name, value]) => `${name}: ${value}`);
    return wrong.length === 0
      ? met(expected.join('; '))
      : broken(`${expected.join('; ')} in the head for listeners`, wrong.join('; '), response.place);
  });

/** A listener that did not ask is announced no metadata. */
export const notAnnounced: Check = ofListener((response) => {
  const metaint = valueOf(response.head, 'icy-metaint');
  return metaint === undefined
    ? met()
    : broken(
        'no metadata for a listener that did not ask',
        `icy-metaint: ${printable(metaint)}`,
        response.place,
      );
});

const announcedIn = (response: Response): number | undefined => {
  const metaint = readMetaint(valueOf(response.head, 'icy-metaint') ?? '') ?? 0;
  return metaint > 0 ? metaint : undefined;
};

/** A listener that asks is announced how many bytes of the stream stand between two blocks. */
export const metadataAnnounced: Check = ofListener((response) => {
  const value = valueOf(response.head, 'icy-metaint');
  return announcedIn(response) === undefined
    ? broken(
        'icy-metaint with a number of bytes',
        value === undefined ? 'no icy-metaint' : `icy-metaint: ${printable(value)}`,
        response.place,
      )
    : met(`icy-metaint: ${value ?? ''}`);
});

/** A place in a body, by the number of its byte. */
const placeIn = (body: Body, offset: number): Place[] => {
  const arrival = body.arrivals.findLast((one) => one.offset <= offset);
  return arrival ? [arrival.place] : [];
};

interface Heard {
  readonly response: Response;
  readonly metaint: number;
  readonly payload: Uint8Array;
  readonly blocks: readonly MetadataBlock[];
}

const ofBlocks = (judge: (heard: Heard) => Outcome): Check =>
  ofListener((response) => {
    const metaint = announcedIn(response);
    if (metaint === undefined) return unclear('dependency-failed', 'no metadata was announced');
    const { payload, metadata } = deinterleaver(metaint)(response.body.kept);
    return metadata.length === 0
      ? unclear(
          'window-too-short',
          `${String(response.body.length)} bytes, where a block follows every ${String(metaint)}`,
        )
      : judge({ response, metaint, payload: join(payload), blocks: metadata });
  });

/** Where a block begins in what the listener got: after so much payload, and all blocks before it. */
const offsetOf = (blocks: readonly MetadataBlock[], index: number): number =>
  (blocks[index]?.at ?? 0) + blocks.slice(0, index).reduce((length, { bytes }) => length + bytes.length, 0);

/** What stands where a block was announced is one: nothing, or fields of the form Name='value'; and zeros behind them. */
export const blocksWhereAnnounced: Check = ofBlocks(({ response, metaint, blocks }) => {
  const bad = blocks.findIndex(
    ({ bytes, fields }) => bytes.length > 1 && fields.size === 0 && !isBlank(bytes),
  );
  const block = blocks[bad];
  if (block === undefined) return met(`${String(blocks.length)} blocks`);
  const offset = offsetOf(blocks, bad);
  return broken(
    `a block of metadata after every ${String(metaint)} bytes`,
    `${quoted(block.bytes.subarray(0, 16))} at byte ${String(offset)}`,
    ...placeIn(response.body, offset),
  );
});

const isBlank = (bytes: Uint8Array): boolean => bytes.subarray(1).every((byte) => byte === 0);

/** A block has the title of the update when it is news, and the blocks behind it have nothing. */
export const titleTold = (title: string): Check =>
  ofBlocks(({ response, blocks }) => {
    const titles = blocks.flatMap(({ StreamTitle }) => StreamTitle ?? []).filter((one) => one !== '');
    const words = [...new Set(titles)].map((one) => `“${one}”`).join(', ');
    if (!titles.includes(title)) {
      const actual = titles.length === 0 ? 'no title' : words;
      return broken(`the title “${title}” in a block`, actual, response.place);
    }
    const again = blocks.findIndex(
      ({ StreamTitle }, index) => StreamTitle === title && blocks[index - 1]?.StreamTitle === title,
    );
    if (again === -1) return met(words);
    const offset = offsetOf(blocks, again);
    return broken(
      'the title in one block, and empty blocks behind it',
      `the title in ${String(titles.filter((one) => one === title).length)} blocks`,
      ...placeIn(response.body, offset),
    );
  });

/** The check, made of what the listener got without the blocks of metadata that were announced to it. */
export const withoutBlocks =
  (check: Check): Check =>
  (seen) => {
    const outcome = ofBlocks(() => met())(seen);
    if (outcome.outcome !== 'met') return outcome;
    return check({
      ...seen,
      connections: seen.connections.map((connection) =>
        connection.label === 'listener'
          ? { ...connection, exchanges: connection.exchanges.map(stripped) }
          : connection,
      ),
    });
  };

/** The exchange of a listener as if no metadata had been put into its stream; offsets are those of the payload. */
const stripped = (exchange: Observations['connections'][number]['exchanges'][number]) => {
  const { response } = exchange;
  const metaint = response && announcedIn(response);
  if (response === undefined || metaint === undefined) return exchange;
  const { body } = response;
  const { payload } = deinterleaver(metaint)(body.kept);
  const kept = join(payload);
  const length = body.length - (body.kept.length - kept.length);
  return { ...exchange, response: { ...response, body: { ...body, kept, length } } };
};

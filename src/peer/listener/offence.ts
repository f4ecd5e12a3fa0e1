/** What a listener that deviates takes offence at: the reason in a few words, or nothing. */
import { utf8, valueOf } from '../../http/message.ts';
import type { ResponseHead } from '../../http/message.ts';
import { readMetaint } from '../../icy/metaint.ts';
import type { MetadataBlock } from '../../icy/metaint.ts';
import type { ListenerQuirk } from '../../scenario/icy2/listener-quirks.ts';

export type Quirks = ReadonlySet<ListenerQuirk>;

/** A deviation, whether it meets what it takes offence at, and what that is called. */
type Offence = readonly [quirk: ListenerQuirk, met: boolean, words: string];

const first = (quirks: Quirks, offences: readonly Offence[]): string | undefined =>
  offences.find(([quirk, met]) => met && quirks.has(quirk))?.[2];

const isAscii = (text: string): boolean => /^[\t\r\n\x20-\x7e]*$/.test(text);

const wholeNumber = /^\d+$/;

export const offenceAtHead = (quirks: Quirks, head: ResponseHead): string | undefined => {
  const metaint = valueOf(head, 'icy-metaint');
  const value = Number(metaint);
  const values = head.fields.map((field) => field.value);
  const [text] = [values.join('\n')];
  return first(quirks, [
    ['gives-up-on-icy', head.version === 'ICY', 'the status line of ICY'],
    ['gives-up-on-http-1.0', head.version === 'HTTP/1.0', 'HTTP/1.0'],
    ['gives-up-on-chunks', valueOf(head, 'transfer-encoding') !== undefined, 'chunks'],
    ['gives-up-without-metaint', metaint === undefined, 'no icy-metaint'],
    ['gives-up-without-content-type', valueOf(head, 'content-type') === undefined, 'no Content-Type'],
    ['gives-up-on-long-fields', values.some((one) => one.length > 1024), 'a long field'],
    ['gives-up-on-utf8-fields', !isAscii(text), 'a field that is not ASCII'],
    ['gives-up-on-latin1-fields', utf8(text) === undefined, 'a field that is no UTF-8'],
    [
      'gives-up-on-unknown-fields',
      head.fields.some(({ name }) => /^icy(?:2|-meta)-/i.test(name)),
      'a field that it does not know',
    ],
    ['gives-up-on-small-metaint', value > 0 && value < 16, 'a small icy-metaint'],
    ['gives-up-on-huge-metaint', value >= 2 ** 31, 'a huge icy-metaint'],
    ['gives-up-on-zero-metaint', metaint !== undefined && value === 0, 'icy-metaint: 0'],
    [
      'gives-up-on-junk-metaint',
      metaint !== undefined && !wholeNumber.test(metaint),
      'an icy-metaint that is no number',
    ],
  ]);
};

/** The distance between blocks as the listener understands it. */
export const metaintOf = (quirks: Quirks, head: ResponseHead): number => {
  if (quirks.has('takes-metadata-for-audio')) return 0;
  const value = readMetaint(valueOf(head, 'icy-metaint') ?? '') ?? 0;
  return quirks.has('truncates-metaint') ? value % 2 ** 32 : value;
};

/** @param before the title before this block */
export const offenceAtBlock = (
  quirks: Quirks,
  block: MetadataBlock,
  before: string | undefined,
): string | undefined => {
  const { StreamTitle: title, fields, charset, faults, bytes } = block;
  const isEmpty = bytes.length === 1;
  const text = String.fromCharCode(...bytes.subarray(1));
  return first(quirks, [
    ['gives-up-on-empty-blocks', isEmpty, 'an empty block'],
    ['gives-up-on-long-blocks', bytes.length > 4000, 'a long block'],
    ['gives-up-on-change', title !== undefined && before !== undefined && title !== before, 'another title'],
    ['gives-up-on-quotes', title?.includes("'") === true, 'a quote in a title'],
    ['gives-up-on-utf8', !isEmpty && /[\x80-\xff]/.test(text), 'a block that is not ASCII'],
    ['wants-a-title', !isEmpty && title === undefined, 'a block without a title'],
    [
      'gives-up-on-unknown-keys',
      [...fields.keys()].some((key) => key !== 'StreamTitle' && key !== 'StreamUrl'),
      'a key that it does not know',
    ],
    ['wants-an-end', !isEmpty && faults.length > 0, 'a block without an end'],
    ['truncates-metaint', faults.length > 0 || charset === 'latin1', 'what it took for metadata'],
  ]);
};

/** A block after which it reads no more. */
export const isStunnedBy = (quirks: Quirks, block: MetadataBlock): boolean =>
  quirks.has('stops-reading-after-bad-block') && block.charset === 'latin1';

/** Follows a stream through audio and blocks, to tell whether a slice ends inside a block. */
export const blockWatch = (
  metaint: number,
): ((slice: number, ended: readonly MetadataBlock[]) => boolean) => {
  let place = 0;
  return (slice, ended) => {
    place += slice;
    for (const { bytes } of ended) place -= metaint + bytes.length;
    return metaint > 0 && place > metaint;
  };
};

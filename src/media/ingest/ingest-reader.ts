/** Cuts the body of an ingest request into the objects that it is made of. */
import { printable } from '../isobmff/box.ts';
import type { StructureFault } from '../isobmff/tree.ts';
import { nameOf, walker } from '../isobmff/walker.ts';
import { fingerprint, type Fingerprint } from './fingerprint.ts';
import type {
  HeaderFacts,
  FragmentFacts,
  IngestListener,
  IngestObject,
  IngestReader,
} from './ingest-object.ts';
import { brandsOf, readMoov } from './read-header.ts';
import { readMoof, type TrackDefaults } from './read-moof.ts';
import { sha256, type Sha256 } from './sha256.ts';

export interface IngestReaderOptions {
  /** The header of the track, where it came in another body: what its fragments last depends on it. */
  readonly header?: Pick<HeaderFacts, 'defaultSampleDuration'>;
  /** How many bytes of each mdat are part of a fragment's digest; 64 unless told otherwise. */
  readonly sampleBytes?: number;
}

/** The end of a box that was cut off before it could be told. */
const beyond = Number.MAX_VALUE;

/** No more names of boxes than this are kept of one object. */
const mostNames = 64;

/** Boxes that may stand before a moof and belong to its fragment. */
const beforeMoof: ReadonlySet<string> = new Set([
  'styp',
  'prft',
  'emsg',
  'sidx',
  'ssix',
  'free',
  'skip',
  'uuid',
]);

/** Boxes that may stand between a moof and its mdat. */
const beforeMdat: ReadonlySet<string> = new Set(['free', 'skip', 'uuid']);

/** An object that has begun, as it grows. */
interface Growing {
  readonly kind: IngestObject['kind'];
  readonly offset: number;
  readonly boxes: string[];
  readonly hash: Fingerprint | Sha256;
  /** Offset behind the last box that belongs to it, as that box says; Infinity for "to the end of the body". */
  end: number;
  /** Whether nothing is to follow but the rest of its last box. */
  last: boolean;
  /** Offset behind the last sample, by what the moof says. */
  reach?: number | undefined;
  brands?: readonly string[];
  header?: HeaderFacts;
  fragment?: FragmentFacts;
  fault?: string;
}

/** Boxes that are held back until it shows what they stand before. */
interface Prefix {
  readonly offset: number;
  readonly boxes: string[];
  end: number;
}

/** A box of which a part came at least; `bytes` where it is whole and small enough to be held. */
interface Part {
  readonly type: string;
  readonly start: number;
  /** Offset behind it; Infinity for "to the end". */
  readonly end: number;
  readonly bytes?: Uint8Array;
  readonly fault?: string;
}

const named = (boxes: string[], type: string): void => {
  if (type !== '' && boxes.length < mostNames) boxes.push(printable(type));
};

/** What is wrong with the way an object ended, if anything, as a noun phrase. */
const cutFault = ({ kind, boxes, last, end }: Growing, total: number): string | undefined => {
  if (end !== Infinity && end > total)
    return `the end of the body inside ${boxes.at(-1) ?? 'a box'}, ${String(end - total)} bytes too early`;
  if (last) return undefined;
  if (kind === 'header') return 'ftyp without a moov behind it';
  return kind === 'fragment' ? 'a moof without its mdat' : undefined;
};

export const ingestReader = (
  listener: IngestListener,
  { header: known, sampleBytes = 64 }: IngestReaderOptions = {},
): IngestReader => {
  const begun = { header: 0, fragment: 0, mfra: 0, other: 0 };
  let defaults: TrackDefaults = { duration: known?.defaultSampleDuration ?? 0, size: undefined };
  let open: Growing | undefined;
  let prefix: Prefix | undefined;
  let ending = false;

  const begin = (kind: Growing['kind'], offset: number, boxes: string[], end: number): Growing => {
    begun[kind] += 1;
    open = { kind, offset, boxes, hash: kind === 'header' ? sha256() : fingerprint(), end, last: false };
    listener.begins?.(kind, offset);
    return open;
  };

  /** Tells of the open object, which reaches up to `to`. */
  const close = (to: number, complete = true): void => {
    if (open === undefined) return;
    const { kind, offset, boxes, hash, last, header, fragment, end } = open;
    const cut = cutFault(open, to);
    const fault = open.fault ?? cut;
    const whole = kind === 'other' || last || end === Infinity;
    open = undefined;
    listener.ends({
      kind,
      offset,
      length: to - offset,
      complete: complete && whole && cut === undefined,
      digest: hash.digest(),
      ...(header === undefined ? {} : { header }),
      ...(fragment === undefined ? {} : { fragment }),
      ...(fault === undefined ? {} : { fault }),
      boxes,
    });
  };

  /** Makes what is held back an object of its own, or part of one, since no moof follows. */
  const release = (): void => {
    if (prefix === undefined) return;
    const { offset, boxes, end } = prefix;
    prefix = undefined;
    const other = open?.kind === 'other' ? open : begin('other', offset, [], end);
    for (const type of boxes) named(other.boxes, type);
    other.end = end;
  };

  const grow = (object: Growing, { type, end, bytes, fault }: Part): void => {
    named(object.boxes, type);
    object.end = end;
    if (bytes !== undefined) object.hash.add(bytes);
    if (fault !== undefined) object.fault ??= fault;
  };

  const takeHeader = (part: Part): void => {
    if (part.type === 'ftyp') {
      const header = begin('header', part.start, [], part.end);
      if (part.bytes !== undefined) header.brands = brandsOf(part.bytes);
      grow(header, part);
      return;
    }
    const header = open?.kind === 'header' ? open : begin('header', part.start, [], part.end);
    if (header.boxes.length === 0) header.fault = 'a moov without an ftyp before it';
    grow(header, part);
    header.last = true;
    if (part.bytes === undefined) return;
    const moov = readMoov(part.bytes);
    defaults = moov.defaults;
    header.header = { ...moov.facts, brands: header.brands ?? [] };
    if (moov.fault !== undefined) header.fault ??= moov.fault;
  };

  const takeMoof = (part: Part): void => {
    const from = prefix;
    prefix = undefined;
    const fragment = begin('fragment', from?.offset ?? part.start, from?.boxes ?? [], part.end);
    grow(fragment, part);
    if (part.bytes === undefined) return;
    const { buffer, byteOffset, length } = part.bytes;
    const moof = readMoof(new DataView(buffer, byteOffset, length), 0, length, defaults);
    fragment.fragment = moof.facts;
    fragment.reach = moof.reach === undefined ? undefined : part.start + moof.reach;
    if (moof.fault !== undefined) fragment.fault ??= moof.fault;
  };

  const takeMdat = (fragment: Growing, part: Part): void => {
    grow(fragment, part);
    fragment.last = true;
    const over = (fragment.reach ?? 0) - part.end;
    if (over > 0) fragment.fault ??= `samples that reach ${String(over)} bytes behind their mdat`;
  };

  /** Looks at the next top-level box, whole or as far as it came. */
  const take = (part: Part): void => {
    const { type, start } = part;
    if (open !== undefined && !open.last) {
      if (open.kind === 'header' && type === 'moov') return takeHeader(part);
      if (open.kind === 'header' && !['ftyp', 'moof', 'mdat', 'mfra'].includes(type)) return grow(open, part);
      if (open.kind === 'fragment' && type === 'mdat') return takeMdat(open, part);
      if (open.kind === 'fragment' && beforeMdat.has(type)) return grow(open, part);
    }
    if (beforeMoof.has(type)) {
      if (open !== undefined && open.kind !== 'other') close(start);
      prefix ??= { offset: start, boxes: [], end: part.end };
      named(prefix.boxes, type);
      prefix.end = part.end;
      return;
    }
    if (type === 'moof') {
      close(prefix?.offset ?? start);
      return takeMoof(part);
    }
    if (open?.kind !== 'other') close(prefix?.offset ?? start);
    release();
    if (type === 'ftyp' || type === 'moov') {
      close(start);
      takeHeader(part);
    } else if (type === 'mfra') {
      close(start);
      const end = begin('mfra', start, [], part.end);
      grow(end, part);
      end.last = true;
    } else {
      const other = open?.kind === 'other' ? open : begin('other', start, [], part.end);
      grow(other, part);
      if (type === 'mdat') other.fault ??= 'an mdat without a moof before it';
    }
  };

  /** Bytes from here on are no box, up to the next that can be read. */
  const unreadable = (start: number, type: string, why: string): void => {
    if (open?.kind !== 'other') close(prefix?.offset ?? start);
    release();
    const other = open?.kind === 'other' ? open : begin('other', start, [], start);
    grow(other, { type, start, end: start, fault: why });
  };

  const fault = ({ kind, offset, box, says }: StructureFault): void => {
    if (!ending) return unreadable(offset, box, `a box with ${says}`);
    // The end of the body: what is open, or held back, is told to be cut off if it reaches beyond.
    if (Math.max(open?.end ?? 0, prefix?.end ?? 0) > offset) return;
    if (kind === 'overruns-object') {
      take({ type: box, start: offset, end: beyond, fault: `the end of the body inside ${printable(box)}` });
    } else if (open === undefined || open.last) {
      unreadable(offset, '', says);
    }
  };

  const reader = walker({
    box: (view, at, size, start, type) =>
      take({
        type: nameOf(type),
        start,
        end: start + size,
        bytes: new Uint8Array(view.buffer, view.byteOffset + at, size),
      }),
    data: (start, size, _header, type) => {
      const name = nameOf(type);
      const isData = name === 'mdat';
      const why =
        size === undefined
          ? 'a box whose size is 0, to the end of the body'
          : `a box of ${String(size)} bytes, more than are read`;
      take({
        type: name,
        start,
        end: size === undefined ? Infinity : start + size,
        ...(isData ? {} : { fault: why }),
      });
      return isData && open?.kind === 'fragment' ? sampleBytes : 0;
    },
    payload: (bytes) => open?.hash.add(bytes),
    fault,
  });

  return {
    begun,
    push: (bytes) => {
      reader.push(bytes);
      if (open?.last === true && open.end <= reader.position()) close(open.end);
    },
    end: (complete) => {
      const total = reader.position();
      ending = true;
      reader.end(true);
      ending = false;
      if (prefix !== undefined) {
        if (open !== undefined && open.kind !== 'other') close(prefix.offset);
        release();
      }
      close(total, complete);
    },
  };
};

/** The objects of a body whose bytes are all there; `complete` says whether it ended as its sender meant it to. */
export const ingestObjects = (
  body: Uint8Array,
  complete = true,
  options: IngestReaderOptions = {},
): readonly IngestObject[] => {
  const objects: IngestObject[] = [];
  const reader = ingestReader({ ends: (object) => objects.push(object) }, options);
  reader.push(body);
  reader.end(complete);
  return objects;
};

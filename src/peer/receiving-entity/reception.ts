/** One body as it is received: its objects go to their tracks, every byte to the validator. */
import type { Link } from '../../wire/link.ts';
import type { Admitted } from './admission.ts';
import { bodyReader } from './body-reader.ts';
import type { Problem } from './body-reader.ts';
import { bytesOf } from '../../media/isobmff/box.ts';
import { gunzip } from './content-coding.ts';
import type { Decoder } from './content-coding.ts';
import type { House } from './house.ts';
import { isProblem, readHeader } from './header-reading.ts';
import type { MoofFacts } from './moofs.ts';
import { judgement } from './problems.ts';
import { joined } from './kept.ts';
import { rawBytes } from './raw-bytes.ts';
import type { RawBytes } from './raw-bytes.ts';
import type { Refusal } from './refusal.ts';
import { ok } from './replies.ts';
import type { Reply } from './replies.ts';
import { isOddChunk, objection, wantsHeader } from './refusing-quirks.ts';
import type { Track } from './tracks.ts';
import type { Seat } from './validation.ts';

/** Receives the bodies of one connection, one after the other. */
export interface Reception {
  /** Begins the body of a request that was admitted. */
  begin(admitted: Admitted): void;
  /** Takes payload as it came. */
  push(bytes: Uint8Array): void;
  /** A chunk of the chunked coding begins; matters to a quirk alone. */
  chunk(): void;
  /** The body is over; `complete` says whether it ended as its sender meant it to. */
  end(complete: boolean): void;
  /** Why it is not taken, as soon as that is known. */
  refusal(): Refusal | undefined;
  /** What is answered to the last body, where it was taken. */
  reply(): Reply;
}

/** Fragments between two lines of the log. */
const everyFragments = 100;
/** So much is held for the validator before the track is known. */
const mostUnfed = 32 * 1024 * 1024;

const nothing: Admitted = {
  point: '',
  path: '',
  method: '',
  contentType: '',
  writtenType: undefined,
  coding: 'identity',
  chunked: false,
  length: 0,
  expectsContinue: false,
};

/** One value serves all bodies of a connection, for a small object is received sooner than this is made. */
export const reception = (link: Link, house: House): Reception => {
  const { settings, tracks, validation, moofs, log } = house;
  const { has, keep } = settings;
  let admitted = nothing;
  let raw: RawBytes | undefined;
  let decoder: Decoder | undefined;
  let refused: Refusal | undefined;
  /** Nothing more of the body is looked at: it was refused, or it is stored as it stands. */
  let deaf = false;
  let track: Track | undefined;
  let seat: Seat | undefined;
  let unfed: Uint8Array[] = [];
  let unfedBytes = 0;
  let bytes = 0;
  let headers = 0;
  let fragments = 0;
  /** Of the fragment that is coming: its samples in bytes and in ticks. */
  let declared = 0;
  let duration = 0;
  let time = NaN;
  let first = NaN;
  let skipsChunk = false;
  let chunkBegins = false;

  const refuse = (refusal: Refusal): void => {
    refused ??= refusal;
    deaf = true;
  };

  const problem = (found: Problem): void => {
    if (deaf) return;
    if (found.kind === 'hostile' && has('falls-over-hostile-boxes')) house.fallen = true;
    const outcome = judgement(found, admitted.contentType, settings);
    if (outcome !== 'taken') {
      refuse(outcome);
      return;
    }
    if (found.kind === 'header') hold(undefined, new Uint8Array(0));
    else if (found.kind !== 'no-header' && found.kind !== 'foreign-track' && found.kind !== 'no-tfdt')
      deaf = true;
  };

  /** Takes a header, which its track goes by from now on. */
  const hold = (trak: Parameters<typeof tracks.ofHeader>[2], copy: Uint8Array): void => {
    const next = tracks.ofHeader(admitted, copy, trak, link);
    const wrong = objection.toHeader(next, trak, copy, settings);
    if (wrong !== undefined) {
      refuse(wrong);
      return;
    }
    track = next;
    track.header = { bytes: copy, trak };
    track.lastHeader = track.header;
    track.ended = false;
    headers += 1;
    const what = trak === undefined ? '' : ` ${trak.handler} ${trak.coding}, track ${String(trak.trackId)}`;
    log(`${link.remote} ${track.path} header${what}`);
  };

  /** The track of a fragment, if its header has come. */
  const resolve = (trackId: number): Track | undefined => {
    const found = tracks.ofFragment(admitted, trackId, link);
    return found === undefined || objection.isLost(found, house) ? undefined : found;
  };

  const defaultsOf = (trackId: number) => resolve(trackId)?.header?.trak?.defaults;

  const onMoof = (read: MoofFacts | Problem): void => {
    if ('why' in read) {
      problem(read);
      return;
    }
    ({ time, duration, bytes: declared } = read);
    const found = resolve(read.trackId);
    if (found?.ended === true && has('ends-the-track-for-good')) {
      refuse({ status: 403, why: 'the event of this track has ended' });
    } else if (found?.header === undefined || (headers === 0 && wantsHeader(settings))) {
      problem({ kind: 'no-header', why: 'the CMAF header of the track has not come' });
    } else if (found.header.trak !== undefined && found.header.trak.trackId !== read.trackId) {
      problem({ kind: 'foreign-track', why: 'the CMAF header of the track has another track_ID' });
    }
    if (Number.isNaN(time)) problem({ kind: 'no-tfdt', why: 'a fragment has no tfdt' });
    if (deaf) return;
    track = found ?? tracks.ofHeader(admitted, new Uint8Array(0), undefined, link);
    if (fragments === 0) first = time;
    const wrong = objection.toFragment(track, read, first, settings);
    if (wrong !== undefined) refuse(wrong);
  };

  const onFragment = (from: number, to: number): void => {
    const kept = raw?.take(from, to);
    if (deaf || track === undefined) return;
    fragments += 1;
    const { received } = ((track.fragments.received += 1), track.fragments);
    if (time <= track.newest) track.fragments.repeated += 1;
    else {
      track.newest = time;
      track.expected = time + duration;
    }
    if (settings.quirks.length > 0) track.times.add(time);
    if (kept !== undefined) (objection.mixes(track, house) ?? track).kept.add({ time, bytes: kept });
    if (received % everyFragments === 1) log(`${link.remote} ${track.path} fragment ${String(received)}`);
  };

  const onMfra = (): void => {
    track ??= tracks.ofFragment(admitted, NaN, link);
    if (has('refuses-mfra')) {
      refuse({ status: 400, why: 'mfra is not known' });
      return;
    }
    if (track === undefined) return;
    track.header = undefined;
    track.ended = true;
    track.newest = NaN;
    track.expected = NaN;
    log(`${link.remote} ${track.path} the event ends after ${String(track.fragments.received)} fragments`);
  };

  const reader = bodyReader({
    header: (boxes, faults, from, to) => {
      raw?.take(from, to);
      if (deaf) return;
      const read = readHeader(boxes, faults);
      if (isProblem(read)) problem(read);
      else hold(read, joined(boxes.map(bytesOf)));
    },
    moof: (view, at, size) => {
      if (deaf) return;
      onMoof(moofs.read(view, at, size, defaultsOf));
    },
    data: (payload) => {
      if (!deaf && payload !== undefined && declared > payload) {
        problem({ kind: 'fragment', why: 'a trun declares more bytes than the mdat has' });
      }
    },
    fragment: onFragment,
    mfra: () => {
      if (!deaf) onMfra();
    },
    beside: (type) => {
      const wrong = deaf ? undefined : objection.toBox(type, settings);
      if (wrong !== undefined) refuse(wrong);
    },
    problem,
  });

  const validate = (slice: Uint8Array): void => {
    if (validation === undefined) return;
    if (seat === undefined && track !== undefined) {
      seat = validation.sit(track);
      for (const each of unfed) seat.push(each);
      unfed = [];
    }
    if (seat !== undefined) seat.push(slice);
    else if (!deaf && unfedBytes < mostUnfed) {
      unfed.push(Uint8Array.from(slice));
      unfedBytes += slice.length;
    }
  };

  const read = (slice: Uint8Array): void => {
    if (deaf) {
      if (admitted.coding === 'stored') raw?.add(slice);
      return;
    }
    raw?.add(slice);
    reader.push(slice);
    validate(slice);
  };

  const store = (): void => {
    track = tracks.ofHeader(admitted, new Uint8Array(0), undefined, link);
    track.header ??= { bytes: new Uint8Array(0) };
    track.kept.add({ time: NaN, bytes: raw?.take(0, bytes) ?? new Uint8Array(0) });
  };

  const begin = (next: Admitted): void => {
    admitted = next;
    const { coding } = next;
    raw = keep || coding === 'stored' ? rawBytes() : undefined;
    decoder = coding === 'gzip' ? gunzip(read, (why) => refuse({ status: 400, why })) : undefined;
    refused = undefined;
    deaf = coding === 'stored';
    track = undefined;
    if (unfedBytes > 0) unfed = [];
    unfedBytes = 0;
    bytes = 0;
    headers = 0;
    fragments = 0;
    skipsChunk = false;
  };

  return {
    begin,
    push: (slice) => {
      bytes += slice.length;
      if (chunkBegins) {
        chunkBegins = false;
        skipsChunk = has('loses-odd-chunks') && isOddChunk(slice);
      }
      if (skipsChunk) return;
      if (decoder === undefined) read(slice);
      else decoder.push(slice);
    },
    chunk: () => {
      chunkBegins = true;
    },
    end: (complete) => {
      if (complete && bytes > 0) decoder?.end();
      if (complete && bytes === 0 && has('refuses-empty-probe')) {
        refuse({ status: 400, why: 'the body is empty' });
      }
      reader.end(complete);
      seat?.leave(complete);
      seat = undefined;
      if (complete && admitted.coding === 'stored' && bytes > 0) store();
    },
    refusal: () => refused,
    reply: () => ok,
  };
};

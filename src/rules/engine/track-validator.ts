import { viewOf } from '../../media/bytes.ts';
import { everyBox, pathOf, type Box } from '../../media/isobmff/box.ts';
import { decodeAs } from '../../media/isobmff/box.ts';
import { readTree, type StructureFault } from '../../media/isobmff/tree.ts';
import { mostPayload, walker, type Walker } from '../../media/isobmff/walker.ts';
import type { RuleId } from '../facts/index.ts';
import type { Finding } from '../finding.ts';
import { emptySamples, readNumbers, type Chunk } from '../model/chunk.ts';
import { headerOf, type Header, type Trak } from '../model/header.ts';
import { hasShape, shapeOf, type Shape, type TrafShape } from '../model/shape.ts';
import type { ChunkSamples, PastChunk, TopBox, Track } from '../model/track.ts';
import type { About, Broken, Check, Outcome, Rule, TrackAbout } from '../rule.ts';
import type { Settings } from '../settings.ts';
import { opensFragment } from './classify.ts';
import { collector, type Whereabouts } from './collector.ts';
import { openFragment } from './fragments.ts';
import { growingGrid } from './grid.ts';
import { sampleBytes } from './sample-bytes.ts';
import { openSegment } from './segments.ts';
import { readyRules, type Ready } from './sift.ts';

/** What is known of an object before its bytes come. */
export interface ObjectFacts {
  /** Whether it follows one that failed or was refused. */
  readonly afterFailure?: boolean;
}

/** What became of a track: its findings, and the rules that had something to look at. */
export interface TrackReport {
  readonly name: string;
  readonly track: Track;
  readonly findings: readonly Finding[];
  readonly exercised: ReadonlySet<RuleId>;
}

/** A validator of one track, fed with objects (or one file) as bytes come. */
export interface TrackValidator {
  /** Begins an object: a file, or the body of a request. */
  open(name: string, facts?: ObjectFacts): void;
  push(bytes: Uint8Array): void;
  /** How many bytes ahead nobody wants: a reader of a file may seek over them and call `skip`. */
  skippable(): number;
  skip(count: number): void;
  /** Ends the object. `complete` is false where it was cut off on its way, which is no fault of its boxes. */
  close(complete?: boolean): void;
  /** Ends the track. */
  end(): TrackReport;
  readonly track: Track;
}

const number = (type: string): number => viewOf(Uint8Array.from(type, (c) => c.charCodeAt(0))).getUint32(0);
const types = { moof: number('moof'), ftyp: number('ftyp'), moov: number('moov'), styp: number('styp') };
const name = (type: number): string =>
  String.fromCharCode(type >>> 24, (type >>> 16) & 255, (type >>> 8) & 255, type & 255);

/** Headers of one track that are kept, objects and shapes that are remembered, boxes between two mdats. */
const mostHeaders = 16;
const mostObjects = 10_000;
const mostShapes = 48;
const mostSince = 64;
/** Text and metadata payloads larger than this are not read. */
const mostSmallPayload = 2 ** 20;
/** Bytes of the first sample that a deep look at first samples reads. */
const mostFirstSample = 2 ** 16;

/** A shape with what its rules found, to be told again at every moof that has it. */
interface KnownShape {
  readonly shape: Shape;
  readonly found: readonly { readonly id: RuleId; readonly broken: Broken }[];
  readonly fired: ReadonlySet<RuleId>;
  /** Whether parts of the moof that are no part of its shape are judged for every chunk. */
  readonly varies: boolean;
}

const listOf = (outcome: Outcome): readonly Broken[] =>
  outcome === undefined ? [] : Array.isArray(outcome) ? (outcome as readonly Broken[]) : [outcome as Broken];

/**
 * Judges one track (ISO/IEC 23000-19, 7.3.2) while its bytes come in slices of any size. Holds its headers, one moof at
 * a time, and bounded tables; never throws, whatever the bytes.
 */
export const trackValidator = (
  trackName: string,
  rules: Readonly<Record<RuleId, Rule>>,
  settings: Settings,
  onFinding?: (finding: Finding) => void,
): TrackValidator => {
  const { grid, add: addToGrid } = growingGrid();
  const headers: Header[] = [];
  const objects: string[] = [];
  const track: Track = {
    name: trackName,
    settings,
    headers,
    origin: 0n,
    chunks: 0,
    grid,
    objects,
    nonSync: false,
    reordered: false,
    duration: 0,
    bytes: 0,
    complete: true,
  };
  const notes = collector(rules, settings, onFinding);
  const exercised = new Set<RuleId>();
  const all = <A extends About>(about: A): readonly Ready<A>[] => readyRules(about, rules, settings);
  const ready = {
    structure: all('structure'),
    box: all('box'),
    header: all('header'),
    trak: all('trak'),
    again: all('header again'),
    top: all('top'),
    moof: all('moof'),
    chunk: all('chunk'),
    samples: all('samples'),
    fragment: all('fragment'),
    segment: all('segment'),
    track: all('track'),
  };
  /** What fired on the header, and on anything of the track. */
  let headerFired = new Set<RuleId>();
  const trackFired = new Set<RuleId>();
  const silencedBy = (unless: readonly RuleId[], ...fired: readonly ReadonlySet<RuleId>[]): boolean =>
    unless.some((id) => fired.some((set) => set.has(id)));

  // ---- the object that is being read
  let object = trackName;
  let objectFacts: ObjectFacts = {};
  let reader: Walker;
  let moofs = 0;
  let mdats = 0;
  let previous: string | undefined;
  let since: string[] = [];
  let sinceBoxes: Box[] = [];
  let firstInObject = true;

  const ask = <A extends TrackAbout>(
    list: readonly Ready<A>[],
    subject: Parameters<Check<A>>[0],
    where: Whereabouts,
    fired: Set<RuleId>,
    ...others: readonly ReadonlySet<RuleId>[]
  ): void => {
    for (const { id, applies, unless, check } of list) {
      if (applies?.(track) === false) continue;
      exercised.add(id);
      const outcome = (check as (subject: unknown, track: Track) => Outcome)(subject, track);
      if (outcome === undefined || silencedBy(unless, fired, ...others)) continue;
      if (notes.take(id, outcome, where)) {
        fired.add(id);
        trackFired.add(id);
      }
    }
  };

  const whereIs = (box: string, offset: number): Whereabouts => ({ object, box, offset });

  const onFault = (fault: StructureFault): void => {
    broke = true;
    ask(ready.structure, fault, whereIs(fault.box, fault.offset), trackFired);
  };

  /** Judges the boxes of a tree one by one. */
  const judgeTree = (boxes: readonly Box[], faults: readonly StructureFault[], fired: Set<RuleId>): void => {
    for (const fault of faults) ask(ready.structure, fault, whereIs(fault.box, fault.offset), fired);
    for (const top of boxes) {
      for (const box of everyBox(top)) ask(ready.box, box, whereIs(pathOf(box), box.start), fired);
    }
  };

  // ---- headers
  let pending: Box[] = [];
  let pendingFaults: StructureFault[] = [];
  /** Whether the chunk that comes next follows a header, an interruption, a box that could not be followed. */
  let afterHeader = false;
  let resumes = false;
  let broke = false;
  let state = new Map<number, TrackState>();

  const settleHeader = (): void => {
    if (pending.length === 0) return;
    const boxes = pending;
    const faults = pendingFaults;
    pending = [];
    pendingFaults = [];
    if (!boxes.some(({ type }) => type === 'ftyp' || type === 'moov')) {
      judgeTree(boxes, faults, new Set());
      return;
    }
    const before = headers[0];
    const header = headerOf(object, boxes, faults, headers.length);
    headers.push(header);
    if (headers.length > mostHeaders) headers.splice(1, 1);
    const [trak] = header.traks;
    if (trak !== undefined) track.trak = trak;
    headerFired = new Set();
    const where = whereIs('', boxes[0]?.start ?? 0);
    judgeTree(boxes, faults, headerFired);
    // Where boxes could not be followed, what is missing behind them is no fault of its own.
    if (faults.every(({ kind }) => kind === 'trailing')) {
      ask(ready.header, header, where, headerFired);
      for (const each of header.traks) {
        ask(ready.trak, each, whereIs(pathOf(each.box), each.box.start), headerFired);
      }
    }
    if (before !== undefined) ask(ready.again, { before, now: header }, where, headerFired);
    if (header.moov !== undefined) {
      afterHeader = true;
      resumes = track.chunks > 0;
      shapes = [];
    }
  };

  const takeIntoHeader = (box: Box, faults: readonly StructureFault[]): void => {
    if (box.type === 'ftyp' && pending.some(({ type }) => type === 'ftyp')) settleHeader();
    pending.push(box);
    pendingFaults.push(...faults);
  };

  // ---- top-level boxes
  const judgeTop = (
    type: string,
    start: number,
    size: number | undefined,
    header: number,
    box: Box | undefined,
  ): void => {
    const top: TopBox = {
      type,
      object,
      start,
      size,
      header,
      ...(box === undefined ? {} : { box }),
      ...(previous === undefined ? {} : { previous }),
      since,
      moofs,
      mdats,
      hasHeader: headers.length > 0 || pending.some((each) => each.type === 'moov'),
    };
    ask(ready.top, top, whereIs(box === undefined ? type : pathOf(box), start), new Set(), chunkFired);
  };

  // ---- moofs
  let shapes: KnownShape[] = [];
  const judgeShape = (shape: Shape): KnownShape => {
    const fired = new Set<RuleId>();
    const found: { id: RuleId; broken: Broken }[] = [];
    const note = (id: RuleId, outcome: Outcome, fallback: Broken['box'], offset: number): void => {
      for (const broken of listOf(outcome)) {
        fired.add(id);
        trackFired.add(id);
        found.push({
          id,
          broken: {
            box: fallback ?? shape.moof,
            ...(broken.box === undefined && broken.offset === undefined ? { offset } : {}),
            ...broken,
          },
        });
      }
    };
    const each = <A extends 'structure' | 'box' | 'moof'>(
      list: readonly Ready<A>[],
      subject: Parameters<Check<A>>[0],
      box: Box | string,
      offset: number,
    ): void => {
      for (const { id, applies, unless, check } of list) {
        if (applies?.(track) === false) continue;
        exercised.add(id);
        const outcome = (check as (subject: unknown, track: Track) => Outcome)(subject, track);
        if (outcome !== undefined && !silencedBy(unless, fired, headerFired)) note(id, outcome, box, offset);
      }
    };
    for (const fault of shape.faults) each(ready.structure, fault, fault.box, fault.offset);
    for (const box of everyBox(shape.moof)) each(ready.box, box, box, box.start);
    if (shape.faults.length === 0) each(ready.moof, shape, shape.moof, shape.moof.start);
    const varies = [...everyBox(shape.moof)].some(
      ({ type }) => type === 'senc' || type === 'saiz' || type === 'uuid',
    );
    return { shape, found, fired, varies };
  };

  const shapeFor = (view: DataView, at: number, size: number, start: number): KnownShape | undefined => {
    for (let i = 0; i < shapes.length; i++) {
      const known = shapes[i];
      if (known === undefined || !hasShape(known.shape, view, at, size)) continue;
      if (i > 0) {
        shapes.splice(i, 1);
        shapes.unshift(known);
      }
      return known;
    }
    const copy = new Uint8Array(view.buffer, view.byteOffset + at, size).slice();
    const shape = shapeOf(copy, start, moofs);
    if (shape === undefined) return undefined;
    const known = judgeShape(shape);
    shapes.unshift(known);
    if (shapes.length > mostShapes) shapes.pop();
    return known;
  };

  // ---- chunks
  let chunkFired = new Set<RuleId>();
  let open: { known: KnownShape; chunks: OpenChunk[]; copy?: Box } | undefined;
  const segment = openSegment();

  const trakFor = (traf: TrafShape): Trak | undefined => {
    const traks = headers.at(-1)?.traks ?? [];
    return traks.find(({ trackId }) => trackId === traf.trackId) ?? traks[0];
  };

  const stateFor = (traf: TrafShape): TrackState => {
    const traks = headers.at(-1)?.traks ?? [];
    const id = traks.length > 1 ? traf.trackId : 0;
    const known = state.get(id);
    if (known !== undefined) return known;
    const made = trackState(state.size);
    if (state.size < 64) state.set(id, made);
    return made;
  };

  const onMoof = (view: DataView, at: number, size: number, start: number): void => {
    finishChunks();
    settleHeader();
    if (previous !== 'mdat') judgeTop('moof', start, size, 8, undefined);
    const known = shapeFor(view, at, size, start);
    chunkFired = new Set();
    if (known !== undefined) {
      const shift = start - known.shape.moof.start;
      if (known.found.length > 0) {
        const path = `moof[${String(moofs)}]`;
        for (const { id, broken } of known.found) {
          notes.take(id, broken, { object, box: path, offset: start, shift, moof: known.shape.moof });
        }
      }
      const { trafs } = known.shape;
      const traks = headers.at(-1)?.traks.length ?? 1;
      const chunks: OpenChunk[] = [];
      for (const traf of traks > 1 ? trafs : trafs.slice(0, 1)) {
        const owner = stateFor(traf);
        const { chunk } = owner;
        chunk.shape = known.shape;
        chunk.traf = traf;
        chunk.object = object;
        chunk.ordinal = moofs;
        chunk.start = start;
        delete chunk.data;
        delete chunk.followedBy;
        chunk.preceding = sinceBoxes;
        chunk.opensObject = firstInObject;
        chunk.afterHeader = owner.afterHeader || afterHeader;
        chunk.resumes = (resumes || broke) && track.chunks > 0;
        const trak = trakFor(traf);
        readNumbers(chunk, view, at, trak?.defaults);
        if (!chunks.some((each) => each.owner === owner))
          chunks.push({ owner, chunk, ...(trak === undefined ? {} : { trak }) });
      }
      const copy = known.varies
        ? readTree(new Uint8Array(view.buffer, view.byteOffset + at, size).slice(), start, moofs).boxes[0]
        : undefined;
      open = { known, chunks, ...(copy === undefined ? {} : { copy }) };
    }
    firstInObject = false;
    afterHeader = false;
    resumes = false;
    broke = false;
    sinceBoxes = [];
    since = [];
    moofs += 1;
    previous = 'moof';
  };

  const finishChunks = (): void => {
    if (open === undefined) return;
    const { known, chunks, copy } = open;
    open = undefined;
    for (const { owner, chunk, trak } of chunks) {
      if (trak !== undefined) track.trak = trak;
      owner.finish(chunk, known, copy);
    }
  };

  interface OpenChunk {
    readonly owner: TrackState;
    readonly chunk: Chunk;
    readonly trak?: Trak;
  }

  interface TrackState {
    readonly chunk: Chunk;
    readonly afterHeader: boolean;
    finish(chunk: Chunk, known: KnownShape, copy: Box | undefined): void;
    end(): void;
  }

  let wanted: { readonly chunk: Chunk; readonly samples: (payload: Uint8Array) => ChunkSamples } | undefined;

  /** What goes on from chunk to chunk of one track; a file of several has one of these for each. */
  const trackState = (ordinal: number): TrackState => {
    const fragment = openFragment();
    let fragments = 0;
    let marked = false;
    let first = true;
    let ownPrevious: PastChunk | undefined;
    let ownPreviousFragment: Track['previousFragment'];
    let haveOrigin = false;
    let origin = 0n;
    let originHigh = 0;
    let originLow = 0;
    const chunk = {
      listed: emptySamples(),
      time: NaN,
      timeHigh: 0,
      timeLow: 0,
      preceding: [],
    } as unknown as Chunk;

    const closeFragment = (last: boolean): void => {
      const print = fragment.print();
      const closed = fragment.close(last);
      if (closed === undefined) return;
      if (ownPreviousFragment === undefined) delete track.previousFragment;
      else track.previousFragment = ownPreviousFragment;
      const where = whereIs(`moof[${String(closed.ordinal)}]`, closed.start);
      ask(ready.fragment, closed, { ...where, object: closed.object }, new Set(), chunkFired, headerFired);
      addToGrid({
        time: origin + BigInt(Math.trunc(closed.time)),
        duration: closed.duration,
        samples: closed.samples,
        sequence: closed.sequence,
        earliest: closed.earliest,
        print,
        payload: payloadPrint,
        bytes: closed.bytes,
        object: closed.object,
        start: closed.start,
      });
      payloadPrint = 0;
      const { listed: _listed, ...kept } = closed;
      ownPreviousFragment = kept;
    };
    let payloadPrint = 0;

    /** Sets the time of a chunk relative to the origin, which moves where the distance grows beyond exact numbers. */
    const setTime = (): void => {
      if (!chunk.timed) {
        chunk.time = NaN;
        return;
      }
      const { timeHigh, timeLow } = chunk;
      if (!haveOrigin || Math.abs(timeHigh - originHigh) > 2 ** 20) {
        const now = (BigInt(timeHigh) << 32n) | BigInt(timeLow);
        if (haveOrigin && ownPrevious !== undefined) {
          ownPrevious = { ...ownPrevious, time: ownPrevious.time - Number(now - origin) };
        }
        if (haveOrigin) closeFragment(true);
        haveOrigin = true;
        origin = now;
        originHigh = timeHigh;
        originLow = timeLow;
      }
      chunk.time = (timeHigh - originHigh) * 2 ** 32 + (timeLow - originLow);
    };

    const brandsOf = (boxes: Chunk['preceding']): readonly string[] => {
      const styp = boxes.findLast(({ type }) => type === 'styp');
      if (styp === undefined) return [];
      const { major_brand, compatible_brands } = decodeAs(styp, 'styp').value;
      return [major_brand, ...compatible_brands];
    };

    const chunkRules = ready.chunk;
    let asked: readonly Ready<'chunk'>[] = [];
    let askedFor: Trak | undefined | null = null;
    const checksFor = (): readonly Ready<'chunk'>[] => {
      if (askedFor !== track.trak) {
        askedFor = track.trak;
        asked = chunkRules.filter(({ applies }) => applies?.(track) !== false);
        for (const { id } of asked) exercised.add(id);
      }
      return asked;
    };

    const finish = (_: Chunk, known: KnownShape, copy: Box | undefined): void => {
      setTime();
      track.origin = origin;
      if (ownPrevious === undefined) delete track.previous;
      else track.previous = ownPrevious;
      const brands = chunk.preceding.length === 0 ? [] : brandsOf(chunk.preceding);
      const opens = opensFragment(chunk, track, brands, marked);
      chunk.opensFragment = opens;
      if (opens === true && (brands.length > 0 || (chunk.opensObject && track.chunks > 0))) marked = true;
      if (opens === true) closeFragment(chunk.resumes);
      if (copy !== undefined) chunk.moof = copy;
      else chunk.moof = known.shape.moof;

      // The numbers of a moof that is broken say nothing: its faults have been told.
      const checks = known.shape.faults.length > 0 ? [] : checksFor();
      for (let i = 0; i < checks.length; i++) {
        const each = checks[i];
        if (each === undefined) break;
        const outcome = each.check(chunk, track);
        if (outcome === undefined || silencedBy(each.unless, chunkFired, known.fired, headerFired)) continue;
        const where: Whereabouts = {
          object: chunk.object,
          box: `moof[${String(chunk.ordinal)}]`,
          offset: chunk.start,
          shift: chunk.start - known.shape.moof.start,
          moof: known.shape.moof,
        };
        if (notes.take(each.id, outcome, where)) {
          chunkFired.add(each.id);
          trackFired.add(each.id);
        }
      }
      for (const id of known.fired) chunkFired.add(id);

      if (chunk.nonSync > 0) track.nonSync = true;
      if (chunk.reordered) track.reordered = true;
      if (opens === true) {
        fragment.open(chunk, fragments, first || chunk.resumes, brands, track.trak?.kind === 'video');
        fragments += 1;
        first = false;
      } else if (fragment.isOpen()) fragment.add(chunk);
      segment.add(chunk, opens);
      ownPrevious = remembered(chunk, ownPrevious);
      track.previous = ownPrevious;
      track.chunks += 1;
      track.duration += chunk.duration;
      track.bytes += chunk.bytes;
    };

    return {
      chunk,
      get afterHeader() {
        return ordinal > 0 && first;
      },
      finish,
      end: () => closeFragment(true),
    };
  };

  /** The numbers of a chunk that is over. */
  const remembered = (chunk: Chunk, before: PastChunk | undefined): PastChunk => {
    const { sizes, durations, listed } = chunk.listed;
    let print = 0x811c9dc5;
    for (let i = 0; i < listed; i++) {
      print = Math.imul(print ^ (sizes[i] ?? 0), 0x01000193);
      print = Math.imul(print ^ (durations[i] ?? 0), 0x01000193);
    }
    return {
      object: chunk.object,
      ordinal: chunk.ordinal,
      start: chunk.start,
      sequence: chunk.sequence,
      time: chunk.timed ? chunk.time : before === undefined ? 0 : before.time + before.duration,
      duration: chunk.duration,
      samples: chunk.samples,
      bytes: chunk.bytes,
      sound: chunk.shape.faults.length === 0,
      print: print >>> 0,
    };
  };

  const smallPayload = (): boolean => {
    const kind = track.trak?.kind;
    return kind === 'text' || kind === 'subtitle' || kind === 'metadata';
  };

  /** How much of the payload of the chunk that is open is to be read, and how it will be looked at. */
  const wantPayload = (payload: number | undefined, dataStart: number): number => {
    if (open === undefined || ready.samples.length === 0 || open.known.shape.faults.length > 0) return 0;
    const [only] = open.chunks;
    if (only === undefined || open.chunks.length > 1) return 0;
    const { chunk } = only;
    const small = smallPayload();
    const deep = settings.deep;
    if (!small && deep === 'off') return 0;
    const every = small || deep === 'every';
    if (!every && chunk.opensFragment === false) return 0;
    const list = sampleBytes(chunk, dataStart, every);
    const limit = small ? mostSmallPayload : every ? mostPayload : mostFirstSample + list.firstAt;
    if (small && (payload ?? Infinity) > mostSmallPayload) return 0;
    wanted = { chunk, samples: list.samples };
    return Math.max(0, Math.min(limit, payload ?? limit, every ? (payload ?? limit) : list.firstEnd));
  };

  const onPayload = (payload: Uint8Array): void => {
    if (wanted === undefined) return;
    const { chunk, samples } = wanted;
    wanted = undefined;
    const where: Whereabouts = {
      object,
      box: `mdat[${String(mdats - 1)}]`,
      offset: chunk.data?.start ?? chunk.start,
    };
    ask(ready.samples, { chunk, samples: samples(payload) }, where, chunkFired, chunkFired, headerFired);
  };

  // ---- the walker's calls
  const sink = {
    box: (view: DataView, at: number, size: number, start: number, type: number): void => {
      if (type === types.moof) {
        onMoof(view, at, size, start);
        return;
      }
      const copy = new Uint8Array(view.buffer, view.byteOffset + at, size).slice();
      const { boxes, faults } = readTree(copy, start);
      const [box] = boxes;
      const typeName = name(type);
      if (open !== undefined) {
        for (const { chunk } of open.chunks) chunk.followedBy ??= typeName;
        if (type === types.styp || type === types.ftyp || type === types.moov) finishChunks();
      }
      const forHeader =
        type === types.ftyp || type === types.moov || (pending.length > 0 && type !== types.styp);
      if (type === types.styp) {
        settleHeader();
        closeSegment(false, start);
        segment.open(object, start, false, headers.length > 0);
      }
      judgeTop(typeName, start, size, box?.header ?? 8, box);
      if (box !== undefined) {
        if (forHeader) takeIntoHeader(box, faults);
        else judgeTree([box], faults, new Set());
        if (!forHeader && sinceBoxes.length < mostSince) sinceBoxes = [...sinceBoxes, box];
        segment.box(box);
      }
      if (since.length < mostSince) since = [...since, typeName];
      previous = typeName;
      track.lastBox = typeName;
    },
    data: (start: number, size: number | undefined, header: number, type: number): number => {
      const typeName = name(type);
      let take = 0;
      if (typeName === 'mdat') {
        const payload = size === undefined ? undefined : size - header;
        const chunk = open?.chunks[0]?.chunk;
        if (open === undefined || chunk === undefined || previous !== 'moof') {
          judgeTop('mdat', start, size, header, undefined);
        }
        if (open !== undefined) {
          for (const each of open.chunks) {
            each.chunk.data = { start, header, payload };
            each.chunk.followedBy ??= 'mdat';
          }
          const opened = open;
          finishChunks();
          open = opened;
          take = wantPayload(payload, start + header);
          open = undefined;
        }
        mdats += 1;
        since = [];
      } else {
        judgeTop(typeName, start, size, header, undefined);
        if (since.length < mostSince) since = [...since, typeName];
      }
      segment.data(start, size);
      previous = typeName;
      track.lastBox = typeName;
      return take;
    },
    payload: onPayload,
    fault: onFault,
  };
  reader = walker(sink);

  const closeSegment = (last: boolean, end: number): void => {
    const closed = segment.close(end, last);
    if (closed === undefined) return;
    ask(ready.segment, closed, whereIs('', closed.start), new Set(), headerFired);
  };

  const close = (complete = true): void => {
    const end = reader.position();
    reader.end(complete);
    finishChunks();
    settleHeader();
    closeSegment(true, end);
    track.complete = complete;
    if (!complete) broke = true;
  };

  return {
    track,
    open: (objectName, given = {}) => {
      object = objectName;
      objectFacts = given;
      if (objectFacts.afterFailure === true) broke = true;
      if (objects.length < mostObjects) objects.push(objectName);
      moofs = 0;
      mdats = 0;
      previous = undefined;
      since = [];
      sinceBoxes = [];
      firstInObject = true;
      segment.open(objectName, 0, true, headers.length > 0);
    },
    push: (bytes) => reader.push(bytes),
    skippable: () => reader.skippable(),
    skip: (count) => reader.skip(count),
    close,
    end: () => {
      for (const each of state.values()) each.end();
      const where = whereIs('', 0);
      ask(ready.track, track, where, new Set(), headerFired, trackFired);
      return { name: trackName, track, findings: notes.findings(), exercised };
    },
  };
};

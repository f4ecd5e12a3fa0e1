import { pathOf, type Box } from '../../media/isobmff/box.ts';
import { readTree, type StructureFault } from '../../media/isobmff/tree.ts';
import { nameOf, walker } from '../../media/isobmff/walker.ts';
import type { RuleId } from '../facts/index.ts';
import type { Finding } from '../finding.ts';
import { noteMessage } from '../model/event.ts';
import { readNumbers } from '../model/chunk.ts';
import type { TrafShape } from '../model/shape.ts';
import type { ChunkSamples, TopBox } from '../model/track.ts';
import type { Rules } from '../rule.ts';
import type { Settings } from '../settings.ts';
import { asking as askingOf } from './asking.ts';
import type { ChunkJudge } from './chunks.ts';
import { types } from './box-types.ts';
import { collector, type Whereabouts } from './collector.ts';
import type { TrackValidator } from './contract.ts';
import { endlessMdat } from './endless-mdat.ts';
import { headerReader } from './headers.ts';
import { judgesOf } from './judges.ts';
import { newTrack } from './new-track.ts';
import { payloadPrint } from './payload-print.ts';
import { wantedPayload } from './payloads.ts';
import { openSegment } from './segments.ts';
import { shapes as shapesOf, type KnownShape } from './shapes.ts';

/** Objects of a track whose names are kept, boxes between two mdats. */
const mostObjects = 10_000;
const mostSince = 64;
/** Boxes between two chunks that are larger than this are judged and not kept. */
const mostKept = 2 ** 16;

/**
 * Judges one track (ISO/IEC 23000-19, 7.3.2) while its bytes come in slices of any size. Holds its headers, one moof at
 * a time, and bounded tables; never throws, whatever the bytes.
 */
export const trackValidator = (
  trackName: string,
  rules: Rules,
  settings: Settings,
  onFinding?: (finding: Finding) => void,
): TrackValidator => {
  const { track, add } = newTrack(trackName, settings);
  const { headers, objects } = track;
  const asking = askingOf(rules, settings, track, collector(rules, settings, onFinding));
  const header = headerReader(track, asking);
  const shapes = shapesOf(track, asking, header.fired);
  const segment = openSegment();

  // ---- the object that is being read
  let object = trackName;
  let moofs = 0;
  let mdats = 0;
  let previous: string | undefined;
  let since: string[] = [];
  let sinceBoxes: Box[] = [];
  let opensObject = true;
  /** Whether the chunk that comes next follows a header; an interruption, or a box that could not be followed. */
  let afterHeader = false;
  let resumes = false;

  const whereIs = (box: string, offset: number): Whereabouts => ({ object, box, offset });

  const settleHeader = (): void => {
    if (!header.settle(object)) return;
    afterHeader = true;
    resumes ||= track.chunks > 0;
    shapes.forget();
  };

  // ---- chunks: one judge for each track of the file
  let chunkFired = new Set<RuleId>();
  let open:
    | { readonly known: KnownShape; readonly judges: readonly ChunkJudge[]; readonly copy: Box | undefined }
    | undefined;
  let payloadOf:
    { readonly judge: ChunkJudge; readonly samples: (payload: Uint8Array) => ChunkSamples } | undefined;
  const judges = judgesOf({
    track,
    asking,
    add,
    chunkFired: () => chunkFired,
    headerFired: header.fired,
    onChunk: segment.add,
  });

  const finishChunks = (): void => {
    if (open === undefined) return;
    const { known, judges: opened, copy } = open;
    open = undefined;
    for (const judge of opened) {
      judges.setTrak(judge.chunk.traf);
      judge.finish(known, copy);
    }
  };

  const readChunk = (
    known: KnownShape,
    traf: TrafShape,
    view: DataView,
    at: number,
    start: number,
  ): ChunkJudge => {
    const judge = judges.of(traf);
    const { chunk } = judge;
    chunk.shape = known.shape;
    chunk.traf = traf;
    chunk.object = object;
    chunk.ordinal = moofs;
    chunk.start = start;
    chunk.data = undefined;
    chunk.followedBy = undefined;
    chunk.preceding = sinceBoxes;
    chunk.opensObject = opensObject;
    chunk.afterHeader = afterHeader || (judge.isFresh() && headers.length > 0);
    chunk.resumes = resumes && track.chunks > 0;
    judges.setTrak(traf);
    readNumbers(chunk, view, at, track.trak?.defaults);
    return judge;
  };

  /** Tells again what was found in the shape of a moof, at this one. */
  const tellAgain = ({ shape, found }: KnownShape, start: number): void => {
    const shift = start - shape.moof.start;
    for (const { id, broken } of found) {
      const box = `moof[${String(moofs)}]`;
      asking.notes.take(id, broken, { object, box, offset: start, shift, moof: shape.moof });
    }
  };

  const openChunks = (known: KnownShape, view: DataView, at: number, start: number): void => {
    const { trafs, size } = known.shape;
    const first = trafs[0];
    let opened: readonly ChunkJudge[] = [];
    // Of a file with one track only the first traf is a chunk of it: that there are more has been told.
    if (judges.areSeveral()) {
      opened = [...new Set(trafs.map((traf) => readChunk(known, traf, view, at, start)))];
    } else if (first !== undefined) opened = [readChunk(known, first, view, at, start)];
    let copy: Box | undefined;
    if (known.varies) {
      const bytes = new Uint8Array(view.buffer, view.byteOffset + at, size).slice();
      copy = readTree(bytes, start, moofs).boxes[0];
    }
    open = { known, judges: opened, copy };
  };

  const onMoof = (view: DataView, at: number, size: number, start: number): void => {
    finishChunks();
    settleHeader();
    if (previous !== 'mdat') judgeTop('moof', start, size, 8, undefined);
    const known = shapes.of(view, at, size, start, moofs);
    if (chunkFired.size > 0) chunkFired = new Set();
    if (known !== undefined) {
      if (known.found.length > 0) tellAgain(known, start);
      openChunks(known, view, at, start);
    }
    opensObject = false;
    afterHeader = false;
    resumes = false;
    if (since.length > 0) {
      sinceBoxes = [];
      since = [];
    }
    moofs += 1;
    previous = 'moof';
  };

  // ---- other top-level boxes
  const judgeTop = (
    type: string,
    start: number,
    size: number | undefined,
    length: number,
    box: Box | undefined,
  ): void => {
    const top: { -readonly [K in keyof TopBox]: TopBox[K] } = {
      type,
      object,
      start,
      size,
      header: length,
      since,
      moofs,
      mdats,
      hasHeader: headers.length > 0 || header.hasMoov(),
    };
    if (box !== undefined) top.box = box;
    if (previous !== undefined) top.previous = previous;
    const where = (): Whereabouts => whereIs(box === undefined ? type : pathOf(box), start);
    asking.ask('top', top, where, undefined, chunkFired);
  };

  const passed = (type: string): void => {
    if (since.length < mostSince) since = [...since, type];
    previous = type;
    track.lastBox = type;
  };

  const closeSegment = (last: boolean, end: number): void => {
    const closed = segment.close(end, last);
    if (closed === undefined) return;
    if (closed.chunks > 0) track.lastBrands = closed.brands;
    asking.ask('segment', closed, whereIs('', closed.start), undefined, header.fired());
  };

  const onBox = (view: DataView, at: number, size: number, start: number, number: number): void => {
    const { boxes, faults } = readTree(
      new Uint8Array(view.buffer, view.byteOffset + at, size).slice(),
      start,
    );
    const [box] = boxes;
    const type = nameOf(number);
    const ofHeader = number === types.ftyp || number === types.moov;
    if (open !== undefined) {
      for (const { chunk } of open.judges) chunk.followedBy ??= type;
      if (number === types.styp || ofHeader) finishChunks();
    }
    if (number === types.styp) {
      settleHeader();
      closeSegment(false, start);
      segment.open(object, start, false, headers.length > 0);
    }
    judgeTop(type, start, size, box?.header ?? 8, box);
    if (box !== undefined) {
      if (ofHeader || header.isOpen()) header.take(object, box, faults);
      else {
        asking.tree(object, [box], faults, new Set());
        if (size <= mostKept && sinceBoxes.length < mostSince) sinceBoxes = [...sinceBoxes, box];
      }
      if (size <= mostKept) segment.box(box);
      if (type === 'emsg') noteMessage(track, box);
    }
    passed(type);
  };

  const endless = endlessMdat();

  /** Where the samples of the open moof end in an mdat whose payload begins at `from`, if all its trafs are judged. */
  const samplesEnd = (from: number): number | undefined =>
    open?.judges.length === open?.known.shape.trafs.length
      ? open?.judges.reduce((end, { chunk }) => end + chunk.bytes, from)
      : undefined;

  /** The header of an mdat is there: what is known of the chunk is all that will be, but for its payload. */
  const onData = (start: number, size: number | undefined, length: number, number: number): number => {
    segment.data(start, size);
    if (number !== types.mdat) {
      const type = nameOf(number);
      judgeTop(type, start, size, length, undefined);
      passed(type);
      return 0;
    }
    if (open === undefined || previous !== 'moof') {
      if (header.hasMoov()) settleHeader();
      judgeTop('mdat', start, size, length, undefined);
    }
    const payload = size === undefined ? undefined : size - length;
    endless.begins(start, payload === undefined ? samplesEnd(start + length) : undefined);
    let taken = 0;
    if (open !== undefined) {
      const { judges: opened, known } = open;
      const data = { start, header: length, payload };
      for (const { chunk } of opened) {
        chunk.data = data;
        chunk.followedBy ??= 'mdat';
      }
      finishChunks();
      const only = opened[0];
      if (
        only !== undefined &&
        opened.length === 1 &&
        known.shape.faults.length === 0 &&
        asking.ready.samples.length > 0
      ) {
        const wanted = wantedPayload(only.chunk, track, payload, start + length);
        payloadOf = wanted === undefined ? undefined : { judge: only, samples: wanted.samples };
        taken = wanted?.length ?? 0;
      }
    }
    mdats += 1;
    if (since.length > 0) since = [];
    previous = 'mdat';
    track.lastBox = 'mdat';
    return taken;
  };

  const onPayload = (payload: Uint8Array): void => {
    if (payloadOf === undefined) return;
    const { judge, samples } = payloadOf;
    payloadOf = undefined;
    const { chunk } = judge;
    const where = whereIs(`mdat[${String(mdats - 1)}]`, chunk.data?.start ?? chunk.start);
    const read = samples(payload);
    asking.ask('samples', { chunk, samples: read }, where, chunkFired, header.fired());
    const print = payloadPrint(track.trak, read);
    if (print !== 0) judge.payload(print);
  };

  const onFault = (fault: StructureFault): void => {
    resumes = true;
    asking.ask('structure', fault, whereIs(fault.box, fault.offset), asking.trackFired);
  };

  const reader = walker({
    box: (view, at, size, start, type) => {
      if (type === types.moof) onMoof(view, at, size, start);
      else onBox(view, at, size, start, type);
    },
    data: onData,
    payload: onPayload,
    fault: onFault,
  });

  return {
    track,
    open: (name, facts) => {
      object = name;
      track.afterFailure = facts?.afterFailure === true;
      if (track.afterFailure) resumes = true;
      if (objects.length < mostObjects) objects.push(name);
      moofs = 0;
      mdats = 0;
      previous = undefined;
      if (since.length > 0) since = [];
      if (sinceBoxes.length > 0) sinceBoxes = [];
      opensObject = true;
      segment.open(name, 0, true, headers.length > 0);
    },
    push: (bytes) => reader.push(bytes),
    skippable: () => reader.skippable(),
    skip: (count) => reader.skip(count),
    close: (complete = true) => {
      const end = reader.position();
      reader.end(complete);
      const fault = endless.ends(end);
      if (complete && fault !== undefined) onFault(fault);
      // What is judged at the end of an object may lack what was cut off.
      track.complete = complete;
      finishChunks();
      settleHeader();
      closeSegment(true, end);
      if (!complete) resumes = true;
    },
    end: () => {
      judges.end();
      asking.ask('track', track, whereIs('', 0), new Set(), header.fired(), asking.trackFired);
      return { name: trackName, track, findings: asking.notes.findings(), exercised: asking.exercised };
    },
  };
};

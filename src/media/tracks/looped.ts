/** A CMAF track of a file, played again and again as if it never ended. */
import { concat } from '../bytes.ts';
import { box, writeBox } from '../build/node.ts';
import { ingestObjects } from '../ingest/ingest-reader.ts';
import type { HeaderFacts, IngestObject } from '../ingest/ingest-object.ts';
import { bytesOf, child, decodeAs, type Box } from '../isobmff/box.ts';
import { readTree } from '../isobmff/tree.ts';
import { restamped, stampPlaces, type StampPlaces } from './restamp.ts';
import { boxAt, respliced } from './splice.ts';
import type { MediaKind, SourceTrack } from './test-track.ts';

/** One chunk of the file: its bytes with 64-bit times, and its time and duration in ticks from the first one on. */
interface LoopedChunk {
  readonly bytes: Uint8Array;
  readonly places: StampPlaces;
  readonly time: bigint;
  readonly duration: bigint;
  readonly beginsFragment: boolean;
}

interface Fault {
  readonly fault: string;
}

const kinds: Readonly<Record<string, readonly [MediaKind, extension: string, contentType: string]>> = {
  vide: ['video', '.cmfv', 'video/mp4'],
  soun: ['audio', '.cmfa', 'audio/mp4'],
  text: ['text', '.cmft', 'application/mp4'],
};

/** Boxes of a chunk that are repeated with it; what stands beside them tells times of its own. */
const repeated: ReadonlySet<string> = new Set(['styp', 'moof', 'mdat']);

/** Whether the first sample of a chunk is a sync sample (sample_is_non_sync_sample is 0; 14496-12, 8.8.3). */
const beginsWithSync = (moof: Box, header: Uint8Array): boolean => {
  const traf = child(moof, 'traf');
  const tfhd = child(traf, 'tfhd');
  const trun = child(traf, 'trun');
  const trex = boxAt(header, 'moov/mvex/trex');
  const run = trun === undefined ? undefined : decodeAs(trun, 'trun').value;
  const flags =
    run?.first_sample_flags ??
    run?.samples[0]?.sample_flags ??
    (tfhd === undefined ? undefined : decodeAs(tfhd, 'tfhd').value.default_sample_flags) ??
    (trex === undefined ? 0 : decodeAs(trex, 'trex').value.default_sample_flags);
  return (flags & 0x10000) === 0;
};

/** A chunk whose tfdt has 64 bits. */
const withWideTime = (chunk: Uint8Array, time: bigint): Uint8Array => {
  const tfdt = boxAt(chunk, 'moof/traf/tfdt');
  if (tfdt === undefined || decodeAs(tfdt, 'tfdt').value.version === 1) return chunk;
  return respliced(chunk, tfdt, writeBox(box('tfdt', { version: 1, baseMediaDecodeTime: time })));
};

const chunkOf = (
  file: Uint8Array,
  { offset, length, fragment, fault, complete }: IngestObject,
  header: { readonly bytes: Uint8Array; readonly facts: HeaderFacts },
  start: bigint | undefined,
): LoopedChunk | Fault => {
  const where = `the fragment at byte ${String(offset)}`;
  if (fault !== undefined || !complete) return { fault: `${where}: ${fault ?? 'cut off'}` };
  const time = fragment?.baseMediaDecodeTime;
  if (fragment === undefined || time === undefined) return { fault: `${where}, which has no tfdt` };
  if (fragment.trackId !== header.facts.trackId)
    return { fault: `${where}, whose track_ID the header does not have` };
  if (fragment.duration === 0n) return { fault: `${where}, which lasts no time` };
  const tree = readTree(file.subarray(offset, offset + length)).boxes;
  const moof = tree.find(({ type }) => type === 'moof');
  const tfhd = child(child(moof, 'traf'), 'tfhd');
  if (moof === undefined || tfhd === undefined) return { fault: `${where}, which has no track` };
  if ((decodeAs(tfhd, 'tfhd').value.flags & 1) !== 0)
    return { fault: `${where}, whose offsets count from the beginning of its file` };
  const boxes = concat(...tree.filter(({ type }) => repeated.has(type)).map(bytesOf));
  const bytes = withWideTime(boxes, time);
  const places = stampPlaces(bytes);
  if (places === undefined) return { fault: `${where}, which has no mfhd` };
  return {
    bytes,
    places,
    time: time - (start ?? time),
    duration: fragment.duration,
    beginsFragment: beginsWithSync(moof, header.bytes),
  };
};

const lasts = (chunks: readonly LoopedChunk[]): bigint =>
  chunks.reduce((sum, { duration }) => sum + duration, 0n);

/**
 * The chunks of each fragment. A last fragment that is shorter than all others is left out, since a live track has no
 * short fragment in its middle.
 */
const fragmentsOf = (chunks: readonly LoopedChunk[]): readonly (readonly LoopedChunk[])[] => {
  const fragments: LoopedChunk[][] = [];
  for (const chunk of chunks) {
    if (chunk.beginsFragment || fragments.length === 0) fragments.push([chunk]);
    else fragments.at(-1)?.push(chunk);
  }
  const [last = [], ...others] = fragments.toReversed();
  const isShort = others.length > 0 && others.every((other) => lasts(other) > lasts(last));
  return isShort ? fragments.slice(0, -1) : fragments;
};

const headerOf = (
  file: Uint8Array,
  objects: readonly IngestObject[],
): { readonly bytes: Uint8Array; readonly facts: HeaderFacts } | Fault => {
  const object = objects.find(({ kind }) => kind === 'header');
  if (object?.header === undefined) return { fault: 'a file without a CMAF header' };
  if (object.fault !== undefined) return { fault: `the header: ${object.fault}` };
  const facts = object.header;
  if (facts.tracks !== 1) return { fault: `a header of ${String(facts.tracks)} tracks, where CMAF has one` };
  if (facts.timescale === 0) return { fault: 'a header without a timescale' };
  if (facts.handler === 'subt' || facts.handler === 'meta')
    return { fault: `a track of ${facts.coding}, whose samples tell times of their own` };
  if (kinds[facts.handler] === undefined) return { fault: `a track of the handler ${facts.handler}` };
  return { bytes: file.slice(object.offset, object.offset + object.length), facts };
};

/**
 * The track of a CMAF file (header and fragments), looped for ever: times and sequence numbers are written anew, so
 * that the first fragment follows the last without a gap. Each track loops by its own length. Fragments need not be of
 * one duration: `fragmentDuration` is what they last on average, and the time of each is the sum of those before.
 * Answers with what is wrong, as a noun phrase, where the file cannot be looped.
 */
export const loopedTrack = (name: string, file: Uint8Array): SourceTrack | Fault => {
  const objects = ingestObjects(file);
  const header = headerOf(file, objects);
  if ('fault' in header) return header;
  const chunks: LoopedChunk[] = [];
  let start: bigint | undefined;
  for (const object of objects) {
    if (object.kind !== 'fragment') continue;
    const chunk = chunkOf(file, object, header, start);
    if ('fault' in chunk) return chunk;
    start ??= object.fragment?.baseMediaDecodeTime;
    chunks.push(chunk);
  }
  const fragments = fragmentsOf(chunks);
  const looping = fragments.flat();
  const last = looping.at(-1);
  if (last === undefined) return { fault: 'a file without fragments' };
  const length = last.time + last.duration;
  const [kind, extension, contentType] = kinds[header.facts.handler] ?? ['video', '.cmfv', 'video/mp4'];
  return {
    name,
    kind,
    extension,
    contentType,
    timescale: header.facts.timescale,
    fragmentDuration: Math.max(1, Math.round(Number(length) / fragments.length)),
    header: header.bytes,
    chunks: (number) => {
      const loop = Math.floor(number / fragments.length);
      const fragment = fragments[number - loop * fragments.length] ?? [];
      const before = loop * looping.length + looping.indexOf(fragment[0] ?? last);
      return fragment.map(({ bytes, places, time }, i) =>
        restamped(bytes, places, before + i + 1, BigInt(loop) * length + time),
      );
    },
    says: () => true,
  };
};

import { elementAt, unsigned, vintLength, type EbmlElement } from './ebml.ts';
import { rateOf, type FrameBreak, type FrameReading } from './frame-reading.ts';

// The elements that we look at, by their IDs (RFC 9559, section 5.1).
const [segment, info, timestampScale, cluster] = [0x18538067, 0x1549a966, 0x2ad7b1, 0x1f43b675];
const [timestamp, simpleBlock, blockGroup, block] = [0xe7, 0xa3, 0xa0, 0xa1];

/** EBML, SeekHead, Tracks, Cues, Chapters, Tags, Attachments, Void, CRC-32. */
const outside = [
  0x1a45dfa3, 0x114d9b74, 0x1654ae6b, 0x1c53bb6b, 0x1043a770, 0x1254c367, 0x1941a469, 0xec, 0xbf,
];
const outsideCluster = new Set([...outside, segment, info, cluster]);
/** Position, PrevSize, SilentTracks, EncryptedBlock, Void, CRC-32. */
const insideCluster = new Set([timestamp, simpleBlock, blockGroup, 0xa7, 0xab, 0x5854, 0xaf, 0xec, 0xbf]);

interface Cluster {
  readonly offset: number;
  readonly end: number | undefined;
  time: number;
  /** The times of its blocks. */
  readonly blocks: number[];
}

/** Where the next Cluster begins, after `from`. */
const nextCluster = (bytes: Uint8Array, from: number): number | undefined => {
  for (let at = bytes.indexOf(0x1f, from + 1); at !== -1; at = bytes.indexOf(0x1f, at + 1)) {
    const element = elementAt(bytes, at);
    if (element !== undefined && element !== 'cut' && element.id === cluster) return at;
  }
  return undefined;
};

const children = function* (bytes: Uint8Array, { start, end = start }: EbmlElement): Generator<EbmlElement> {
  for (let at = start; at < end;) {
    const child = elementAt(bytes, at);
    if (child === undefined || child === 'cut' || child.end === undefined || child.end > end) return;
    yield child;
    at = child.end;
  }
};

/** The time of a block in its cluster: two bytes with a sign, after the track number (RFC 9559, section 10). */
const blockTime = (bytes: Uint8Array, element: EbmlElement): number | undefined => {
  if (element.id === blockGroup) {
    const inner = [...children(bytes, element)].find(({ id }) => id === block);
    return inner && blockTime(bytes, inner);
  }
  if (element.id !== simpleBlock && element.id !== block) return undefined;
  const at = element.start + vintLength(bytes[element.start] ?? 0x80);
  return (((bytes[at] ?? 0) << 24) >> 16) + (bytes[at + 1] ?? 0);
};

/** From the first block to the last, which is taken to play as long as the step before it. */
const playedBy = (blocks: readonly number[]): number => {
  const [first, last, before] = [blocks[0], blocks.at(-1), blocks.at(-2)];
  return first === undefined || last === undefined
    ? 0
    : Math.max(0, last - first + (last - (before ?? last)));
};

/** Walks the Clusters of a WebM stream: their extents, what is in them, and that time does not fall. */
export const readWebm = (bytes: Uint8Array): FrameReading => {
  const breaks: FrameBreak[] = [];
  const blocks: number[] = [];
  let [frames, length, end, nanoseconds, lastTime] = [0, 0, 0, 1_000_000, 0];
  let firstFrame: number | undefined;
  let open: Cluster | undefined;
  const close = (at: number) => {
    if (open === undefined) return;
    if (open.time < lastTime) {
      const reason = `This cluster begins at ${open.time}, the one before at ${lastTime}.`;
      breaks.push({ offset: open.offset, reason });
    }
    frames++;
    firstFrame ??= open.offset;
    length += at - open.offset;
    lastTime = open.time;
    for (const time of open.blocks) blocks.push(open.time + time);
    end = at;
    open = undefined;
  };

  let offset = 0;
  let last = 0;
  while (offset < bytes.length) {
    if (open?.end !== undefined && offset >= open.end) close(open.end);
    const element = elementAt(bytes, offset);
    if (element === 'cut') break;
    const stays = open !== undefined && element !== undefined && insideCluster.has(element.id);
    const leaves = element !== undefined && outsideCluster.has(element.id) && open?.end === undefined;
    const isMaster = element?.id === segment || element?.id === cluster;
    const limit = (stays ? open?.end : undefined) ?? Infinity;
    const fits = element !== undefined && (isMaster || (element.end !== undefined && element.end <= limit));
    if (!(stays || leaves) || !fits) {
      // What precedes the first element is what a listener got who joined midway.
      if (offset > 0) breaks.push({ offset, reason: 'No element of WebM where the next one should begin.' });
      open = undefined;
      const next = nextCluster(bytes, last);
      if (next === undefined) break;
      offset = last = next;
      continue;
    }
    if (!stays) close(offset);
    if (element.id === cluster) open = { offset, end: element.end, time: 0, blocks: [] };
    if (!isMaster && (element.end ?? Infinity) > bytes.length) {
      if (open?.end === undefined) close(offset);
      break;
    }
    if (element.id === info) {
      const scale = [...children(bytes, element)].find(({ id }) => id === timestampScale);
      if (scale !== undefined) nanoseconds = unsigned(bytes, scale);
    }
    if (open !== undefined && element.id === timestamp) open.time = unsigned(bytes, element);
    const time = blockTime(bytes, element);
    if (time !== undefined) open?.blocks.push(time);
    last = offset;
    offset = isMaster ? element.start : (element.end ?? element.start);
    if (!isMaster && open === undefined) end = offset;
  }
  if (open !== undefined && (open.end ?? offset) <= offset && offset <= bytes.length) close(offset);
  const milliseconds = (playedBy(blocks) * nanoseconds) / 1e6;
  return {
    frames,
    firstFrame,
    breaks,
    milliseconds,
    bitsPerSecond: rateOf(length, milliseconds),
    trailing: bytes.length - (frames === 0 ? 0 : end),
  };
};

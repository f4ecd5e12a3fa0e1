import { decodeAs, type Box } from '../../media/isobmff/box.ts';
import type { Chunk } from '../model/chunk.ts';
import type { Segment } from '../model/track.ts';

type Open = { -readonly [K in keyof Omit<Segment, 'boxes' | 'chunkSpans'>]: Segment[K] } & {
  boxes: Box[];
  chunkSpans: { start: number; end: number; duration: number }[];
};

const none: readonly string[] = [];

const mostBoxes = 256;
const mostSpans = 4096;

/** A value to be filled in: all of it is set where a segment is opened. */
const blankSegment = (): Open => ({
  object: '',
  start: 0,
  end: 0,
  whole: false,
  first: false,
  last: false,
  styp: undefined,
  brands: none,
  boxes: [],
  chunks: 0,
  fragments: 0,
  opensWithFragment: undefined,
  time: NaN,
  duration: 0,
  samples: 0,
  earliest: 0,
  contiguous: true,
  chunkSpans: [],
  hasHeader: false,
});

/** The segment that is being read: an object, or what lies between two styp boxes of a longer one. */
export const openSegment = () => {
  /** One value serves all segments, for most are as short as a fragment. */
  const segment = blankSegment();
  let current: Open | undefined;
  let next = NaN;
  let count = 0;
  let unknown = false;
  return {
    open: (object: string, start: number, whole: boolean, hasHeader: boolean): void => {
      count = whole ? 0 : count + 1;
      next = NaN;
      unknown = false;
      segment.object = object;
      segment.start = start;
      segment.end = start;
      segment.whole = whole;
      segment.first = count === 0;
      segment.last = false;
      segment.styp = undefined;
      segment.brands = none;
      if (segment.boxes.length > 0) segment.boxes = [];
      segment.chunks = 0;
      segment.fragments = 0;
      segment.opensWithFragment = undefined;
      segment.time = NaN;
      segment.duration = 0;
      segment.samples = 0;
      segment.earliest = 0;
      segment.contiguous = true;
      if (segment.chunkSpans.length > 0) segment.chunkSpans = [];
      segment.hasHeader = hasHeader;
      current = segment;
    },
    box: (box: Box): void => {
      if (current === undefined) return;
      if (current.boxes.length < mostBoxes) current.boxes.push(box);
      if (box.type === 'styp' && current.styp === undefined) {
        current.styp = box;
        const { major_brand, compatible_brands } = decodeAs(box, 'styp').value;
        current.brands = [major_brand, ...compatible_brands];
      }
    },
    data: (start: number, size: number | undefined): void => {
      // The mdat of a chunk comes with the chunk; another one right behind it belongs to it too.
      const spans = current?.chunkSpans;
      const span = spans?.[spans.length - 1];
      if (span?.end === start && size !== undefined) span.end = start + size;
    },
    add: (chunk: Chunk, opens: boolean | undefined): void => {
      if (current === undefined) return;
      if (current.chunks === 0) {
        current.opensWithFragment = opens;
        current.time = chunk.time;
        current.earliest = chunk.earliest;
      } else {
        if (chunk.timed && chunk.time !== next) current.contiguous = false;
        current.earliest = Math.min(current.earliest, chunk.time - current.time + chunk.earliest);
      }
      next = chunk.time + chunk.duration;
      current.chunks += 1;
      if (opens === undefined) unknown = true;
      if (opens === true) current.fragments = (current.fragments ?? 0) + 1;
      current.duration += chunk.duration;
      current.samples += chunk.samples;
      if (current.chunkSpans.length < mostSpans) {
        const { start, duration, data } = chunk;
        const end = data?.payload === undefined ? start : data.start + data.header + data.payload;
        const span = { start, end, duration };
        // A list of one takes less memory than one that is added to, and most segments have one chunk.
        if (current.chunkSpans.length === 0) current.chunkSpans = [span];
        else current.chunkSpans.push(span);
      }
    },
    /** Ends it; undefined where there was nothing in it. The value is valid until the next one is opened. */
    close: (end: number, last: boolean): Segment | undefined => {
      const closed = current;
      current = undefined;
      if (closed === undefined || (closed.chunks === 0 && closed.boxes.length === 0)) return undefined;
      closed.end = end;
      closed.last = last;
      closed.whole = closed.whole && last;
      if (unknown) closed.fragments = undefined;
      return closed;
    },
  };
};

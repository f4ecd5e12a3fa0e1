import { rateOf, type FrameBreak, type FrameReading } from './frame-reading.ts';
import { clockOf, type OggClock } from './ogg-clock.ts';
import { isIntact, isPage, nextPage, pageAt, type OggPage } from './ogg-page.ts';

interface LogicalStream {
  readonly clock: OggClock | undefined;
  sequence: number;
  first?: number;
  last: number;
}

const playedBy = ({ clock, first, last }: LogicalStream): number =>
  clock === undefined || first === undefined
    ? 0
    : Math.max(0, ((last - first) * 1000) / clock.granulesPerSecond);

/**
 * Pages in the order of the file. Each stretch of bytes is looked at once: a page is left at its end if another
 * follows there, else at the first page inside it, so the time is linear.
 */
const pagesOf = (bytes: Uint8Array, breaks: FrameBreak[]): { pages: OggPage[]; end: number } => {
  const pages: OggPage[] = [];
  let end = 0;
  for (let offset = nextPage(bytes, 0); offset < bytes.length;) {
    if (!isPage(bytes, offset)) {
      const next = nextPage(bytes, offset);
      // What may be the beginning of a capture pattern is not wrong yet.
      if (next < bytes.length || bytes.length - offset >= 4) {
        breaks.push({ offset, reason: 'No page where the next one should begin.' });
      }
      offset = next;
      continue;
    }
    const page = pageAt(bytes, offset);
    const next = nextPage(bytes, offset + 4);
    if (page === undefined && next === bytes.length) break;
    const trusted = page !== undefined && (page.end === bytes.length || isPage(bytes, page.end));
    if (page === undefined || (!trusted && next < page.end && next < bytes.length)) {
      breaks.push({ offset, reason: `The next page begins at byte ${next}, before this one ends.` });
      offset = next;
      continue;
    }
    if (page.end > bytes.length) break;
    if (isIntact(bytes, page)) pages.push(page);
    else breaks.push({ offset, reason: `The checksum of page ${page.sequence} is wrong.` });
    offset = end = page.end;
  }
  return { pages, end };
};

/**
 * Walks the pages of an Ogg stream: capture patterns, checksums, sequence numbers. Frames are the pages after the
 * header pages. A listener may join midway, so the sequence may jump once, after the headers; time then counts from
 * the first granule position.
 */
export const readOgg = (bytes: Uint8Array): FrameReading => {
  const breaks: FrameBreak[] = [];
  const { pages, end } = pagesOf(bytes, breaks);
  const data: OggPage[] = [];
  const streams = new Map<number, LogicalStream>();
  let milliseconds = 0;
  let linkHasData = false;
  /** Streams that play together count once, streams that play in turn (RFC 3533, section 4) all. */
  const closeLink = () => {
    milliseconds += Math.max(0, ...[...streams.values()].map(playedBy));
    streams.clear();
    linkHasData = false;
  };

  for (const page of pages) {
    if (page.beginsStream) {
      if (linkHasData) closeLink();
      streams.set(page.serial, { clock: clockOf(page.body), sequence: page.sequence, last: 0 });
      continue;
    }
    const stream = streams.get(page.serial) ?? { clock: undefined, sequence: page.sequence - 1, last: 0 };
    if (!streams.has(page.serial)) {
      streams.set(page.serial, stream);
      if (data.length > 0)
        breaks.push({ offset: page.offset, reason: 'A stream begins without its headers.' });
    }
    const expected = (stream.sequence + 1) >>> 0;
    const isHeader = stream.first === undefined && (page.granule ?? 0) === 0;
    const joins = stream.first === undefined && !isHeader;
    if (page.sequence !== expected && !joins) {
      breaks.push({
        offset: page.offset,
        reason: `Page ${page.sequence} comes where page ${expected} should.`,
      });
    }
    if (page.granule !== undefined && page.granule < stream.last) {
      const reason = `The granule position falls from ${stream.last} to ${page.granule}.`;
      breaks.push({ offset: page.offset, reason });
    }
    if (joins) stream.first = page.sequence === expected ? (stream.clock?.start ?? 0) : (page.granule ?? 0);
    stream.sequence = page.sequence;
    stream.last = page.granule ?? stream.last;
    if (isHeader) continue;
    linkHasData = true;
    data.push(page);
  }
  closeLink();
  breaks.sort((a, b) => a.offset - b.offset);
  const length = data.reduce((sum, page) => sum + page.end - page.offset, 0);
  return {
    frames: data.length,
    firstFrame: data[0]?.offset,
    breaks,
    milliseconds,
    bitsPerSecond: rateOf(length, milliseconds),
    trailing: bytes.length - end,
  };
};

/** What a new version of a media playlist may not change of the one before. */
import type { ByteRange } from './playlist-values.ts';
import type { MediaPlaylist, Segment } from './playlist-model.ts';
import { faultList, quote, type Fault, type TakeFault } from './reading.ts';

const rangeOf = (range: ByteRange | undefined): string =>
  range === undefined ? 'none' : `${String(range.length)}@${String(range.offset ?? '')}`;

/** What tells one segment from another, and what is told of it: name, what it was, what it is. */
const comparisons = (then: Segment, now: Segment): readonly (readonly [string, string, string])[] => [
  ['URI', then.uri, now.uri],
  ['EXT-X-BYTERANGE', rangeOf(then.byteRange), rangeOf(now.byteRange)],
  ['EXTINF', String(then.duration?.seconds), String(now.duration?.seconds)],
  ['EXT-X-MAP', then.map?.URI ?? 'none', now.map?.URI ?? 'none'],
  ['EXT-X-DISCONTINUITY', then.discontinuity ? 'there' : 'none', now.discontinuity ? 'there' : 'none'],
];

/**
 * Whether what was lost is mended here: a source that could not upload a segment tells a discontinuity or a gap in its
 * place, and may take that back when it has uploaded it after all.
 */
const isMended = (then: Segment, now: Segment): boolean =>
  then.gap || (then.discontinuity && !now.discontinuity);

const segmentChanges = (then: MediaPlaylist, now: MediaPlaylist, fault: TakeFault): void => {
  const known = new Map(then.segments.map((segment) => [segment.mediaSequenceNumber, segment]));
  for (const segment of now.segments) {
    const before = known.get(segment.mediaSequenceNumber);
    if (before === undefined || isMended(before, segment)) continue;
    const [change] = comparisons(before, segment).filter(([, was, is]) => was !== is);
    if (change === undefined) continue;
    const [name, was, is] = change;
    const number = String(segment.mediaSequenceNumber);
    fault(segment.line, `${name} of segment ${number} was ${quote(was)} and is ${quote(is)}.`);
  }
};

const sequenceChanges = (then: MediaPlaylist, now: MediaPlaylist, fault: TakeFault): void => {
  const [was, is] = [then.mediaSequence ?? 0n, now.mediaSequence ?? 0n];
  if (is < was) fault(1, `EXT-X-MEDIA-SEQUENCE was ${String(was)} and is ${String(is)}.`);
  const [last, past] = [now.segments.at(-1), then.segments.at(-1)];
  if (last !== undefined && past !== undefined && last.mediaSequenceNumber < past.mediaSequenceNumber) {
    fault(last.line, `The last segment was ${String(past.mediaSequenceNumber)}, and is gone from the end.`);
  }
};

const discontinuityChanges = (then: MediaPlaylist, now: MediaPlaylist, fault: TakeFault): void => {
  const [first, past] = [now.segments[0], then.segments.at(-1)];
  if (first === undefined || past === undefined || first.mediaSequenceNumber < (then.mediaSequence ?? 0n))
    return;
  const removed = then.segments.filter(
    ({ discontinuity, mediaSequenceNumber }) =>
      discontinuity && mediaSequenceNumber < first.mediaSequenceNumber,
  ).length;
  const [was, is] = [then.discontinuitySequence ?? 0n, now.discontinuitySequence ?? 0n];
  const least = was + BigInt(removed);
  // Segments that no version told of may have had discontinuities of their own.
  const isKnown = now.skippedSegments === 0n && past.mediaSequenceNumber + 1n >= first.mediaSequenceNumber;
  if (is >= least && (is === least || !isKnown)) return;
  fault(1, `EXT-X-DISCONTINUITY-SEQUENCE is ${String(is)}, and not ${String(least)}.`);
};

/**
 * What a new version of a media playlist changes and must not (RFC 8216, 4.3.3.5, 6.2.1 and 6.2.2), as faults of its
 * lines: EXT-X-MEDIA-SEQUENCE goes back; another segment under a number that was used, or another duration, CMAF header or
 * discontinuity of it; a segment gone from the end; discontinuities that went with their segments and were not counted;
 * another target duration or EXT-X-PLAYLIST-TYPE; segments gone from a playlist of type EVENT; anything at all after
 * EXT-X-ENDLIST. A gap or a discontinuity may be taken back where a segment came after all. At most `faultLimit`.
 */
export const playlistChanges = (then: MediaPlaylist, now: MediaPlaylist): readonly Fault[] => {
  const { faults, take } = faultList();
  sequenceChanges(then, now, take);
  segmentChanges(then, now, take);
  discontinuityChanges(then, now, take);
  if (then.targetDuration !== now.targetDuration) {
    const [was, is] = [then.targetDuration, now.targetDuration].map((each) => String(each ?? 'none'));
    take(1, `EXT-X-TARGETDURATION was ${was ?? ''} and is ${is ?? ''}.`);
  }
  if (then.playlistType !== undefined && then.playlistType !== now.playlistType) {
    take(1, `EXT-X-PLAYLIST-TYPE was ${then.playlistType} and is ${now.playlistType ?? 'none'}.`);
  }
  if (then.playlistType !== undefined && (now.mediaSequence ?? 0n) > (then.mediaSequence ?? 0n)) {
    take(1, `Segments are gone from a playlist of the type ${then.playlistType}.`);
  }
  if (then.endList && (!now.endList || now.segments.length !== then.segments.length)) {
    take(1, 'The playlist changes after EXT-X-ENDLIST.');
  }
  return faults;
};

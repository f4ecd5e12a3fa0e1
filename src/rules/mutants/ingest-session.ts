import { edited, insertAfter, insertBefore, remove, set } from '../../media/build/edit.ts';
import { group, type BoxNode } from '../../media/build/node.ts';
import { write } from '../../media/build/write.ts';
import type { Input, ObjectInput } from '../input.ts';
import { ended, headerPart, ladder, requests, session, switchingSet } from '../examples/together.ts';
import { video } from '../examples/video.ts';
import { broken, mutant, type Mutant } from './mutant.ts';
import { clock, styp } from './cmaf-seg-inputs.ts';

const inSession = { settings: { session: true } };
const later = { settings: { session: true, head: true } };

/** The requests of a track: the header, three segments, and the end. */
const [header, one, two, three, end] = requests('track', ended(video())).objects as readonly [
  ObjectInput,
  ObjectInput,
  ObjectInput,
  ObjectInput,
  ObjectInput,
];

const sent =
  (...objects: readonly ObjectInput[]) =>
  (): Input => ({ tracks: [{ name: 'track', objects }] });

/** The second segment, of which the connection lost the end. */
const cut: ObjectInput = {
  ...two,
  name: 'cut.cmfv',
  bytes: two.bytes.subarray(0, two.bytes.length - 100),
  complete: false,
};
const again: ObjectInput = { ...header, name: 'again.cmfv', afterFailure: true };
const otherHeader: ObjectInput = {
  ...again,
  bytes: write(edited(headerPart(video()), set('moov/trak/udta/kind', { value: 'alternate' }))),
};
const failed = (object: ObjectInput): ObjectInput => ({ ...object, afterFailure: true });

/** A track of the later editions: each segment has styp and prft, and the last says so. */
const ofLaterEditions = (): readonly BoxNode[] =>
  edited(
    video(),
    ...[2, 1, 0].map((i) =>
      insertBefore(`moof[${String(i)}]`, i === 2 ? styp('cmfs', 'lmsg') : styp('cmfs'), clock(i)),
    ),
  );

const withStyp = (): readonly BoxNode[] =>
  edited(video(), ...[2, 1, 0].map((i) => insertBefore(`moof[${String(i)}]`, styp('cmfs'))));

const laterRequests = (boxes: () => readonly BoxNode[]) => (): Input => ({
  tracks: [requests('track', boxes())],
});

export const ingestSessionMutants = {
  'INGEST-001': [
    broken(
      'media first',
      session(() => ended(video())),
      session(() => ended(video()).slice(2)),
      inSession,
    ),
  ],
  'INGEST-002': [
    broken(
      'media goes on after a refusal',
      sent(header, one, again, two, three, end),
      sent(header, one, failed(two), three, end),
      inSession,
    ),
    broken(
      'media goes on after a connection that was lost',
      sent(header, one, cut, again, two, three, end),
      sent(header, one, cut, two, three, end),
      inSession,
    ),
  ],
  'INGEST-003': [
    broken(
      'another track comes after a refusal',
      sent(header, one, again, two, three, end),
      sent(header, one, otherHeader, two, three, end),
      inSession,
    ),
  ],
  'INGEST-012': [
    broken(
      'no mfra',
      session(() => ended(video())),
      session(video),
      inSession,
    ),
  ],
  'INGEST-013': [
    mutant('an empty mfra between two fragments', video, [insertAfter('mdat[0]', group('mfra'))]),
  ],
  'INGEST-015': [
    broken(
      'another movie timescale in a switching set',
      switchingSet(ladder),
      switchingSet(ladder, set('moov/mvhd', { timescale: 90000 })),
    ),
  ],
  'INGEST-016': [
    broken(
      'what was cut off is not sent again',
      sent(header, one, cut, again, two, three, end),
      sent(header, one, cut, again, three, end),
      inSession,
    ),
  ],
  'INGEST-017': [
    broken(
      'the second segment has no styp',
      () => ({ tracks: [requests('track', withStyp())] }),
      () => ({ tracks: [requests('track', edited(withStyp(), remove('styp[1]')))] }),
    ),
  ],
  'INGEST-019': [
    broken('all segments in one request', laterRequests(ofLaterEditions), session(ofLaterEditions), later),
  ],
  'INGEST-020': [
    broken(
      'segments of one track under two paths',
      sent(header, one, two, three, end),
      sent(header, one, two, { ...three, name: 'elsewhere/3.cmfv' }, end),
      inSession,
    ),
  ],
  'INGEST-022': [
    broken(
      'a segment without prft',
      laterRequests(ofLaterEditions),
      laterRequests(() => edited(ofLaterEditions(), remove('prft[1]'))),
      later,
    ),
  ],
  'INGEST-023': [
    broken(
      'the last segment does not say so',
      laterRequests(() => ended(ofLaterEditions())),
      laterRequests(() =>
        ended(edited(ofLaterEditions(), remove('styp[2]'), insertBefore('prft[2]', styp('cmfs')))),
      ),
      later,
    ),
  ],
} as const satisfies Record<string, readonly [Mutant, ...Mutant[]]>;

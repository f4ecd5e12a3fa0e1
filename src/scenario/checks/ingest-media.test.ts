import { describe, expect, test } from 'vitest';
import { ascii, concat } from '../../media/bytes.ts';
import { emptyMfra, fragmentBytes, headerBytes } from '../../media/tracks/forms.ts';
import { fragmentOf, sourceTrack } from '../../media/tracks/presentation.ts';
import { testTracks } from '../../media/tracks/test-track.ts';
import type { SourceTrack, TestTrackName } from '../../media/tracks/test-track.ts';
import { clauses } from '../../spec/index.ts';
import type { ClauseId } from '../../spec/index.ts';
import type { Observations } from '../../trace/observations.ts';
import { mediaOccasions } from '../ingest/media-occasions.ts';
import { receivedMedia } from '../ingest/received-media.ts';
import { asked, chunk, exited, left, opened, seenIn, sent, step, told } from './client-example.ts';
import type { Move } from './client-example.ts';
import { mediaMeets } from './ingest-media.ts';

const video = sourceTrack('video');
const audio = sourceTrack('audio');
const names = Object.keys(testTracks) as TestTrackName[];

const numbers = (from: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, i) => from + i);

const pathOf = (track: SourceTrack): string => `/live.isml/Streams(${track.name}${track.extension})`;

const begun = (conn: number, path: string, ...fields: readonly string[]): Move[] => [
  opened(conn),
  asked([`POST ${path} HTTP/1.1`, 'Host: x', ...fields], conn),
];

/** A long request that brings these pieces, each as a chunk. */
const long = (
  conn: number,
  track: SourceTrack,
  pieces: readonly Uint8Array[],
  path = pathOf(track),
): Move[] => [
  ...begun(conn, path, 'Transfer-Encoding: chunked'),
  ...pieces.flatMap((piece) => chunk(piece, conn)),
];

const whole = (track: SourceTrack, from = 0, count = 12): readonly Uint8Array[] => [
  track.header,
  ...numbers(from, count).map((number) => fragmentOf(track, number)),
];

/** A request for each of these pieces. */
const short = (conn: number, track: SourceTrack, pieces: readonly Uint8Array[]): Move[] => [
  opened(conn),
  ...pieces.flatMap((piece) => [
    asked([`POST ${pathOf(track)} HTTP/1.1`, 'Host: x', `Content-Length: ${String(piece.length)}`], conn),
    sent(piece, conn),
    told('HTTP/1.1 200 OK', conn),
  ]),
];

const over = (conn: number): Move[] => [
  ...chunk(new Uint8Array(0), conn),
  told('HTTP/1.1 200 OK', conn),
  left('fin', conn),
];

/** The whole presentation, to its end. */
const presentation = (): Observations =>
  seenIn([
    ...names.flatMap((name, conn) => [
      ...long(conn, sourceTrack(name), [...whole(sourceTrack(name)), emptyMfra]),
      ...over(conn),
    ]),
    ...exited(0),
  ]);

const judgedClauses = (Object.keys(clauses) as ClauseId[]).filter((id) => id.startsWith('DI-'));

const outcomes = (seen: Observations): Readonly<Record<string, string>> =>
  Object.fromEntries(judgedClauses.map((id) => [id, mediaMeets(id)(seen).outcome]));

const changedNumber = (bytes: Uint8Array, box: string, at: number, by: number): Uint8Array => {
  const copy = bytes.slice();
  const view = new DataView(copy.buffer);
  for (let from = copy.indexOf(0); from >= 0;) {
    const found = Buffer.from(copy).indexOf(box, from);
    if (found < 0) break;
    view.setUint32(found + at, view.getUint32(found + at) + by);
    from = found + 4;
  }
  return copy;
};

/** All times of a track so many ticks later. */
const later = (bytes: Uint8Array, ticks: number): Uint8Array => changedNumber(bytes, 'tfdt', 12, ticks);

describe('a conforming presentation', () => {
  const seen = presentation();

  test('has no findings', () => {
    expect(receivedMedia(seen).findings.map(({ finding }) => `${finding.rule} ${finding.message}`)).toEqual(
      [],
    );
    expect(receivedMedia(seen)).toBe(receivedMedia(seen));
    expect(receivedMedia(seen).ended).toBe(true);
  });

  test('meets what speaks of it, and nothing else is said to be met', () => {
    const said = outcomes(seen);
    expect(Object.values(said).filter((outcome) => outcome !== 'met' && outcome !== 'skipped')).toEqual([]);
    expect(said).toMatchObject({
      'DI-MT-01a': 'met',
      'DI-SWS-00': 'met',
      'DI-TT-02b': 'met',
      'DI-TM-14c': 'met',
      'DI-CMAF-GP-06a': 'met',
      'DI-SWS-smhd': 'skipped',
      'DI-MT-11': 'skipped',
      'DI-FO-04': 'skipped',
      'DI-CMAF-GP-04a': 'skipped',
      'DI-TT-08c': 'skipped',
    });
  });
});

test('a clause that has an occasion is decided by some rule', () => {
  const said = outcomes(presentation());
  expect(Object.keys(mediaOccasions).filter((id) => said[id] === undefined)).toEqual([]);
});

describe('a finding', () => {
  const gap = seenIn(long(0, video, [video.header, ...[0, 1, 2, 4, 5].map((n) => fragmentOf(video, n))]));

  test('tells what was expected, what came, where, and by which rule', () => {
    const outcome = mediaMeets('DI-MT-01a')(gap);
    const at = concat(video.header, ...[0, 1, 2].map((n) => fragmentOf(video, n))).length;
    expect(outcome).toMatchObject({ outcome: 'broken', expected: 'baseMediaDecodeTime 36864' });
    const { actual = '', evidence: [place] = [] } = outcome.outcome === 'broken' ? outcome : {};
    expect(actual).toContain('baseMediaDecodeTime 49152');
    expect(actual).toContain('CMAF-TRK-001');
    expect(actual).toContain(`“POST ${pathOf(video)}”`);
    const arrivals = gap.connections[0]?.exchanges[0]?.request.body.arrivals ?? [];
    const arrival = arrivals.find(({ offset, length }) => at >= offset && at < offset + length);
    expect(place?.event).toBe(arrival?.place.event);
    expect(place?.offset).toBeGreaterThanOrEqual(arrival?.place.offset ?? Infinity);
  });

  test('in a later request is where that came', () => {
    const parts = [video.header, ...[0, 1, 3, 4].map((n) => fragmentOf(video, n))];
    const seen = seenIn(short(0, video, parts));
    const outcome = mediaMeets('DI-INTRO-02')(seen);
    const fourth = seen.connections[0]?.exchanges[3]?.request.body.arrivals[0]?.place;
    expect(outcome).toMatchObject({ outcome: 'broken', evidence: [{ event: fourth?.event }] });
  });

  test('that is a warning fails nobody, and one that informs is recorded', () => {
    const header = video.header.slice();
    header.set(ascii('free'), Buffer.from(header).indexOf('btrt'));
    const seen = seenIn(long(0, video, [header, ...whole(video).slice(1)]));
    expect(mediaMeets('DI-CMAF-GP-11')(seen)).toMatchObject({ outcome: 'broken', atMost: 'should' });
    const roleless = video.header.slice();
    roleless.set(ascii('free'), Buffer.from(roleless).indexOf('kind'));
    const other = seenIn(long(0, video, [roleless, ...whole(video).slice(1)]));
    expect(mediaMeets('DI-MT-12a')(other).outcome).toBe('noted');
  });

  test('about one kind of track is no matter of sentences about another', () => {
    const webvtt = sourceTrack('webvtt');
    const wrong = webvtt.header.slice();
    wrong.set(ascii('subt'), Buffer.from(wrong).indexOf('hdlr') + 12);
    const seen = seenIn([
      ...long(0, webvtt, [wrong, ...whole(webvtt).slice(1)]),
      ...long(1, sourceTrack('ttml'), whole(sourceTrack('ttml'))),
      ...long(2, sourceTrack('metadata'), whole(sourceTrack('metadata'))),
    ]);
    expect(mediaMeets('DI-TT-02a')(seen).outcome).toBe('broken');
    expect(mediaMeets('DI-TT-02b')(seen).outcome).toBe('met');
    expect(mediaMeets('DI-TM-01a')(seen).outcome).toBe('met');
  });
});

describe('tracks together', () => {
  const shifted = whole(audio).map((piece, i) => (i === 0 ? piece : later(piece, 60 * audio.timescale)));

  test('a track of another time is found', () => {
    const seen = seenIn([...long(0, video, whole(video)), ...short(1, audio, shifted)]);
    expect(mediaMeets('DI-INTRO-04')(seen).outcome).toBe('broken');
    expect(mediaMeets('DI-CMAF-GC-06')(seen).outcome).toBe('broken');
  });

  test('renditions are a set for sure where the target says so', () => {
    const low = sourceTrack('video-low');
    const others = whole(low).map((piece, i) => (i === 0 ? piece : later(piece, 512)));
    const moves = [...long(0, video, whole(video)), ...long(1, low, others)];
    const guessed = mediaMeets('DI-SWS-00')(seenIn(moves));
    const said = mediaMeets('DI-SWS-00')(seenIn(moves, { features: { renditions: true } }));
    expect(guessed).toMatchObject({ outcome: 'broken', atMost: 'should' });
    expect(said.outcome).toBe('broken');
    expect(said).not.toHaveProperty('atMost');
  });
});

describe('interruptions', () => {
  const cut = fragmentOf(video, 2);
  const first = [
    ...long(0, video, whole(video, 0, 2)),
    ...chunk(cut.subarray(0, cut.length - 100)),
    left('rst'),
  ];

  test('the header again, and the fragment again', () => {
    const seen = seenIn([...first, ...long(1, video, whole(video, 2, 5))]);
    expect(mediaMeets('DI-CMAF-GP-04a')(seen).outcome).toBe('met');
    expect(mediaMeets('DI-CMAF-GP-05b')(seen).outcome).toBe('met');
    expect(mediaMeets('DI-INTRO-02')(seen).outcome).toBe('met');
    expect(receivedMedia(seen).findings).toEqual([]);
  });

  test('fragments without the header', () => {
    const seen = seenIn([...first, ...long(1, video, whole(video, 2, 5).slice(1))]);
    expect(mediaMeets('DI-CMAF-GP-04a')(seen).outcome).toBe('broken');
  });

  test('the next fragment without the rest of the one that was cut off', () => {
    const seen = seenIn([...first, ...long(1, video, whole(video, 3, 5))]);
    expect(mediaMeets('DI-INTRO-02')(seen).outcome).toBe('broken');
  });

  test('a stream that we cut off ourselves is whole as far as it goes', () => {
    const seen = seenIn([
      ...long(0, video, whole(video, 0, 3)),
      ...chunk(cut.subarray(0, 40)),
      step('seen enough'),
    ]);
    expect(receivedMedia(seen).findings).toEqual([]);
    expect(receivedMedia(seen).ended).toBe(false);
    expect(mediaMeets('DI-CMAF-GP-06a')(seen).outcome).toBe('skipped');
  });
});

test('an end without mfra is one only where the source came to its end', () => {
  const moves = [...long(0, video, whole(video)), ...over(0)];
  expect(mediaMeets('DI-CMAF-GP-06a')(seenIn([...moves, ...exited(0)])).outcome).toBe('broken');
  expect(mediaMeets('DI-CMAF-GP-06a', 'end')(seenIn(moves)).outcome).toBe('unclear');
});

describe('two instances', () => {
  const second: Move = {
    after: 1,
    bytes: 0,
    happening: { event: 'command', instance: 'second', argv: ['source'] },
  };
  const firstInstance: Move = {
    after: 0,
    bytes: 0,
    happening: { event: 'command', instance: 'first', argv: ['source'] },
  };
  const takeover = (pieces: readonly Uint8Array[]) =>
    seenIn([
      firstInstance,
      ...long(0, video, whole(video, 0, 4)),
      left('rst'),
      second,
      ...long(1, video, pieces),
    ]);
  const beside = (pieces: readonly Uint8Array[]) =>
    seenIn(
      [
        firstInstance,
        second,
        ...long(0, video, whole(video)),
        ...long(1, video, pieces, `/second${pathOf(video)}`),
      ],
      { mount: '/live.isml', secondMount: '/second/live.isml' },
    );
  const foreign = headerBytes(video, 'other-codec');

  test('one that takes over goes on', () => {
    const seen = takeover(whole(video, 4, 5));
    for (const id of ['DI-FO-04', 'DI-FO-06', 'DI-FO-07b', 'DI-FO-07c'] as const) {
      expect(mediaMeets(id)(seen).outcome, id).toBe('met');
    }
  });

  test('one that takes over late, or with another header', () => {
    expect(mediaMeets('DI-FO-07c')(takeover(whole(video, 14, 5))).outcome).toBe('broken');
    expect(mediaMeets('DI-FO-07b')(takeover(whole(video, 14, 5))).outcome).toBe('broken');
    // What passes while an instance starts is lost, and nobody's fault.
    expect(mediaMeets('DI-FO-07c')(takeover(whole(video, 6, 5))).outcome).toBe('met');
    expect(mediaMeets('DI-FO-04')(takeover([foreign, ...whole(video, 4, 5).slice(1)])).outcome).toBe(
      'broken',
    );
  });

  test('two side by side are compared, and are no switching set', () => {
    const seen = beside(whole(video, 2, 8));
    for (const id of ['DI-INTRO-03', 'DI-FO-04', 'DI-FO-05a', 'DI-FO-06'] as const) {
      expect(mediaMeets(id)(seen).outcome, id).toBe('met');
    }
    expect(receivedMedia(seen).sets).toEqual([]);
    const moved = beside(whole(video).map((piece, i) => (i === 0 ? piece : later(piece, 512))));
    expect(mediaMeets('DI-FO-05a')(moved).outcome).toBe('broken');
  });
});

describe('what cannot be judged', () => {
  test('no request, no media, and nothing of the kind that a scenario is about', () => {
    expect(mediaMeets('DI-MT-01a')(seenIn([])).outcome).toBe('unclear');
    expect(mediaMeets('DI-MT-01a')(seenIn(long(0, video, []))).outcome).toBe('unclear');
    expect(mediaMeets('DI-TT-09', 'text')(seenIn(long(0, video, whole(video)))).outcome).toBe('unclear');
    expect(mediaMeets('DI-TT-09')(seenIn(long(0, video, whole(video)))).outcome).toBe('skipped');
  });

  test('what the trace did not keep is no fault of the source', () => {
    const rest = {
      event: 'span',
      conn: 0,
      dir: 'received',
      part: 'payload',
      offset: 0,
      length: 9000,
    } as const;
    const half = fragmentOf(video, 3).subarray(0, 500);
    const seen = seenIn([
      ...begun(0, pathOf(video), 'Content-Length: 1000000'),
      sent(concat(...whole(video, 0, 3), half)),
      { after: 1, bytes: 9000, happening: rest },
    ]);
    expect(receivedMedia(seen).truncated).toBe(true);
    expect(receivedMedia(seen).findings).toEqual([]);
    expect(mediaMeets('DI-MT-01a')(seen).outcome).toBe('met');
  });

  test('bytes that are no media at all are judged without a throw', () => {
    for (const bytes of [new Uint8Array(5000), ascii('hello'), fragmentBytes(video, 0, 'broken-moof')]) {
      const seen = seenIn(long(0, video, [bytes]));
      for (const id of judgedClauses) expect(() => mediaMeets(id)(seen)).not.toThrow();
    }
  });
});

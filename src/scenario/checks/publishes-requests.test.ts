import { expect, test } from 'vitest';
import { asked, chunk, told } from './client-example.ts';
import type { Move } from './client-example.ts';
import { fragment, header, piece } from './ingest-example.ts';
import { concat } from '../../media/bytes.ts';
import { keptConnections, parallelConnections } from './publishes-connections.ts';
import {
  framedBodies,
  insidePoint,
  oneObjectEach,
  putsOrPosts,
  uploadedAsMade,
  userAgents,
  usesPoint,
} from './publishes-requests.ts';
import {
  folder,
  hls,
  opened,
  put,
  putHeader,
  putSegment,
  remove,
  seen,
  segmentPath,
} from './publishes-requests-example.ts';

const checks = {
  framedBodies,
  insidePoint,
  oneObjectEach,
  putsOrPosts,
  userAgents,
  usesPoint,
  keptConnections,
};

test.for(Object.entries(checks))('%s is met by a session as it should be', ([, check]) => {
  expect(check(seen(hls()))).toMatchObject({ outcome: 'met' });
});

test.for([...Object.entries(checks), ['parallelConnections', parallelConnections] as const])(
  '%s says nothing of a source that sent nothing',
  ([, check]) => {
    expect(check(seen([opened()]))).toMatchObject({ outcome: 'unclear' });
  },
);

test('another method than PUT and POST is told, and DELETE is none', () => {
  const by = (method: string) =>
    seen([opened(), ...putHeader(), ...put(segmentPath(1), fragment(1), { method })]);
  expect(putsOrPosts(by('POST'))).toMatchObject({ outcome: 'met' });
  expect(putsOrPosts(by('PATCH'))).toMatchObject({ outcome: 'broken', expected: 'PUT or POST' });
  expect(putsOrPosts(seen([...hls(), ...remove(segmentPath(1))]))).toMatchObject({ outcome: 'met' });
});

test('a header and media in one request are told', () => {
  const both = concat(header(), fragment(1));
  expect(oneObjectEach(seen([opened(), ...put(segmentPath(1), both)]))).toMatchObject({
    outcome: 'broken',
    expected: 'a CMAF header in a request of its own',
  });
});

test.for(['/live-other/x.cmfv', '/x.cmfv', '/live/../x.cmfv', '/live/%2e%2e/x.cmfv'])(
  '%s lies outside of /live',
  (path) => {
    const moves = [...hls(), ...put(path, fragment(9))];
    expect(insidePoint(seen(moves))).toMatchObject({ outcome: 'broken' });
    expect(usesPoint(seen(moves))).toMatchObject({ outcome: 'met' });
    expect(usesPoint(seen([opened(), ...put(path, fragment(9))]))).toMatchObject({ outcome: 'broken' });
  },
);

test('what lies beside a manifest whose URL was given lies inside', () => {
  expect(
    insidePoint(seen([opened(), ...putSegment(1)], { mount: `${folder}/other/live.mpd` })),
  ).toMatchObject({
    outcome: 'broken',
  });
  expect(
    insidePoint(seen([opened(), ...putSegment(1)], { mount: `${folder}/video/live.mpd` })),
  ).toMatchObject({ outcome: 'met' });
});

test.for([
  ['Lavf/60.16.100', 'met'],
  ['GStreamer souphttpsrc 1.22.0 libsoup/3.4', 'met'],
  ['Acme Encoder 12 build 7', 'met'],
  ['encoder', 'broken'],
  [null, 'broken'],
] as const)('User-Agent %s', ([agent, outcome]) => {
  const moves = [...hls(), ...remove(segmentPath(1), { fields: { 'User-Agent': agent } })];
  expect(userAgents(seen(moves))).toMatchObject({ outcome });
});

test('a body with a length and chunks is told', () => {
  const fields = { 'Transfer-Encoding': 'chunked' };
  expect(framedBodies(seen([opened(), ...put(segmentPath(1), fragment(1), { fields })]))).toMatchObject({
    outcome: 'broken',
  });
});

/** A segment whose chunks come so many milliseconds apart. */
const chunked = (number: number, apart: number, path = segmentPath(number)): Move[] => [
  asked([`PUT ${path} HTTP/1.1`, 'Host: x', 'Transfer-Encoding: chunked']),
  ...[0, 1, 2].flatMap((index) => {
    const [first, ...others] = chunk(piece(number, index));
    return first === undefined ? [] : [{ ...first, after: apart }, ...others];
  }),
  ...chunk(new Uint8Array(0)),
  told('HTTP/1.1 201 Created'),
];

test('objects that go out as they are made, and objects that do not', () => {
  const session = (apart: number): Move[] => [
    opened(),
    ...putHeader(),
    ...[1, 2, 3].flatMap((number) => {
      const [first, ...others] = chunked(number, apart);
      return first === undefined ? [] : [{ ...first, after: 960 - 3 * apart }, ...others];
    }),
  ];
  expect(uploadedAsMade(seen(session(300)))).toMatchObject({ outcome: 'met' });
  expect(uploadedAsMade(seen(session(1)))).toMatchObject({
    outcome: 'broken',
    expected: 'chunks that are sent as they are made',
  });
  expect(uploadedAsMade(seen(hls()))).toMatchObject({
    outcome: 'broken',
    expected: 'Transfer-Encoding: chunked, as the object is made while it is sent',
  });
});

test('a connection for each object is told', () => {
  const moves = [0, 1, 2, 3, 4].flatMap((conn) => [opened(conn), ...putSegment(conn + 1, { conn })]);
  expect(keptConnections(seen(moves))).toMatchObject({
    outcome: 'broken',
    actual: '5 objects over 5 connections',
  });
});

test('renditions over one connection, and over several', () => {
  const session = (conn: number) =>
    seen([
      opened(0),
      ...(conn === 0 ? [] : [opened(conn)]),
      ...[1, 2].flatMap((number) => [
        ...putSegment(number),
        ...put(`${folder}/audio/audio-${String(number)}.cmfa`, new Uint8Array(200), { conn }),
      ]),
    ]);
  expect(parallelConnections(session(0))).toMatchObject({ outcome: 'broken' });
  expect(parallelConnections(session(1))).toMatchObject({ outcome: 'met' });
  expect(parallelConnections(seen(hls()))).toMatchObject({ outcome: 'unclear' });
});

import { expect, test } from 'vitest';
import { asked, authorized, chunk, later, opened, sent, told } from './client-example.ts';
import { begins, fragment, header, lines, long, seen, short, videoPath } from './ingest-example.ts';
import {
  authenticatedFirst,
  belowPoint,
  chunkedWhenUnknown,
  gzipCoded,
  headerBeforeMedia,
  headerOrNothingFirst,
  http11,
  orderOfObjects,
  ownConnections,
  ownPaths,
  pathStyle,
  postMethod,
  spreadChunks,
} from './ingest-request.ts';

const good = [...long(0, videoPath, header(), fragment(0), fragment(1))];
const audio = videoPath.replace('video.cmfv', 'audio.cmfa');

test('a source that does as it should meets every check, and one that sends nothing cannot be judged', () => {
  const checks = [
    postMethod,
    http11,
    belowPoint,
    headerOrNothingFirst,
    headerBeforeMedia,
    orderOfObjects,
    chunkedWhenUnknown,
    pathStyle,
    authenticatedFirst,
  ];
  for (const check of checks) {
    expect(check(seen([good])).outcome).toBe('met');
    expect(check(seen([])).outcome).toBe('unclear');
  }
});

test('PUT, HTTP/1.0, no Host and a path outside the publishing point are caught', () => {
  const put = seen([opened(), asked(lines({}, `PUT ${videoPath} HTTP/1.1`)), chunk(header())]);
  expect(postMethod(put)).toMatchObject({ outcome: 'broken', erratum: 'E-DI-08' });
  const old = seen([opened(), asked(lines({}, `POST ${videoPath} HTTP/1.0`))]);
  expect(http11(old).outcome).toBe('broken');
  expect(http11(seen([opened(), asked(lines({ Host: null }))])).outcome).toBe('broken');
  expect(belowPoint(seen([begins(0, '/other')])).outcome).toBe('broken');
  expect(belowPoint(seen([begins(0, '/live.ismlx/a')])).outcome).toBe('broken');
});

test('an empty probe may come first, a fragment may not', () => {
  const probe = [opened(), ...short(0, '/live.isml'), told('HTTP/1.1 200 OK')];
  expect(headerOrNothingFirst(seen([probe, short(0, videoPath, header())])).outcome).toBe('met');
  const early = seen([long(0, videoPath, fragment(0), header())]);
  expect(headerOrNothingFirst(early).outcome).toBe('broken');
  expect(headerBeforeMedia(early).outcome).toBe('broken');
  expect(orderOfObjects(early).outcome).toBe('noted');
});

test('a length for a body that is made as it is sent is caught, one for an object is not', () => {
  const head = lines({ 'Transfer-Encoding': null, 'Content-Length': '100000000' });
  const live = seen([
    [opened(), asked(head), authorized(), sent(header())],
    [0, 1, 2].map((number) => later(960, sent(fragment(number)))),
  ]);
  expect(chunkedWhenUnknown(live).outcome).toBe('broken');
  const whole = seen([
    opened(),
    short(0, videoPath, header()),
    told('HTTP/1.1 200 OK'),
    short(0, videoPath, fragment(0)),
  ]);
  expect(chunkedWhenUnknown(whole).outcome).toBe('met');
  const both = seen([opened(), asked(lines({ 'Content-Length': '9' })), chunk(header())]);
  expect(chunkedWhenUnknown(both).outcome).toBe('broken');
});

test('tracks that share a connection or a path are caught, a single one says nothing', () => {
  const apart = seen([good, long(1, audio, header('audio'), fragment(0, 'audio'))]);
  expect(ownConnections(apart).outcome).toBe('met');
  expect(ownPaths(apart).outcome).toBe('met');
  const shared = seen([
    opened(),
    short(0, videoPath, header(), fragment(0)),
    told('HTTP/1.1 200 OK'),
    short(0, audio, header('audio'), fragment(0, 'audio')),
  ]);
  expect(ownConnections(shared).outcome).toBe('broken');
  const onePath = seen([
    long(0, '/live.isml', header(), fragment(0)),
    long(1, '/live.isml', header('audio'), fragment(0, 'audio')),
  ]);
  expect(ownPaths(onePath).outcome).toBe('broken');
  expect(pathStyle(onePath).outcome).toBe('noted');
  expect(ownConnections(seen([good])).outcome).toBe('unclear');
});

test('chunks of a segment that come over its duration are told from those that come at once', () => {
  const request = lines({}, `POST ${videoPath} HTTP/1.1`);
  const segment = (wait: number) => [
    asked(request),
    authorized(),
    ...chunk(fragment(0).subarray(0, 8)),
    ...chunk(fragment(0).subarray(8)).map((move, index) => (index === 0 ? later(wait, move) : move)),
    ...chunk(new Uint8Array(0)),
  ];
  const start = [opened(), ...short(0, videoPath, header()), told('HTTP/1.1 200 OK')];
  expect(spreadChunks(seen([start, segment(1)])).outcome).toBe('noted');
  expect(spreadChunks(seen([start, segment(700)])).outcome).toBe('met');
});

test('media without credentials are noted', () => {
  const bare = seen([opened(), asked(lines()), chunk(header())]);
  expect(authenticatedFirst(bare).outcome).toBe('noted');
  const wrong = seen([opened(), asked(lines()), authorized({ password: 'wrong' })]);
  expect(authenticatedFirst(wrong).outcome).toBe('noted');
});

test('gzip in name only is caught', () => {
  const named = seen([opened(), asked(lines({ 'Content-Encoding': 'gzip' })), chunk(header())]);
  expect(gzipCoded(named).outcome).toBe('broken');
  expect(gzipCoded(seen([good])).outcome).toBe('broken');
});

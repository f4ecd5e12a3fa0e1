import { expect, test } from 'vitest';
import type { Check } from '../check.ts';
import { accepted, asked, authorized, opened, request, seenIn, sent } from './client-example.ts';
import {
  contentType,
  contentTypeOfBody,
  expectation,
  iceDescription,
  iceGenre,
  iceName,
  icePublic,
  iceUrl,
  userAgent,
} from './client-fields.ts';

type Row = readonly [name: string, check: Check, values: Readonly<Record<string, string>>];

/** What each value of a field is to its check; `null` is the absence of the field. */
const rows: readonly Row[] = [
  [
    'User-Agent',
    userAgent,
    { 'libshout/2.4.6': 'met', 'Lavf/59.27.100 (x)': 'met', 'GStreamer 1.22.0': 'broken', '': 'broken' },
  ],
  [
    'Content-Type',
    contentType,
    { 'audio/mpeg': 'met', 'Audio/MPEG; x=1': 'met', 'mp3 audio': 'broken', mp3: 'broken' },
  ],
  ['Content-Type', contentTypeOfBody, { 'audio/mpeg': 'met', 'audio/mp3': 'met', 'audio/ogg': 'broken' }],
  ['Ice-Public', icePublic, { '0': 'met', '1': 'met', yes: 'broken', '-1': 'broken', '': 'noted' }],
  ['Ice-Name', iceName, { Radio: 'met', 'Pr\xc3\xbcf': 'met', 'Pr\xfcf': 'broken', '': 'noted' }],
  ['Ice-Description', iceDescription, { Radio: 'met' }],
  ['Ice-Genre', iceGenre, { 'Rock Pop': 'met' }],
  [
    'Ice-URL',
    iceUrl,
    {
      'http://example.org': 'met',
      'HTTPS://example.org/x': 'met',
      'example.org': 'broken',
      'ftp://x.org': 'broken',
    },
  ],
  ['Expect', expectation, { '100-continue': 'met', '100-Continue': 'met', '200-ok': 'broken' }],
];

test.for(
  rows.flatMap(([name, check, values]) =>
    Object.entries(values).map(([value, is]) => [name, value, is, check] as const),
  ),
)('%s: %s is %s', ([name, value, is, check]) => {
  expect(check(seenIn(accepted({ [name]: value }))).outcome).toBe(is);
});

test.for<[string, Check, string]>([
  ['User-Agent', userAgent, 'broken'],
  ['Content-Type', contentType, 'broken'],
  ['Content-Type', contentTypeOfBody, 'broken'],
  ['Ice-Public', icePublic, 'noted'],
  ['Ice-Name', iceName, 'noted'],
  ['Ice-URL', iceUrl, 'noted'],
  ['Expect', expectation, 'noted'],
])('the absence of %s', ([name, check, is]) => {
  expect(check(seenIn(accepted({ [name]: null }))).outcome).toBe(is);
});

test('a field that stands there twice is caught, whatever the case of its name', () => {
  expect(iceName(seenIn(accepted({ 'ice-name': 'Other' }))).outcome).toBe('broken');
  expect(contentType(seenIn(accepted({ 'content-type': 'audio/mpeg' }))).outcome).toBe('broken');
  expect(expectation(seenIn(accepted({ expect: '100-continue' }))).outcome).toBe('broken');
});

test('a body that nobody knows is noted, and none cannot be judged', () => {
  const head = [opened(), asked(request({ 'Transfer-Encoding': null })), authorized()];
  const unknown = [...head, sent(Uint8Array.of(1, 2, 3, 4, 5, 6))];
  expect(contentTypeOfBody(seenIn(unknown))).toMatchObject({
    outcome: 'noted',
    actual: 'Content-Type: audio/mpeg, and a body of no kind that we know (01 02 03 04 …)',
  });
  expect(contentTypeOfBody(seenIn(head)).outcome).toBe('unclear');
});

import { expect, test } from 'vitest';
import { foreignBytes } from '../../media/tracks/foreign.ts';
import { fragmentBytes, headerBytes } from '../../media/tracks/forms.ts';
import { sourceTrack } from '../../media/tracks/presentation.ts';
import { foreignBodies, fragmentForms, headerForms, testTracks } from '../../media/tracks/test-track.ts';
import type { ForeignBody, FragmentForm, HeaderForm, TestTrackName } from '../../media/tracks/test-track.ts';
import { fragment, joined, point, post, start, video, videoPath } from './visitor.test-setup.ts';

/** What is answered to a header, and to a fragment of the track behind it. */
const ofHeaders: Readonly<Record<HeaderForm, readonly [header: number, then: number]>> = {
  plain: [200, 200],
  'other-language': [200, 200],
  'other-codec': [200, 200],
  'other-track': [200, 412],
  'unknown-codec': [415, 412],
  'without-moov': [400, 412],
  'moov-first': [400, 412],
  'broken-moov': [400, 412],
  'cut-off': [400, 412],
};

const ofFragments: Readonly<Record<FragmentForm, number>> = {
  plain: 200,
  'with-styp': 200,
  'with-emsg': 200,
  'without-tfdt': 400,
  'foreign-track': 412,
  'cut-off': 400,
  'moof-alone': 400,
  'overlong-sample': 400,
  'broken-moof': 400,
};

test.for(Object.keys(headerForms) as HeaderForm[])('a header: %s', async (form) => {
  const entity = await start();
  const header = await post(entity, videoPath, headerBytes(video, form));
  const then = await post(entity, videoPath, fragment(0));
  expect([header.status, then.status]).toEqual(ofHeaders[form]);
});

test.for(Object.keys(fragmentForms) as FragmentForm[])('a fragment: %s', async (form) => {
  const entity = await start();
  const body = joined(video.header, fragmentBytes(video, 0, form));
  expect((await post(entity, videoPath, body)).status).toBe(ofFragments[form]);
});

test.for(Object.keys(foreignBodies) as ForeignBody[])('what is no CMAF: %s', async (body) => {
  const entity = await start();
  expect((await post(entity, videoPath, foreignBytes(body))).status).toBe(400);
  expect((await post(entity, videoPath, video.header)).status).toBe(200);
  const text = await post(entity, videoPath, foreignBytes('text'), { fields: ['Content-Type: text/plain'] });
  expect(text.status).toBe(415);
});

test.for(Object.keys(testTracks) as TestTrackName[])(
  'the track %s is taken, and nothing is found',
  async (name) => {
    const entity = await start();
    const track = sourceTrack(name);
    const path = `${point}/Streams(${name}${track.extension})`;
    const body = joined(track.header, ...[0, 1, 2].map((number) => fragment(number, track)));
    expect((await post(entity, path, body)).status).toBe(200);
    const [received] = entity.tracks();
    expect(received?.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(received?.joined().length).toBe(body.length);
  },
);

test('event messages of media tracks are taken and not handed on', async () => {
  const body = joined(video.header, fragmentBytes(video, 0, 'with-emsg'));
  const [kept, handedOn] = [await start(), await start(['publishes-in-band-emsg'])];
  for (const entity of [kept, handedOn]) await post(entity, videoPath, body);
  expect(Buffer.from(kept.tracks()[0]?.joined() ?? []).includes('emsg')).toBe(false);
  expect(Buffer.from(handedOn.tracks()[0]?.joined() ?? []).includes('emsg')).toBe(true);
});

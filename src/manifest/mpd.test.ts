import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Mpd, Representation } from './mpd-model.ts';
import { mpd, type MpdPlan } from './mpd-writer.ts';
import { readMpd } from './mpd.ts';
import { isBroken, manifestLimit } from './reading.ts';

const plan: MpdPlan = {
  baseUrl: 'http://origin.example/a&b/',
  attributes: { profiles: 'urn:a, urn:b', timeShiftBufferDepth: 'PT1M0.5S' },
  adaptationSets: [
    {
      attributes: { id: 1, contentType: 'video', mimeType: 'video/mp4', lang: 'en', par: '16:9' },
      template: {
        attributes: { timescale: 90000, startNumber: 5, media: '$RepresentationID$/$Time$.cmfv' },
        timeline: [{ t: 0, d: 180000, r: 2 }, { d: 90000 }],
      },
      representations: [
        { attributes: { id: 'v1', bandwidth: 1000, codecs: 'avc1.64001f', width: 1280, height: 720 } },
        {
          attributes: { id: 'v2', bandwidth: 2000, mimeType: 'video/x' },
          baseUrl: 'v2/',
          template: { attributes: { duration: 2, initialization: 'init', presentationTimeOffset: 7 } },
        },
      ],
    },
  ],
};

const read = (source: string | Uint8Array): Mpd => {
  const reading = readMpd(source);
  if (isBroken(reading)) throw new Error(reading.broken);
  return reading.value;
};

const representations = ({ Periods }: Mpd): readonly Representation[] =>
  Periods.flatMap(({ AdaptationSets }) => AdaptationSets.flatMap((each) => each.Representations));

test('an MPD and its attributes', () => {
  const value = read(new TextEncoder().encode(mpd(plan)));
  expect(value).toMatchObject({
    root: { name: 'MPD', namespace: 'urn:mpeg:dash:schema:mpd:2011' },
    type: 'dynamic',
    profiles: ['urn:a', 'urn:b'],
    availabilityStartTime: '1970-01-01T00:00:00Z',
    minBufferTime: 2,
    timeShiftBufferDepth: 60.5,
    mediaPresentationDuration: undefined,
    BaseURLs: [{ line: 3, uri: 'http://origin.example/a&b/' }],
    faults: [],
  });
  expect(value.Periods).toMatchObject([{ id: 'p0', start: 0, duration: undefined }]);
  expect(value.Periods[0]?.AdaptationSets).toMatchObject([
    { id: '1', contentType: 'video', lang: 'en', par: '16:9', mimeType: 'video/mp4' },
  ]);
});

test('a Representation inherits what it does not say', () => {
  const [first, second] = representations(read(mpd(plan)));
  expect(first).toMatchObject({ id: 'v1', bandwidth: 1000n, mimeType: 'video/mp4', width: 1280 });
  expect(first?.addressing.SegmentTemplate).toMatchObject({
    timescale: 90000n,
    startNumber: 5n,
    media: '$RepresentationID$/$Time$.cmfv',
    SegmentTimeline: [
      { t: 0n, d: 180000n, r: 2n },
      { t: undefined, d: 90000n, r: 0n },
    ],
  });
  expect(second).toMatchObject({ mimeType: 'video/x', BaseURLs: [{ uri: 'v2/' }] });
  expect(second?.addressing.SegmentTemplate).toMatchObject({
    timescale: 90000n,
    duration: 2n,
    presentationTimeOffset: 7n,
    initialization: 'init',
    media: '$RepresentationID$/$Time$.cmfv',
    SegmentTimeline: undefined,
  });
});

test('descriptors, lists and bases', () => {
  const value = read(`<d:MPD xmlns:d="urn:mpeg:dash:schema:mpd:2011" profiles="p" minBufferTime="PT1S">
    <d:UTCTiming schemeIdUri="urn:utc" value="http://time"/>
    <d:Period><d:AdaptationSet mimeType="video/mp4">
      <d:Role schemeIdUri="urn:mpeg:dash:role:2011" value="main"/>
      <d:SupplementalProperty schemeIdUri="urn:s"/><d:EssentialProperty schemeIdUri="urn:e" value="1"/>
      <Role schemeIdUri="of no namespace"/>
      <d:Representation id="1" bandwidth="1"><d:SegmentList duration="4" availabilityTimeOffset="INF">
        <d:Initialization sourceURL="init.mp4" range="0-99"/><d:SegmentURL media="1.m4s"/>
      </d:SegmentList></d:Representation>
      <d:Representation id="2" bandwidth="1"><d:SegmentBase indexRange="0-9"/></d:Representation>
    </d:AdaptationSet></d:Period></d:MPD>`);
  expect(value.faults).toEqual([]);
  expect(value.UTCTimings).toMatchObject([{ schemeIdUri: 'urn:utc', value: 'http://time', line: 2 }]);
  expect(value.Periods[0]?.AdaptationSets).toMatchObject([
    {
      Roles: [{ value: 'main' }],
      SupplementalProperties: [{ schemeIdUri: 'urn:s' }],
      EssentialProperties: [{ schemeIdUri: 'urn:e', value: '1' }],
    },
  ]);
  const [list, base] = representations(value);
  expect(list?.addressing.SegmentList).toMatchObject({
    duration: 4n,
    availabilityTimeOffset: Infinity,
    Initialization: { sourceURL: 'init.mp4', range: '0-99' },
    SegmentURLs: [{ media: '1.m4s' }],
  });
  expect(base?.addressing.SegmentBase).toMatchObject({ indexRange: '0-9', timescale: 1n });
});

test.for<[string, string, string]>([
  ['another root', '<a xmlns="urn:mpeg:dash:schema:mpd:2011"/>', 'The root element is "a", not MPD.'],
  ['no namespace', '<MPD/>', 'The namespace of the root element is "", not urn:mpeg:dash:schema:mpd:2011.'],
  ['no profiles', '<MPD/>', 'The MPD has no @profiles.'],
  ['no minBufferTime', '<MPD/>', 'The MPD has no @minBufferTime.'],
  ['no Period', '<MPD/>', 'The MPD has no Period.'],
  ['another type', '<MPD type="live"/>', '@type is neither static nor dynamic: "live".'],
  [
    'no duration',
    '<MPD minBufferTime="2"/>',
    '@minBufferTime of "MPD" is not an xs:duration in seconds: "2".',
  ],
  ['no date', '<MPD publishTime="now"/>', '@publishTime of "MPD" is not an xs:dateTime: "now".'],
  [
    'no id',
    '<MPD><Period><AdaptationSet><Representation/></AdaptationSet></Period></MPD>',
    'A Representation has no @id.',
  ],
  [
    'no bandwidth',
    '<MPD><Period><AdaptationSet><Representation/></AdaptationSet></Period></MPD>',
    'A Representation has no @bandwidth.',
  ],
  [
    'no mimeType',
    '<MPD><Period><AdaptationSet><Representation/></AdaptationSet></Period></MPD>',
    'A Representation has no @mimeType.',
  ],
  [
    'two templates',
    '<MPD><Period><SegmentTemplate/><SegmentTemplate/></Period></MPD>',
    'There is more than one SegmentTemplate.',
  ],
  ['no timescale', '<MPD><Period><SegmentTemplate timescale="0"/></Period></MPD>', '@timescale is 0.'],
  [
    'no d',
    '<MPD><Period><SegmentTemplate><SegmentTimeline><S/></SegmentTimeline></SegmentTemplate></Period></MPD>',
    'An S has no @d.',
  ],
  [
    'no scheme',
    '<MPD><Period><AdaptationSet><Role/></AdaptationSet></Period></MPD>',
    'Role has no @schemeIdUri.',
  ],
])('a fault: %s', ([, text, fault]) => {
  expect(read(text).faults).toContainEqual({ line: 1, says: fault });
});

test('more than 8 MiB and what is not UTF-8 are refused', () => {
  expect(readMpd(`<MPD/>${' '.repeat(manifestLimit)}`)).toHaveProperty('broken');
  expect(readMpd(Uint8Array.of(0x3c, 0xff))).toEqual({ broken: 'The document is not UTF-8.', line: 1 });
});

test('no text and no damage makes it throw', () => {
  const good = mpd(plan);
  const piece = fc.constantFrom(
    '<',
    '>',
    '/',
    '"',
    '&',
    'a',
    '=',
    ' ',
    '<!--',
    '-->',
    '<MPD',
    '<?',
    '\0',
    ']]>',
    ':',
  );
  const texts = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
  fc.assert(fc.property(fc.oneof(fc.string(), texts), (text) => readMpd(text) !== undefined));
  fc.assert(
    fc.property(fc.nat(good.length), texts, (at, text) => {
      expect(() => readMpd(good.slice(0, at) + text + good.slice(at + text.length))).not.toThrow();
    }),
  );
});

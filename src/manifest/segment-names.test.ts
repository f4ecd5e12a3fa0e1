import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Representation } from './mpd-model.ts';
import { mpd, type TemplatePlan } from './mpd-writer.ts';
import { readMpd } from './mpd.ts';
import { isBroken } from './reading.ts';
import { headerName, segmentNames, type NameRange } from './segment-names.ts';
import { expandTimeline } from './segment-timeline.ts';
import { expandTemplate } from './template.ts';

const representation = (template?: TemplatePlan): Representation => {
  const attributes = { id: 'v1', bandwidth: 1000, mimeType: 'video/mp4' };
  const set = template
    ? { template, representations: [{ attributes }] }
    : { representations: [{ attributes }] };
  const reading = readMpd(mpd({ adaptationSets: [set] }));
  if (isBroken(reading)) throw new Error(reading.broken);
  const found = reading.value.Periods[0]?.AdaptationSets[0]?.Representations[0];
  if (!found) throw new Error('no Representation');
  return found;
};

const names = (template: TemplatePlan, range?: NameRange): unknown => {
  const reading = segmentNames(representation(template), range);
  return isBroken(reading)
    ? reading.broken
    : [...reading.value].map(
        ({ name, number, time, duration }) =>
          `${name} #${String(number)} ${String(time)}+${String(duration)}`,
      );
};

const timed = { media: '$RepresentationID$/$Time$.m4s', startNumber: 5 };
const timeline = [{ t: 10, d: 4, r: 1 }, { d: 2 }, { t: 30, d: 5, r: -1 }];

test('the segments of a timeline', () => {
  expect(names({ attributes: timed, timeline }, { end: 41n })).toEqual([
    'v1/10.m4s #5 10+4',
    'v1/14.m4s #6 14+4',
    'v1/18.m4s #7 18+2',
    'v1/30.m4s #8 30+5',
    'v1/35.m4s #9 35+5',
    'v1/40.m4s #10 40+5',
  ]);
  expect(names({ attributes: timed, timeline }, { end: 41n, from: 7n, to: 8n })).toHaveLength(2);
});

test('the segments of a duration, for a range of numbers', () => {
  const attributes = { media: '$Number%04d$.m4s', duration: 4, startNumber: 5, presentationTimeOffset: 100 };
  expect(names({ attributes }, { to: 6n })).toEqual(['0005.m4s #5 100+4', '0006.m4s #6 104+4']);
  expect(names({ attributes }, { from: 7n, to: 7n })).toEqual(['0007.m4s #7 108+4']);
  expect(names({ attributes }, { to: 4n })).toEqual([]);
});

test('names can be walked twice', () => {
  const reading = segmentNames(representation({ attributes: { ...timed, duration: 1 } }), { to: 6n });
  if (isBroken(reading)) throw new Error(reading.broken);
  expect([...reading.value]).toEqual([...reading.value]);
});

test.for<[string, TemplatePlan, NameRange, string]>([
  ['no media', { attributes: { duration: 1 } }, {}, 'The Representation has no template for its media.'],
  ['neither', { attributes: timed }, {}, 'The template has neither a SegmentTimeline nor a @duration.'],
  [
    'no last number',
    { attributes: { ...timed, duration: 1 } },
    {},
    'Segments of equal duration need the number of the last one.',
  ],
  [
    'too many numbers',
    { attributes: { ...timed, duration: 1 } },
    { to: 1_000_005n },
    'More than 1000000 segments are asked for.',
  ],
  [
    'too long a timeline',
    { attributes: timed, timeline: [{ d: 1, r: 1_000_000 }] },
    {},
    'The timeline has more than 1000000 segments.',
  ],
  ['no end', { attributes: timed, timeline }, {}, 'A negative @r does not tell how far it reaches.'],
  ['an end before', { attributes: timed, timeline }, { end: 30n }, 'A negative @r reaches back.'],
  [
    'an endless one',
    { attributes: timed, timeline: [{ d: 0, r: -1 }] },
    { end: 1n },
    'A negative @r repeats a duration of 0.',
  ],
  [
    'a bad template',
    { attributes: { media: '$X$', duration: 1 } },
    { to: 9n },
    'The template has an unknown identifier "X".',
  ],
])('broken: %s', ([, template, range, broken]) => {
  expect(names(template, range)).toBe(broken);
});

test('the name of the CMAF header', () => {
  const header = (initialization: string) => headerName(representation({ attributes: { initialization } }));
  expect(header('$RepresentationID$_$Bandwidth$.cmfv')).toEqual({ value: 'v1_1000.cmfv' });
  expect(header('$Number$')).toEqual({ broken: 'There is no value for $Number$.' });
  expect(headerName(representation())).toEqual({ value: undefined });
});

test('a timeline is expanded with exact times', () => {
  const d = 2n ** 63n;
  const entry = { line: 1, t: undefined, n: undefined, d, r: 1n };
  expect(
    expandTimeline(
      [
        { ...entry, t: d },
        { ...entry, r: 0n, n: 9n },
      ],
      1n,
    ),
  ).toEqual({
    value: [
      { number: 1n, time: d, duration: d },
      { number: 2n, time: 2n * d, duration: d },
      { number: 9n, time: 3n * d, duration: d },
    ],
  });
});

const values = { RepresentationID: 'a$b', Number: 7, Time: 12345678901234567890n, Bandwidth: 64000 };

test.for<[string, string]>([
  ['$RepresentationID$-$Number$-$Time$-$Bandwidth$', 'a$b-7-12345678901234567890-64000'],
  ['$Number%05d$.m4s', '00007.m4s'],
  ['$Time%05d$', '12345678901234567890'],
  ['$$$Number$$$', '$7$'],
  ['plain', 'plain'],
  ['', ''],
])('the template %s makes %s', ([template, name]) => {
  expect(expandTemplate(template, values)).toEqual({ value: name });
});

test.for([
  '$Number',
  '$number$',
  '$SubNumber$',
  '$Number%5d$',
  '$Number%0d$',
  '$Number%05x$',
  '$Number%021d$',
  '$RepresentationID%05d$',
  'x'.repeat(70_000),
])('the template %s is broken', (template) => {
  expect(expandTemplate(template, values)).toHaveProperty('broken');
});

test('a template without a value, or that makes too long a name, is broken', () => {
  expect(expandTemplate('$Time$', { Number: 1 })).toEqual({ broken: 'There is no value for $Time$.' });
  const long = { RepresentationID: 'x'.repeat(1000) };
  expect(expandTemplate('$RepresentationID$'.repeat(66), long)).toHaveProperty('broken');
});

test('no template makes it throw', () => {
  fc.assert(fc.property(fc.string(), (template) => expandTemplate(template, values) !== undefined));
  const piece = fc.constantFrom('$', 'Number', 'Time', '%0', '9', 'd', '%');
  fc.assert(fc.property(fc.array(piece), (pieces) => expandTemplate(pieces.join(''), values) !== undefined));
});

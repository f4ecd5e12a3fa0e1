import fc from 'fast-check';
import { expect, test } from 'vitest';
import { set } from '../../media/build/edit.ts';
import { box, type BoxNode } from '../../media/build/node.ts';
import { write } from '../../media/build/write.ts';
import { ascii, concat } from '../../media/bytes.ts';
import { readTree } from '../../media/isobmff/tree.ts';
import { ttml } from '../../media/text/ttml-text.ts';
import { cue, emptyCue } from '../../media/text/webvtt-boxes.ts';
import { imageChunk, imsc, imscImages, subsamples, webVtt } from '../examples/text.ts';
import type { ChunkPlan } from '../../media/tracks/track-plan.ts';
import { findingsOf, judge } from '../judge.ts';
import { oneTrack } from '../mutants/mutant.ts';
import { readSubsamples } from './cmaf-imsc-subsamples.ts';

const ours = /^CMAF-(?:IMSC|TXT|WVTT)/;

const toldOf = (boxes: readonly BoxNode[]): readonly string[] =>
  findingsOf(judge(oneTrack(boxes, 'track.cmft')))
    .filter(({ rule }) => ours.test(rule))
    .map(({ rule, severity }) => `${rule} ${severity}`);

const fragment = (bytes: Uint8Array): ChunkPlan => ({ samples: [{ bytes, duration: 2000 }] });
const paragraphs = (...list: Parameters<typeof ttml>[0]['paragraphs']) =>
  ttml({ lang: 'en', paragraphs: list });

test('documents without times, with times beside their sample, and with a byte order mark are fine', () => {
  const chunks = [
    paragraphs({ text: 'always' }),
    paragraphs({ begin: '0s', end: '60s', text: 'long' }),
    concat(Uint8Array.of(0xef, 0xbb, 0xbf), paragraphs({ begin: '5s', end: '6s', text: 'marked' })),
    paragraphs(),
    ttml({ lang: '', paragraphs: [] }),
  ].map(fragment);
  expect(toldOf(imsc({}, chunks))).toEqual([]);
});

test('a content type may name several profiles, in quotes', () => {
  const typed = (content_type: string) =>
    toldOf(set('moov/trak/mdia/minf/stbl/stsd/stpp/mime', { content_type })(imsc()));
  expect(typed('application/ttml+xml;codecs="im1t|etd1"')).toEqual([]);
  expect(typed('application/ttml+xml; codecs=im2t+im1t')).toEqual([]);
  expect(typed('application/ttml+xml; codecs=im1i')).toEqual(['CMAF-IMSC-005 error']);
});

test('a language has more than one name', () => {
  const named = (lang: string, language: string) =>
    toldOf(imsc({ language }, [fragment(ttml({ lang, paragraphs: [] }))]));
  expect(named('de-AT', 'deu')).toEqual([]);
  expect(named('de-AT', 'ger')).toEqual([]);
  expect(named('nb', 'nor')).toEqual([]);
  expect(named('fr', 'deu')).toEqual(['CMAF-IMSC-015 info']);
  expect(named('und', 'deu')).toEqual([]);
});

const readBack = (node: BoxNode) => {
  const [subs] = readTree(write([node])).boxes;
  return subs === undefined ? undefined : readSubsamples(subs);
};

test('subsamples are read by sample, as far as there are any', () => {
  expect(readBack(subsamples([5, 6]))).toMatchObject({ sizes: new Map([[0, [5, 6]]]), complete: true });
  const { fields } = subsamples([5, 6]);
  const entries = fields['entries'] as Uint8Array;
  expect(readBack(box('subs', { entry_count: 2, entries }))).toMatchObject({ complete: false });
  expect(readBack(box('subs', { entry_count: 1, entries: entries.subarray(0, 12) }))).toMatchObject({
    complete: false,
  });
  expect(readBack(box('subs', { entry_count: 0xffffffff, entries: new Uint8Array(0) }))).toMatchObject({
    sizes: new Map(),
    complete: false,
  });
});

test('WebVTT as real packagers write it is fine', () => {
  const spoken = cue({
    payload: '<c.white>Ouais !\nBelle gosse !</c>',
    settings: 'align:center line:61%,end position:49%',
  });
  expect(toldOf(webVtt({}, [fragment(concat(spoken, spoken)), fragment(emptyCue())]))).toEqual([]);
});

test('no bytes of samples make a check throw', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 300 }),
      fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 6 }),
      (noise, edits) => {
        const changed = (bytes: Uint8Array): Uint8Array => {
          const copy = bytes.slice();
          for (const [at, value] of edits) if (at < copy.length) copy[at] = value;
          return copy;
        };
        const image = imageChunk(0);
        const plan: ChunkPlan = {
          ...image,
          samples: image.samples.map((sample) => ({ ...sample, bytes: changed(sample.bytes) })),
        };
        toldOf(imscImages({}, [plan, fragment(noise)]));
        toldOf(imsc({}, [fragment(changed(paragraphs({ begin: '0s', end: '1s', text: 'words' })))]));
        toldOf(
          webVtt({}, [
            fragment(changed(cue({ payload: 'words', id: '1', time: '00:00.000' }))),
            fragment(noise),
          ]),
        );
      },
    ),
    { numRuns: 150 },
  );
});

test('a file of text is told once, in words of its own', () => {
  expect(toldOf(webVtt({}, [fragment(ascii('WEBVTT\n\n00:00.000 --> 00:01.000\na\n'))]))).toEqual([
    'CMAF-WVTT-016 error',
  ]);
});

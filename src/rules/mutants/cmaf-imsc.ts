import { change, remove, rename, set, type Edit } from '../../media/build/edit.ts';
import { ascii, concat } from '../../media/bytes.ts';
import type { BoxNode } from '../../media/build/node.ts';
import { ttml } from '../../media/text/ttml-text.ts';
import type { cmafImscFacts } from '../facts/cmaf-imsc.ts';
import type { RuleId } from '../facts/index.ts';
import { imageChunk, imageDocument, imsc, imscImages, pixel, subsamples, webVtt } from '../examples/text.ts';
import type { ChunkPlan } from '../../media/tracks/track-plan.ts';
import { broken, mutant, oneTrack, type Mutant, type MutantsOf } from './mutant.ts';

const entry = 'moov/trak/mdia/minf/stbl/stsd/stpp';
const words = (begin: number, lang = 'en'): Uint8Array =>
  ttml({
    lang,
    paragraphs: [
      { begin: `00:00:0${String(begin)}.000`, end: `00:00:0${String(begin + 2)}.000`, text: 'words' },
    ],
  });

const fragment = (...bytes: readonly Uint8Array[]): ChunkPlan => ({
  samples: bytes.map((each) => ({ bytes: each, duration: 2000 / bytes.length })),
});

const track = (...chunks: readonly ChunkPlan[]) => oneTrack(imsc({}, chunks), 'track.cmft');

/** Three fragments whose last one holds the bytes that are given, beside one of which the last is right. */
const lastSample = (
  what: string,
  wrong: Uint8Array,
  right = words(4),
  also: readonly RuleId[] = [],
): Mutant => {
  const input = (bytes: Uint8Array) => track(fragment(words(0)), fragment(words(2)), fragment(bytes));
  return broken(
    what,
    () => input(right),
    () => input(wrong),
    { also },
  );
};

const lastImage = (what: string, wrong: ChunkPlan, right = imageChunk(4)): Mutant => {
  const input = (last: ChunkPlan) =>
    oneTrack(imscImages({}, [imageChunk(0), imageChunk(2), last]), 'track.cmft');
  return broken(
    what,
    () => input(right),
    () => input(wrong),
  );
};

const imageSample = (bytes: Uint8Array, sizes: readonly number[] | undefined): ChunkPlan => ({
  samples: [{ bytes, duration: 2000 }],
  ...(sizes === undefined ? {} : { traf: [subsamples(sizes)] }),
});

const picture = imageDocument(4, 6);
const withImage = concat(picture, pixel);
const profiled = (profile: string): Uint8Array =>
  ascii(
    new TextDecoder()
      .decode(words(4))
      .replace(
        '<tt ',
        `<tt xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ttp:profile="http://www.w3.org/ns/ttml/profile/imsc1/${profile}" `,
      ),
  );

const utf16 = (bytes: Uint8Array): Uint8Array =>
  concat(Uint8Array.of(0xff, 0xfe), Uint8Array.from([...bytes].flatMap((byte) => [byte, 0])));

/** The WebVTT example with the brand of another kind of text. */
const asImsc: Edit = change('ftyp', ({ compatible_brands }) => ({
  compatible_brands: (compatible_brands as readonly string[]).map((brand) =>
    brand === 'cwvt' ? 'im1t' : brand,
  ),
}));

const kind = 'moov/trak/udta/kind';
const images = (): readonly BoxNode[] => imscImages();

export const cmafImscMutants: MutantsOf<typeof cmafImscFacts> = {
  'CMAF-IMSC-001': [
    mutant('the handler of text', imsc, [set('moov/trak/mdia/hdlr', { handler_type: 'text' })], {
      also: ['CMAF-HDR-028'],
    }),
    mutant('the media header of text', imsc, [rename('moov/trak/mdia/minf/sthd', 'nmhd')], {
      also: ['CMAF-HDR-030'],
    }),
    mutant('a brand of IMSC on WebVTT', webVtt, [asImsc], { also: ['CMAF-PROF-001'] }),
  ],
  'CMAF-IMSC-002': [mutant('another namespace', imsc, [set(entry, { namespace: 'http://example.com' })])],
  'CMAF-IMSC-003': [mutant('no type of the images', images, [set(entry, { auxiliary_mime_types: '' })])],
  'CMAF-IMSC-004': [
    mutant('no content type', imsc, [remove(`${entry}/mime`)]),
    mutant('the content type of HTML', imsc, [set(`${entry}/mime`, { content_type: 'text/html' })]),
    mutant('no profile in the content type', imsc, [
      set(`${entry}/mime`, { content_type: 'application/ttml+xml' }),
    ]),
  ],
  'CMAF-IMSC-005': [
    mutant('images by their brand and text by their type', images, [
      set(`${entry}/mime`, { content_type: 'application/ttml+xml;codecs=im1t' }),
    ]),
  ],
  'CMAF-IMSC-010': [
    lastSample('a document that is cut', words(4).subarray(0, -3)),
    lastSample('a document in UTF-16', utf16(words(4))),
    lastSample('another root', ascii('<html xmlns="http://www.w3.org/1999/xhtml"/>')),
    lastSample('a document of a draft', ascii('<tt xmlns="http://www.w3.org/2006/10/ttaf1" xml:lang="en"/>')),
  ],
  'CMAF-IMSC-011': [
    broken(
      'two documents in a fragment',
      () => track(fragment(words(0)), fragment(words(2))),
      () => track(fragment(words(0)), fragment(words(2), words(3))),
    ),
  ],
  'CMAF-IMSC-012': [
    lastImage('no subs', imageSample(withImage, undefined)),
    lastImage('subs of another length', imageSample(withImage, [picture.length, pixel.length - 1])),
    lastImage(
      'a subsample that nothing refers to',
      imageSample(concat(withImage, pixel), [picture.length, pixel.length, pixel.length]),
    ),
  ],
  'CMAF-IMSC-013': [
    lastImage('a reference to image 99', imageChunk(4, 99)),
    lastImage('an image that is none', imageSample(concat(picture, ascii('GIF89a')), [picture.length, 6])),
  ],
  'CMAF-IMSC-014': [
    lastSample('times that count from the sample', words(0)),
    lastSample('times after the sample', words(7)),
  ],
  'CMAF-IMSC-015': [lastSample('French under English', words(4, 'fr'), words(4, 'en-GB'))],
  'CMAF-IMSC-016': [lastSample('the image profile in a text track', profiled('image'), profiled('text'))],
  'CMAF-IMSC-017': [
    mutant('a fragment is missing', imsc, [remove('moof[1]'), remove('mdat[1]')], { also: ['CMAF-TRK-001'] }),
    lastSample('silence without bytes', new Uint8Array(0), ttml({ lang: 'en', paragraphs: [] }), [
      'CMAF-FRAG-026',
    ]),
  ],
  'CMAF-TXT-001': [
    mutant('no bit rates of WebVTT', webVtt, [rename('moov/trak/mdia/minf/stbl/stsd/wvtt/btrt', 'free')], {
      also: ['CMAF-SE-040'],
    }),
    mutant('no bit rates of TTML', imsc, [rename(`${entry}/btrt`, 'free')], { also: ['CMAF-SE-040'] }),
  ],
  'CMAF-TXT-002': [
    mutant('only a role that is not of DASH', imsc, [set(kind, { schemeURI: 'urn:example' })]),
    mutant('a role of DASH without a value', webVtt, [set(kind, { value: '' })], { also: ['CMAF-HDR-054'] }),
  ],
};

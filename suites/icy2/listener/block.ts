/** Blocks of metadata, as deployed servers write them and otherwise. */
import { asUtf8 } from '../../../src/http/message.ts';
import type { BlockPlan } from '../../../src/scenario/icy2/listening.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import { oddMetadata } from './situation.ts';

const every = 8192;
const before: BlockPlan = { title: 'Miles - So What' };

/** A title, the block that the scenario is about, and empty ones. */
const after = (thing: string, ...blocks: readonly BlockPlan[]) =>
  oddMetadata({ metaint: String(every), every, blocks: [before, ...blocks] }, thing);

export const block = suite('icy2/listener/block', {
  empty: {
    title: 'nothing but blocks of zero length',
    ...oddMetadata(
      { metaint: String(every), every, blocks: ['empty', 'empty', 'empty'] },
      'the third empty block',
    ),
  },
  longest: {
    title: 'a block of 4080 bytes, the most that there can be',
    ...after('the block of 4080 bytes', { title: 'So What '.repeat(510) }),
  },
  zeros: {
    title: 'a block of sixteen zeros',
    ...after('the block of zeros', { raw: '\0'.repeat(16) }),
  },
  'title-changes': {
    title: 'another title in each block',
    ...after(
      'the fourth title',
      ...['Monk - Round Midnight', 'Evans - Peace Piece', 'Coltrane - Naima'].map((title) => ({ title })),
    ),
  },
  'quotes-in-title': {
    title: "a title with '; in it",
    ...after('that title', { title: "Rock'n'Roll; it's only 'love'; you know" }),
  },
  'empty-title': {
    title: 'a title without a letter',
    ...after('the empty title', { title: '' }),
  },
  'emoji-in-title': {
    title: 'a title with emoji and umlauts, in UTF-8',
    ...after('that title', { title: 'Zürich 🎷 – „So What“ 日本' }),
  },
  'bad-utf8-in-title': {
    title: 'a title with bytes that are no UTF-8',
    ...after('that title', { raw: "StreamTitle='So \xff\xfe\xc3( What';" }),
  },
  'latin1-in-title': {
    title: 'a title in ISO-8859-1',
    ...after('that title', { title: 'Café Zürich', charset: 'latin1' }),
  },
  'url-alone': {
    title: 'a block with StreamUrl and without StreamTitle',
    ...after('that block', { url: 'https://radio.example/now' }),
  },
  'unknown-keys': {
    title: 'a block with keys that nobody knows',
    ...after('that block', {
      raw: "StreamTitle='So What';adw_ad='true';durationMilliseconds='30000';IcyMeta='2';",
    }),
  },
  unterminated: {
    title: "a title that is not ended by ';",
    ...after('that title', { raw: "StreamTitle='So What" }),
  },
  'no-metadata': {
    title: 'a block of bytes that are no metadata',
    ...after('that block', { raw: asUtf8('<metadata title="So What"/>').padEnd(48, '\x01\x80') }),
  },
  'byte-by-byte': {
    title: 'blocks whose bytes come one by one',
    ...oddMetadata(
      { metaint: String(every), every, blocks: [before, before], byteByByte: true },
      'the second block',
    ),
  },
});

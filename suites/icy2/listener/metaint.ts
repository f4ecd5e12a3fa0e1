/** Values of icy-metaint, usual and not. */
import { suite } from '../../../src/scenario/scenario.ts';
import { oddMetadata, plainMetadata } from './situation.ts';

export const metaint = suite('icy2/listener/metaint', {
  '8192': {
    title: 'a block of metadata every 8192 bytes, with titles',
    ...oddMetadata(plainMetadata, 'the second title'),
  },
  '1': {
    title: 'a block of metadata after every byte of audio',
    ...oddMetadata({ metaint: '1', every: 1, blocks: [{ title: 'Miles - So What' }] }, 'the first title'),
  },
  '2147483648': {
    title: 'a distance between blocks that no signed number of 32 bits holds',
    ...oddMetadata({ metaint: '2147483648' }, 'the answer'),
  },
  '4294975488': {
    title: 'a distance between blocks of 2³² + 8192, which is 8192 to a number of 32 bits',
    ...oddMetadata({ metaint: '4294975488' }, 'the answer'),
  },
  '1000000000000': {
    title: 'a distance between blocks of a million million bytes',
    ...oddMetadata({ metaint: '1000000000000' }, 'the answer'),
  },
  '0': {
    title: 'icy-metaint: 0, and no block of metadata',
    ...oddMetadata({ metaint: '0' }, 'the answer'),
  },
  negative: {
    title: 'a negative distance between blocks, and no block of metadata',
    ...oddMetadata({ metaint: '-1' }, 'the answer'),
  },
  empty: {
    title: 'icy-metaint without a value, and no block of metadata',
    ...oddMetadata({ metaint: '' }, 'the answer'),
  },
  word: {
    title: 'an icy-metaint that is no number, and no block of metadata',
    ...oddMetadata({ metaint: 'often' }, 'the answer'),
  },
});

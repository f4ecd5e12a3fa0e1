import { numberOf } from '../../media/isobmff/walker.ts';

/** The types of top-level boxes that the engine tells apart, as the walker gives them. */
export const types = {
  mdat: numberOf('mdat'),
  moof: numberOf('moof'),
  ftyp: numberOf('ftyp'),
  moov: numberOf('moov'),
  styp: numberOf('styp'),
};

import type { cmafHdrFacts } from '../facts/cmaf-hdr.ts';
import { cmafHdrLanguageMutants, cmafHdrMediaMutants } from './cmaf-hdr-media.ts';
import { cmafHdrBrandMutants, cmafHdrMovieMutants } from './cmaf-hdr-movie.ts';
import { cmafHdrMetadataMutants, cmafHdrSampleMutants } from './cmaf-hdr-samples.ts';
import { cmafHdrEditMutants, cmafHdrTrackMutants } from './cmaf-hdr-track.ts';
import type { MutantsOf } from './mutant.ts';

export const cmafHdrMutants: MutantsOf<typeof cmafHdrFacts> = {
  ...cmafHdrMovieMutants,
  ...cmafHdrBrandMutants,
  ...cmafHdrTrackMutants,
  ...cmafHdrEditMutants,
  ...cmafHdrMediaMutants,
  ...cmafHdrLanguageMutants,
  ...cmafHdrSampleMutants,
  ...cmafHdrMetadataMutants,
};

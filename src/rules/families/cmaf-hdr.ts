import type { cmafHdrFacts } from '../facts/cmaf-hdr.ts';
import type { Rule } from '../rule.ts';
import { cmafHdrBrandRules } from './cmaf-hdr-brands.ts';
import { cmafHdrEditRules } from './cmaf-hdr-edits.ts';
import { cmafHdrLanguageRules } from './cmaf-hdr-language.ts';
import { cmafHdrMediaRules } from './cmaf-hdr-media.ts';
import { cmafHdrMetadataRules } from './cmaf-hdr-metadata.ts';
import { cmafHdrMovieRules } from './cmaf-hdr-movie.ts';
import { cmafHdrSampleRules } from './cmaf-hdr-samples.ts';
import { cmafHdrTimeRules } from './cmaf-hdr-times.ts';
import { cmafHdrTrackRules } from './cmaf-hdr-track.ts';

/** The CMAF header (ISO/IEC 23000-19, 7.3.2.1 and 7.5), from the outer boxes to the inner ones. */
export const cmafHdrRules = {
  ...cmafHdrMovieRules,
  ...cmafHdrBrandRules,
  // The handler first: what is wrong with it makes other things look wrong.
  ...cmafHdrMediaRules,
  ...cmafHdrTrackRules,
  ...cmafHdrEditRules,
  ...cmafHdrLanguageRules,
  ...cmafHdrSampleRules,
  ...cmafHdrMetadataRules,
  ...cmafHdrTimeRules,
} satisfies Record<keyof typeof cmafHdrFacts, Rule>;

import { isoBoxRules } from './families/iso-box.ts';
import { cmafHdrRules } from './families/cmaf-hdr.ts';
import { cmafSeRules } from './families/cmaf-se.ts';
import { cmafProfRules } from './families/cmaf-prof.ts';
import { cmafFragRules } from './families/cmaf-frag.ts';
import { cmafSegRules } from './families/cmaf-seg.ts';
import { cmafTrkRules } from './families/cmaf-trk.ts';
import { cmafEncRules } from './families/cmaf-enc.ts';
import { cmafWvttRules } from './families/cmaf-wvtt.ts';
import { cmafImscRules } from './families/cmaf-imsc.ts';
import { cmafMetaRules } from './families/cmaf-meta.ts';
import { ingestRules } from './families/ingest.ts';
import type { Rules } from './rule.ts';

/**
 * The rules that can say something of a track alone without a deep look, in the order of `rules`: a program that
 * judges no more than that need not load the others.
 */
export const trackRules: Rules = {
  ...isoBoxRules,
  ...cmafHdrRules,
  ...cmafSeRules,
  ...cmafProfRules,
  ...cmafFragRules,
  ...cmafSegRules,
  ...cmafTrkRules,
  ...cmafEncRules,
  ...cmafWvttRules,
  ...cmafImscRules,
  ...cmafMetaRules,
  ...ingestRules,
};

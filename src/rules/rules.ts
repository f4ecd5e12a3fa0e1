import { isoBoxRules } from './families/iso-box.ts';
import { cmafHdrRules } from './families/cmaf-hdr.ts';
import { cmafSeRules } from './families/cmaf-se.ts';
import { cmafProfRules } from './families/cmaf-prof.ts';
import { cmafFragRules } from './families/cmaf-frag.ts';
import { cmafSegRules } from './families/cmaf-seg.ts';
import { cmafTrkRules } from './families/cmaf-trk.ts';
import { cmafNalRules } from './families/cmaf-nal.ts';
import { cmafEncRules } from './families/cmaf-enc.ts';
import { cmafSwsRules } from './families/cmaf-sws.ts';
import { cmafWvttRules } from './families/cmaf-wvtt.ts';
import { cmafImscRules } from './families/cmaf-imsc.ts';
import { cmafMetaRules } from './families/cmaf-meta.ts';
import { ingestRules } from './families/ingest.ts';
import { redRules } from './families/red.ts';
import { if2Rules } from './families/if2.ts';
import type { RuleId } from './facts/index.ts';
import type { Rule } from './rule.ts';

/** Every rule, by its id: the only registry. */
export const rules: Readonly<Record<RuleId, Rule>> = {
  ...isoBoxRules,
  ...cmafHdrRules,
  ...cmafSeRules,
  ...cmafProfRules,
  ...cmafFragRules,
  ...cmafSegRules,
  ...cmafTrkRules,
  ...cmafNalRules,
  ...cmafEncRules,
  ...cmafSwsRules,
  ...cmafWvttRules,
  ...cmafImscRules,
  ...cmafMetaRules,
  ...ingestRules,
  ...redRules,
  ...if2Rules,
};

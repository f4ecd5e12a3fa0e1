import { isoBoxFacts } from './iso-box.ts';
import { cmafHdrFacts } from './cmaf-hdr.ts';
import { cmafSeFacts } from './cmaf-se.ts';
import { cmafProfFacts } from './cmaf-prof.ts';
import { cmafFragFacts } from './cmaf-frag.ts';
import { cmafSegFacts } from './cmaf-seg.ts';
import { cmafTrkFacts } from './cmaf-trk.ts';
import { cmafNalFacts } from './cmaf-nal.ts';
import { cmafEncFacts } from './cmaf-enc.ts';
import { cmafSwsFacts } from './cmaf-sws.ts';
import { cmafWvttFacts } from './cmaf-wvtt.ts';
import { cmafImscFacts } from './cmaf-imsc.ts';
import { cmafMetaFacts } from './cmaf-meta.ts';
import { ingestFacts } from './ingest.ts';
import { redFacts } from './red.ts';
import { if2Facts } from './if2.ts';

/** Every rule there is, in the order of its number. */
export const facts = {
  ...isoBoxFacts,
  ...cmafHdrFacts,
  ...cmafSeFacts,
  ...cmafProfFacts,
  ...cmafFragFacts,
  ...cmafSegFacts,
  ...cmafTrkFacts,
  ...cmafNalFacts,
  ...cmafEncFacts,
  ...cmafSwsFacts,
  ...cmafWvttFacts,
  ...cmafImscFacts,
  ...cmafMetaFacts,
  ...ingestFacts,
  ...redFacts,
  ...if2Facts,
};

export type RuleId = keyof typeof facts;

export const ruleIds = Object.keys(facts) as readonly RuleId[];

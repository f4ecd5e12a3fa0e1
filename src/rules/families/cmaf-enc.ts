import type { Rule } from '../rule.ts';
import type { cmafEncFacts } from '../facts/cmaf-enc.ts';
import { cmafEncChunkRules } from './cmaf-enc-chunks.ts';
import { cmafEncHeaderRules } from './cmaf-enc-header.ts';
import { cmafEncSampleRules } from './cmaf-enc-samples.ts';

/** Common encryption, in headers and in fragments. */
export const cmafEncRules = {
  ...cmafEncHeaderRules,
  ...cmafEncChunkRules,
  ...cmafEncSampleRules,
} satisfies Record<keyof typeof cmafEncFacts, Rule>;

import type { Rule } from '../rule.ts';
import type { cmafImscFacts } from '../facts/cmaf-imsc.ts';
import { imscHeaderRules } from './cmaf-imsc-header.ts';
import { imscPayloadRules } from './cmaf-imsc-payload.ts';

export const cmafImscRules = {
  ...imscHeaderRules,
  ...imscPayloadRules,
} satisfies Record<keyof typeof cmafImscFacts, Rule>;

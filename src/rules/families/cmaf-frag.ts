import type { Rule } from '../rule.ts';
import type { cmafFragFacts } from '../facts/cmaf-frag.ts';
import { accessRules } from './cmaf-frag-access.ts';
import { boxRules } from './cmaf-frag-boxes.ts';
import { dataRules } from './cmaf-frag-data.ts';
import { defaultRules } from './cmaf-frag-defaults.ts';
import { fieldRules } from './cmaf-frag-fields.ts';
import { numberRules } from './cmaf-frag-numbers.ts';
import { presentationRules } from './cmaf-frag-presentation.ts';
import { tableRules } from './cmaf-frag-tables.ts';

/**
 * Rules about chunks and fragments. Those about numbers stand before those about data, because sizes that are missing
 * leave bytes of the mdat over.
 */
export const cmafFragRules = {
  ...boxRules,
  ...fieldRules,
  ...defaultRules,
  ...tableRules,
  ...numberRules,
  ...dataRules,
  ...accessRules,
  ...presentationRules,
} satisfies Record<keyof typeof cmafFragFacts, Rule>;

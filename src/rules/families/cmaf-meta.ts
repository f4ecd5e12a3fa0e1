import type { Rule } from '../rule.ts';
import type { cmafMetaFacts } from '../facts/cmaf-meta.ts';
import { metaHeaderRules } from './cmaf-meta-header.ts';
import { metaPayloadRules } from './cmaf-meta-payload.ts';
import { metaPresentationRules } from './cmaf-meta-presentation.ts';
import { metaSpliceRules } from './cmaf-meta-splice.ts';
import { metaTimelineRules } from './cmaf-meta-timeline.ts';

export const cmafMetaRules = {
  ...metaHeaderRules,
  ...metaTimelineRules,
  ...metaPayloadRules,
  ...metaSpliceRules,
  ...metaPresentationRules,
} satisfies Record<keyof typeof cmafMetaFacts, Rule>;

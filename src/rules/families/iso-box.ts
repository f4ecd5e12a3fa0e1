import type { Rule } from '../rule.ts';
import type { isoBoxFacts } from '../facts/iso-box.ts';
import { isoBoxFieldRules } from './iso-box-fields.ts';
import { isoBoxPlaceRules } from './iso-box-places.ts';
import { isoBoxPresenceRules } from './iso-box-presence.ts';
import { isoBoxStructureRules } from './iso-box-structure.ts';
import { isoBoxVersionRules } from './iso-box-versions.ts';

/** How boxes lie in the bytes, and what every box has to be. */
export const isoBoxRules = {
  ...isoBoxStructureRules,
  ...isoBoxVersionRules,
  ...isoBoxFieldRules,
  ...isoBoxPresenceRules,
  ...isoBoxPlaceRules,
} satisfies Record<keyof typeof isoBoxFacts, Rule>;

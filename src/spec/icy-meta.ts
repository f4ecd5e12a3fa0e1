/** The sentences of ICY-META 2.1, joined from one file for each theme. */

import type { Clause } from './clause.ts';
import { icyMetaFields } from './icy-meta-fields.ts';
import { icyMetaGuidelines } from './icy-meta-guidelines.ts';
import { icyMetaHandshake } from './icy-meta-handshake.ts';
import { icyMetaOverview } from './icy-meta-overview.ts';
import { icyMetaSecurity } from './icy-meta-security.ts';
import { icyMetaStatistics } from './icy-meta-statistics.ts';

export const icyMeta = {
  ...icyMetaOverview,
  ...icyMetaHandshake,
  ...icyMetaFields,
  ...icyMetaStatistics,
  ...icyMetaGuidelines,
  ...icyMetaSecurity,
} as const satisfies Record<string, Clause>;

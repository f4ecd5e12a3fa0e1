/** What holds for DASH only. */

import type { Clause } from './clause.ts';

export const ingestDash = {
  'DI-DASH-01': {
    section: 'DASH specific',
    item: 'File ext 1',
    keyword: 'MUST',
    level: 'must',
    binds: 'ingest source',
    says: 'Manifest objects of DASH have the extension .mpd.',
    observable: ['client'],
  },
  'DI-DASH-02a': {
    section: 'DASH specific',
    item: 'File ext 2',
    keyword: 'MUST',
    level: 'must',
    binds: 'ingest source',
    says: 'Media objects of DASH have an extension that Table 6 allows.',
    observable: ['client'],
  },
  'DI-DASH-02b': {
    section: 'DASH specific',
    item: 'File ext 2',
    keyword: 'MUST NOT',
    level: 'must',
    binds: 'ingest source',
    says: 'Media objects of DASH do not have the extension .ts.',
    observable: ['client'],
  },
  'DI-DASH-REL-1': {
    section: 'DASH specific',
    item: 'Relative paths 1',
    keyword: 'SHOULD',
    level: 'should',
    binds: 'ingest source',
    says: 'An MPD names its segments by relative paths.',
    observable: ['media'],
  },
} as const satisfies Record<string, Clause>;

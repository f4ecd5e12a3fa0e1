/** The three documents as data: every sentence, its level, and where the text is wrong. */

import type { Clause, Document } from './clause.ts';
import { dashifIngest } from './dashif-ingest.ts';
import { icecast } from './icecast.ts';
import { icyMeta } from './icy-meta.ts';

export { levelOf, profiles } from './clause.ts';
export type { Clause, Document, Level, Observable, Profile, Subject } from './clause.ts';
export { dashifIngest } from './dashif-ingest.ts';
export { errata, erratum } from './errata.ts';
export type { Erratum, ErratumId } from './errata.ts';
export { icecast } from './icecast.ts';
export { icyMeta } from './icy-meta.ts';

export const clauses = { ...icecast, ...icyMeta, ...dashifIngest } as const satisfies Record<string, Clause>;

export type ClauseId = keyof typeof clauses;

/** What the documents are called, and which edition of each we read. */
export const documents = {
  icecast: { title: 'Ingesting Source Streams to Icecast', edition: 'early edition', prefix: 'ICE-' },
  'icy-meta': { title: 'ICY-META Protocol Specification', edition: '2.1 of 2026-02-15', prefix: 'ICY2-' },
  'dashif-ingest': {
    title: 'DASH-IF Specification of Live Media Ingest',
    edition: 'draft of 2019-06',
    prefix: 'DI-',
  },
} as const satisfies Record<Document, { title: string; edition: string; prefix: string }>;

/** The document that a clause is from; its prefix tells. */
export const docOf = (id: ClauseId): Document =>
  id.startsWith(documents.icecast.prefix)
    ? 'icecast'
    : id.startsWith(documents['icy-meta'].prefix)
      ? 'icy-meta'
      : 'dashif-ingest';

export const clause = (id: ClauseId): Clause => clauses[id];

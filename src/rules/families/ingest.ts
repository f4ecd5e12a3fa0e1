import { facts, type RuleId } from '../facts/index.ts';
import type { Facts } from '../facts/facts.ts';
import type { ingestFacts } from '../facts/ingest.ts';
import { alias, type Rule } from '../rule.ts';
import { ingestHeaderRules } from './ingest-header.ts';
import { ingestSessionRules } from './ingest-session.ts';
import { ingestSmoothRules } from './ingest-smooth.ts';

/** Families that say what a CMAF track is made of. */
const trackFamilies = /^CMAF-(?:HDR|SE|PROF|FRAG|SEG|TRK|NAL|WVTT|IMSC)-/;
/** Rules of the clause of CMAF that ingest leaves out (23000-19, 7.4): events beside the media, and encryption. */
const leftOut: ReadonlySet<string> = new Set(['CMAF-SEG-021', 'CMAF-HDR-058']);

const ids = Object.keys(facts) as readonly RuleId[];

const ofTrackStructure = ids.filter(
  (id) => trackFamilies.test(id) && !leftOut.has(id) && (facts[id] as Facts)[1] === 'error',
);
const ofSwitchingSets = ids.filter((id) => id.startsWith('CMAF-SWS-') && (facts[id] as Facts)[0] === 'must');

/** What the ingest document asks of tracks and sessions. */
export const ingestRules = {
  ...ingestHeaderRules,
  ...ingestSessionRules,
  ...ingestSmoothRules,
  'INGEST-004': alias(ofTrackStructure, {
    says: 'Tracks have the structure of CMAF tracks.',
    decides: ['DI-CMAF-GP-13', 'DI-CMAF-GC-01', 'DI-CMAF-GC-02', 'DI-DEF-cmafstream', 'DI-MT-01a'],
  }),
  'INGEST-005': alias(['CMAF-FRAG-014'], {
    says: 'Every fragment has a tfdt.',
    decides: ['DI-MT-02'],
  }),
  'INGEST-014': alias(['CMAF-HDR-004'], {
    says: 'A connection carries one track.',
    decides: ['DI-CMAF-GP-07', 'DI-CMAF-GC-03'],
  }),
  'INGEST-015': alias(ofSwitchingSets, {
    says: 'Tracks of a switching set hold what CMAF demands of one.',
    decides: ['DI-CMAF-GP-12', 'DI-SWS-00'],
  }),
} satisfies Record<keyof typeof ingestFacts, Rule>;

import { isoBoxMutants } from './iso-box.ts';
import { cmafHdrMutants } from './cmaf-hdr.ts';
import { cmafSeMutants } from './cmaf-se.ts';
import { cmafProfMutants } from './cmaf-prof.ts';
import { cmafFragMutants } from './cmaf-frag.ts';
import { cmafSegMutants } from './cmaf-seg.ts';
import { cmafTrkMutants } from './cmaf-trk.ts';
import { cmafNalMutants } from './cmaf-nal.ts';
import { cmafEncMutants } from './cmaf-enc.ts';
import { cmafSwsMutants } from './cmaf-sws.ts';
import { cmafWvttMutants } from './cmaf-wvtt.ts';
import { cmafImscMutants } from './cmaf-imsc.ts';
import { cmafMetaMutants } from './cmaf-meta.ts';
import { ingestMutants } from './ingest.ts';
import { redMutants } from './red.ts';
import { if2Mutants } from './if2.ts';
import type { RuleId } from '../facts/index.ts';
import type { MutantEntry } from './mutant.ts';

/** For every rule the broken inputs that it must catch. A rule without one does not compile. */
export const ruleMutants: Readonly<Record<RuleId, MutantEntry>> = {
  ...isoBoxMutants,
  ...cmafHdrMutants,
  ...cmafSeMutants,
  ...cmafProfMutants,
  ...cmafFragMutants,
  ...cmafSegMutants,
  ...cmafTrkMutants,
  ...cmafNalMutants,
  ...cmafEncMutants,
  ...cmafSwsMutants,
  ...cmafWvttMutants,
  ...cmafImscMutants,
  ...cmafMetaMutants,
  ...ingestMutants,
  ...redMutants,
  ...if2Mutants,
};

import type { Finding } from '../finding.ts';
import type { RuleId } from '../facts/index.ts';
import type { Input } from '../input.ts';
import type { Track } from '../model/track.ts';
import type { Rule } from '../rule.ts';
import type { Settings } from '../settings.ts';

/** What was found about several tracks or objects, and the rules that had something to look at. */
export interface TogetherReport {
  readonly names: readonly string[];
  readonly findings: readonly Finding[];
  readonly exercised: ReadonlySet<RuleId>;
}

/** Judges switching sets, aligned sets, the presentation and redundant sources. */
export const judgeTogether = (
  _tracks: readonly Track[],
  _input: Input,
  _rules: Readonly<Record<RuleId, Rule>>,
  _settings: Settings,
): readonly TogetherReport[] => [];

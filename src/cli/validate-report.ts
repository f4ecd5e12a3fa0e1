/** From what rules found to what is reported: plain values that every format is made of. */
import {
  summaryOf,
  verdictOf,
  type FileReport,
  type MediaKind,
  type ReportedFinding,
  type RuleWords,
  type SetReport,
  type ValidationReport,
} from '../report/validation/document.ts';
import { facts, type RuleId } from '../rules/facts/index.ts';
import type { Facts } from '../rules/facts/facts.ts';
import type { Finding } from '../rules/finding.ts';
import type { TrackReport } from '../rules/engine/contract.ts';
import type { Rules } from '../rules/rule.ts';
import type { Profile } from '../spec/clause.ts';
import { underProfile } from './validate-profile.ts';

const factsOf = (id: RuleId): Facts => facts[id];

const reported = (findings: readonly Finding[], profile: Profile): readonly ReportedFinding[] =>
  underProfile(findings, profile).map((finding) => ({ ...finding, standard: factsOf(finding.rule)[4] }));

const kindOf = ({ track }: TrackReport): MediaKind => {
  const traks = track.headers.at(-1)?.traks ?? [];
  return traks.length > 1 ? 'several' : (traks[0]?.kind ?? 'unknown');
};

/** Whether an object had anything in it that is a box. */
export const hasBoxes = ({ track, findings }: TrackReport): boolean =>
  track.lastBox !== undefined || track.headers.length > 0 || track.chunks > 0 || findings.length > 0;

/** A track as it is reported under a profile. */
export const fileReport = (report: TrackReport, profile: Profile): FileReport => {
  const findings = reported(report.findings, profile);
  const exercised = hasBoxes(report) ? [...report.exercised] : [];
  return {
    path: report.name,
    kind: kindOf(report),
    verdict: verdictOf(findings, exercised.length > 0),
    findings,
    exercised,
  };
};

/** What was found about several tracks, under a profile. */
export const setReport = (
  set: { readonly names: readonly string[]; readonly findings: readonly Finding[] },
  profile: Profile,
): SetReport => ({ files: set.names, findings: reported(set.findings, profile) });

/** All of it. */
export const validationReport = (
  files: readonly FileReport[],
  sets: readonly SetReport[],
): ValidationReport => ({ files, sets, summary: summaryOf(files, sets) });

/** What a rule says, and what it weighs under the severities that apply; for ids that reports name. */
export const wordsOfRule =
  (rules: Rules, strict: boolean) =>
  (id: string): RuleWords => {
    const rule = id as RuleId;
    const [level, usual, literal, , standard] = factsOf(rule);
    return { says: rules[rule]?.says ?? '', severity: strict ? literal : usual, level, standard };
  };

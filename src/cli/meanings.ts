/** What our own words mean: verdicts, profiles, reporters. */
import type { ReporterName } from '../report/index.ts';
import type { Profile } from '../spec/index.ts';
import type { Verdict } from '../verdict/result.ts';

export const verdictMeanings: Record<Verdict, { readonly when: string; readonly exit: string }> = {
  pass: { when: 'every check was met, and at least one was exercised', exit: '0' },
  fail: { when: 'a clause of level must is broken', exit: '1' },
  warn: { when: 'a clause of level should is not followed', exit: '0, and 1 with --strict' },
  info: { when: 'the text allows it or is silent; what was seen is recorded', exit: '0' },
  inconclusive: {
    when: 'it applies and could not be judged; the reason is told',
    exit: '1, and 0 with --allow-inconclusive',
  },
  skip: { when: 'it does not apply: the target is declared without an optional feature', exit: '0' },
  error: { when: 'the harness is at fault, not the target', exit: '4' },
};

export const profileMeanings: Record<Profile, string> = {
  literal: 'the documents as they are printed',
  corrected: 'the documents with their own mistakes mended; what is used where nothing is said',
  practical: 'as corrected, and what is widely deployed is tolerated',
};

export const reporterMeanings: Record<ReporterName, string> = {
  pretty: 'for a person: a line a scenario, then what is wrong and why',
  json: 'run.json: the whole report, for machines',
  ndjson: 'every event of the run as it happens, one a line',
  tap: 'TAP 14, with a subtest for each scenario',
  'tap-flat': 'TAP 13, with a point for each check',
  junit: 'JUnit XML, for GitLab, Jenkins, Azure and GitHub',
  github: 'annotations in the log of a GitHub workflow',
  markdown: 'a page for a job summary or a comment: what was found, and how to see it again',
  ctrf: 'JSON in the Common Test Report Format, a test for each scenario',
};

/** A report with something of everything, for the tests of the formats. */
import {
  summaryOf,
  type FileReport,
  type ReportedFinding,
  type RuleBook,
  type ValidationReport,
} from './document.ts';

const gap: Required<ReportedFinding> = {
  rule: 'CMAF-TRK-001',
  aliases: ['CMAF-TRK-099'],
  clauses: ['DI-MT-01a'],
  severity: 'error',
  message: 'a gap between two chunks',
  object: 'out/a b.cmfv',
  box: 'moof[3]/traf/tfdt',
  offset: 24,
  length: 4,
  expected: 'baseMediaDecodeTime 512',
  actual: 'baseMediaDecodeTime 1024',
  count: 3,
  more: [
    { object: 'out/a b.cmfv', box: 'moof[5]/traf/tfdt', offset: 300 },
    { object: 'out/c.cmfv', box: 'moof[0]/traf/tfdt', offset: 24 },
  ],
  standard: '23000-19 7.3.2.2',
};

const { expected: _expected, actual: _actual, ...place } = gap;

const warning: ReportedFinding = {
  ...place,
  rule: 'CMAF-HDR-008',
  aliases: [],
  clauses: [],
  severity: 'warning',
  message: 'a name with \u001b[31m a control',
  box: 'ftyp',
  offset: 0,
  length: 0,
  count: 1,
  more: [],
};

const files: readonly FileReport[] = [
  {
    path: 'out/a b.cmfv',
    kind: 'video',
    verdict: 'non-conformant',
    findings: [gap, warning],
    exercised: ['CMAF-HDR-008', 'CMAF-TRK-001', 'CMAF-TRK-002'],
  },
  { path: '/tmp/c.cmfa', kind: 'audio', verdict: 'conformant', findings: [], exercised: ['CMAF-TRK-001'] },
  { path: 'empty.mp4', kind: 'unknown', verdict: 'not-judged', findings: [], exercised: [] },
];

const sets = [
  {
    files: ['out/a b.cmfv', '/tmp/c.cmfa'],
    findings: [{ ...warning, rule: 'CMAF-SWS-016', severity: 'info' as const, object: '/tmp/c.cmfa' }],
  },
  { files: ['out/a b.cmfv', 'empty.mp4'], findings: [] },
];

export const sampleValidation: ValidationReport = { files, sets, summary: summaryOf(files, sets) };

export const sampleBook: RuleBook = (id) => ({
  says: `What ${id} demands.`,
  severity: 'error',
  level: 'must',
  standard: '23000-19 7.3.2.2',
});

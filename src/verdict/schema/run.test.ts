import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { expect, test } from 'vitest';
import { profiles } from '../../spec/clause.ts';
import type { CheckResult, RunReport, ScenarioResult, Shard, Target } from '../result.ts';
import { verdicts } from '../result.ts';
import type { RunEvent } from '../run-event.ts';
import { eventSchema, runSchema } from './index.ts';

/** Everything that a report may have, so that a field without a place in the schema shows. */
const target: Required<Target> = {
  kind: 'client',
  url: 'http://127.0.0.1:8000',
  command: 'ffmpeg',
  features: { statistics: true, burst: 1, name: 'x' },
};

const check: Required<CheckResult> = {
  clause: 'ICE-AUTH-02',
  id: 'ICE-AUTH-02#2',
  level: 'must',
  verdict: 'inconclusive',
  message: 'The server answers 401.',
  expected: 'status 401',
  actual: 'status 200',
  reason: 'not-triggered',
  erratum: 'E-ICE-05',
  evidence: [{ event: 0 }, { event: 5, offset: 17 }],
  baseline: 'known',
};

const scenario: Required<ScenarioResult> = {
  id: 'icecast/auth/put-without-credentials',
  suite: 'icecast',
  role: 'server',
  title: 'A source client that shows no credentials.',
  verdict: 'inconclusive',
  reason: 'not-triggered',
  durationMs: 12.5,
  checks: [check],
  repro: 'ingestspec test',
  conversation: ['conn 0  PUT /live.mp3'],
};

const report: Required<RunReport> = {
  schemaVersion: 1,
  tool: { name: 'ingestspec', version: '0.1.0' },
  target,
  profile: 'corrected',
  started: '2026-03-01T10:00:00.000Z',
  finished: '2026-03-01T10:00:01.000Z',
  partial: false,
  shard: {
    index: 2,
    total: 4,
    selected: 7,
    baseline: {
      everything: true,
      entries: [
        {
          scenario: scenario.id,
          clause: 'ICE-AUTH-02',
          verdict: 'fail',
          reason: 'known',
          seen: '200',
          where: 'baseline.yaml:7',
        },
      ],
    },
  } satisfies Required<Shard>,
  seed: 7,
  environment: { node: 'v20.20.2' },
  gate: { strict: false, allowInconclusive: false },
  verdict: 'not-judged',
  summary: { pass: 0, fail: 0, warn: 0, info: 0, inconclusive: 1, skip: 0, error: 0 },
  scenarios: [scenario],
  clauses: [{ id: 'ICE-AUTH-02', level: 'must', verdict: 'inconclusive', scenarios: [scenario.id] }],
  baselineIssues: [{ kind: 'stale', where: 'baseline.yaml:7', message: 'It passes now.' }],
  exitCode: 1,
};

const { tool, profile, started, seed, environment, gate, shard } = report;

/** One of each kind; a new kind does not compile until it is here. */
const everyEvent: { readonly [Kind in RunEvent['event']]: Required<Extract<RunEvent, { event: Kind }>> } = {
  'run-started': {
    event: 'run-started',
    version: 1,
    tool,
    target,
    profile,
    started,
    seed,
    environment,
    gate,
    shard,
    scenarios: [scenario.id],
  },
  'scenario-started': { event: 'scenario-started', id: scenario.id, title: scenario.title },
  'scenario-finished': { event: 'scenario-finished', result: scenario },
  'bail-out': { event: 'bail-out', message: 'connection refused' },
  'run-finished': { event: 'run-finished', report },
};

const ajv = new Ajv2020({ strict: true, allErrors: true });
formats.default(ajv);
ajv.addSchema(runSchema);
const isReport = ajv.compile({ $ref: runSchema.$id });
const isEvent = ajv.compile(eventSchema);

test('a complete report conforms', () => {
  expect(isReport(report), JSON.stringify(isReport.errors)).toBe(true);
});

test.for(Object.values(everyEvent))('a complete $event conforms', (event) => {
  expect(isEvent(event), JSON.stringify(isEvent.errors)).toBe(true);
});

const withScenario = (changed: object): object => ({ ...report, scenarios: [{ ...scenario, ...changed }] });
const withCheck = (changed: object): object => withScenario({ checks: [{ ...check, ...changed }] });

test.for<[string, object]>([
  ['another version', { ...report, schemaVersion: 2 }],
  ['a verdict on the run that is none', { ...report, verdict: 'passed' }],
  ['an exit code that is none', { ...report, exitCode: 6 }],
  ['a date that is none', { ...report, started: '1 March' }],
  ['a summary without a verdict', { ...report, summary: { ...report.summary, skip: undefined } }],
  ['a summary with a score', { ...report, summary: { ...report.summary, score: 97 } }],
  ['a field that nobody knows', { ...report, score: 97 }],
  ['a shard before the first', { ...report, shard: { ...report.shard, index: 0 } }],
  ['a shard of nobody knows how many', { ...report, shard: { ...report.shard, total: undefined } }],
  ['a target without features', { ...report, target: { kind: 'server' } }],
  ['a feature that is a list', { ...report, target: { ...target, features: { codecs: [] } } }],
  ['a scenario without a way to run it again', withScenario({ repro: undefined })],
  ['a scenario without an id', withScenario({ id: '' })],
  ['a side that is none', withScenario({ role: 'audience' })],
  ['a duration below zero', withScenario({ durationMs: -1 })],
  ['a level in capitals', withCheck({ level: 'MUST' })],
  ['a verdict that is none', withCheck({ verdict: 'ok' })],
  ['a reason without a code', withCheck({ reason: 'slow' })],
  ['evidence before the first event', withCheck({ evidence: [{ event: -1 }] })],
  ['evidence that is text', withCheck({ evidence: ['event 5'] })],
  ['a clause that no scenario has judged', { ...report, clauses: [{ ...report.clauses[0], scenarios: [] }] }],
  [
    'a complaint about the baseline of an unknown kind',
    { ...report, baselineIssues: [{ kind: 'old', where: '', message: '' }] },
  ],
])('%s does not conform', ([, broken]) => {
  expect(isReport(JSON.parse(JSON.stringify(broken)))).toBe(false);
  expect(isEvent({ event: 'run-finished', report: JSON.parse(JSON.stringify(broken)) as unknown })).toBe(
    false,
  );
});

test.for(Object.values(everyEvent))('a $event with a field too many or too few does not conform', (event) => {
  expect(isEvent({ ...event, colour: 'red' })).toBe(false);
  expect(isEvent({ event: event.event })).toBe(false);
});

test('the words of the schema are those of the code', () => {
  expect(runSchema.$defs.verdict.enum).toEqual(verdicts);
  expect(Object.keys(runSchema.$defs.summary.properties)).toEqual(verdicts);
  expect(runSchema.$defs.profile.enum).toEqual(profiles);
});

test('the schemas are pure data with proper names', () => {
  for (const schema of [runSchema, eventSchema]) {
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
    expect(new URL(schema.$id).protocol).toBe('https:');
  }
});

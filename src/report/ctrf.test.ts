import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CheckResult, RunReport, ScenarioResult, Verdict } from '../verdict/result.ts';
import { verdicts } from '../verdict/result.ts';
import { reportOf } from '../verdict/summarise.ts';
import { reporters } from './index.ts';
import { replay } from './replay.ts';
import { sampleEvents, sampleReport } from './sample.ts';

const text = { type: 'string' } as const;
const filled = { type: 'string', minLength: 1 } as const;
const whole = { type: 'integer', minimum: 0 } as const;
const extra = { type: 'object' } as const;
const status = { enum: ['passed', 'failed', 'skipped', 'pending', 'other'] } as const;

/** The parts of the format that we use, and no others: where it knows no further names, neither do we. */
const schema = {
  type: 'object',
  required: ['reportFormat', 'specVersion', 'results'],
  additionalProperties: false,
  properties: {
    reportFormat: { const: 'CTRF' },
    specVersion: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+$' },
    generatedBy: text,
    results: {
      type: 'object',
      required: ['tool', 'summary', 'tests'],
      additionalProperties: false,
      properties: {
        tool: {
          type: 'object',
          required: ['name'],
          additionalProperties: false,
          properties: { name: filled, version: text, extra },
        },
        summary: {
          type: 'object',
          required: ['tests', 'passed', 'failed', 'skipped', 'pending', 'other', 'start', 'stop'],
          additionalProperties: false,
          properties: {
            tests: whole,
            passed: whole,
            failed: whole,
            skipped: whole,
            pending: whole,
            other: whole,
            suites: whole,
            start: whole,
            stop: whole,
            duration: whole,
            extra,
          },
        },
        tests: {
          type: 'array',
          items: {
            type: 'object',
            required: ['name', 'status', 'duration'],
            additionalProperties: false,
            properties: {
              name: filled,
              status,
              duration: whole,
              suite: { type: 'array', minItems: 1, items: text },
              message: text,
              trace: text,
              rawStatus: text,
              tags: { type: 'array', items: text },
              type: text,
              extra,
            },
          },
        },
        environment: { type: 'object', additionalProperties: false, properties: { extra } },
      },
    },
  },
} as const;

interface Ctrf {
  readonly results: {
    readonly summary: Readonly<Record<string, number>>;
    readonly tests: readonly {
      readonly name: string;
      readonly status: string;
      readonly suite: readonly string[];
      readonly message?: string;
      readonly trace?: string;
      readonly tags?: readonly string[];
      readonly extra?: Readonly<Record<string, unknown>>;
    }[];
  };
}

const conforms = new Ajv2020({ strict: true }).compile(schema);

const read = async (events: Parameters<typeof replay>[1]): Promise<Ctrf> => {
  const document = JSON.parse(await replay(reporters.ctrf, events)) as unknown;
  expect(conforms(document), JSON.stringify(conforms.errors)).toBe(true);
  const { summary, tests } = (document as Ctrf).results;
  expect(summary['tests']).toBe(tests.length);
  for (const word of status.enum)
    expect(summary[word]).toBe(tests.filter((each) => each.status === word).length);
  expect(summary['suites']).toBe(new Set(tests.map(({ suite }) => JSON.stringify(suite))).size);
  expect(summary['stop']).toBeGreaterThanOrEqual(summary['start'] ?? Infinity);
  return document as Ctrf;
};

const readReport = (report: RunReport): Promise<Ctrf> => read([{ event: 'run-finished', report }]);

const scenarioOf = (verdict: Verdict, ...checks: readonly Partial<CheckResult>[]): ScenarioResult => {
  const [scenario] = sampleReport.scenarios as [ScenarioResult];
  const [check] = scenario.checks as readonly [CheckResult];
  return {
    ...scenario,
    verdict,
    checks: checks.map((each, index) => ({ ...check, id: `${check.id}#${String(index)}`, ...each })),
  };
};

const statusOf = async (scenario: ScenarioResult, gate = sampleReport.gate): Promise<string | undefined> => {
  const { results } = await readReport(
    reportOf({ ...sampleReport, gate, scenarios: [scenario], baselineIssues: [] }),
  );
  expect(results.tests).toHaveLength(1);
  return results.tests[0]?.status;
};

test.for<[verdict: Verdict, status: string, strict: string]>([
  ['pass', 'passed', 'passed'],
  ['info', 'passed', 'passed'],
  ['warn', 'passed', 'failed'],
  ['fail', 'failed', 'failed'],
  ['inconclusive', 'other', 'other'],
  ['skip', 'skipped', 'skipped'],
  ['error', 'failed', 'failed'],
])('%s is %s, and %s in a strict run', async ([verdict, usual, strict]) => {
  for (const scenario of [scenarioOf(verdict), scenarioOf(verdict, { verdict })]) {
    expect(await statusOf(scenario)).toBe(usual);
    expect(await statusOf(scenario, { strict: true, allowInconclusive: true })).toBe(strict);
  }
});

test('what the baseline expects is skipped, and hides nothing else', async () => {
  const expected = { verdict: 'fail', baseline: 'known' } as const;
  expect(await statusOf(scenarioOf('fail', expected))).toBe('skipped');
  expect(await statusOf(scenarioOf('fail', expected, { verdict: 'fail' }))).toBe('failed');
  expect(await statusOf(scenarioOf('fail', expected, { verdict: 'inconclusive' }))).toBe('other');
});

test('the sample has a test a scenario, and one for each flaw of the run', async () => {
  const { results } = await read(sampleEvents);
  expect(results.tests.map(({ name }) => name)).toEqual([
    ...sampleReport.scenarios.map(({ id }) => id),
    ...sampleReport.baselineIssues.map(({ where }) => `baseline ${where}`),
  ]);
  const broken = results.tests[1];
  expect(broken).toMatchObject({
    status: 'failed',
    suite: ['icecast (server)', 'auth'],
    message: 'ICE-AUTH-02: expected status 401; actual status 200',
    tags: ['ICE-AUTH-02', 'ICE-AUTH-04'],
    extra: { verdict: 'fail', trace: 'trace/icecast.auth.put-without-credentials.ndjson' },
  });
  expect(broken?.trace).toContain('evidence  event 5, byte 0');
});

test('a target that is not there is a failed test', async () => {
  const { results } = await read([
    ...sampleEvents.slice(0, 1),
    { event: 'bail-out', message: 'connect ECONNREFUSED' },
  ]);
  expect(results.tests).toMatchObject([
    { status: 'failed', suite: ['run'], message: 'connect ECONNREFUSED' },
  ]);
});

test('whatever a run holds, the document is one', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 }),
      fc.constantFrom(...verdicts),
      fc.oneof(fc.double(), fc.constantFrom(NaN, -1, 1e300)),
      fc.record({ strict: fc.boolean(), allowInconclusive: fc.boolean() }),
      async (codes, verdict, durationMs, gate) => {
        const said = String.fromCharCode(...codes);
        const scenario = { ...scenarioOf(verdict, { verdict, actual: said }), id: said, durationMs };
        const report = reportOf({
          ...sampleReport,
          tool: { name: said, version: said },
          started: said,
          gate,
          scenarios: [scenario],
        });
        await readReport(report);
      },
    ),
  ));

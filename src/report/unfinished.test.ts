import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { expect, test } from 'vitest';
import type { RunReport } from '../verdict/result.ts';
import { runSchema } from '../verdict/schema/index.ts';
import { reporters } from './index.ts';
import { replay } from './replay.ts';
import { sampleEvents, sampleReport } from './sample.ts';

const report = async (count: number): Promise<RunReport> =>
  JSON.parse(await replay(reporters.json, sampleEvents.slice(0, count))) as RunReport;

const ajv = new Ajv2020({ strict: true });
formats.default(ajv);
const conforms = ajv.compile(runSchema);

test('a run that was cut has a report that conforms, says that it is partial, and tells what is known', async () => {
  const cut = await report(sampleEvents.length - 1);
  expect(conforms(cut), ajv.errorsText(conforms.errors)).toBe(true);
  expect(cut).toMatchObject({ partial: true, verdict: 'non-conformant', exitCode: 4 });
  expect(cut.summary).toEqual(sampleReport.summary);
  expect(cut.scenarios).toEqual(sampleReport.scenarios);
  expect(cut.clauses).toEqual(sampleReport.clauses);
});

test('a run that was cut before its first failure does not conform for that', async () => {
  expect(await report(3)).toMatchObject({
    partial: true,
    verdict: 'not-judged',
    summary: { pass: 1, fail: 0 },
  });
});

test('a run that ended has one report, its own', async () => {
  expect(await report(sampleEvents.length)).toEqual(sampleReport);
});

test('a run that never began has none', async () => {
  expect(await replay(reporters.json, [])).toBe('');
});

test('a target that was never reached shows in the exit code', async () => {
  const events = [...sampleEvents.slice(0, 1), { event: 'bail-out', message: 'refused' } as const];
  expect(JSON.parse(await replay(reporters.json, events))).toMatchObject({
    exitCode: 3,
    verdict: 'not-judged',
  });
});

import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { expect, test } from 'vitest';
import { traceName } from '../runner/run-files.ts';
import type { ScenarioResult } from '../verdict/result.ts';
import { eventSchema, runSchema } from '../verdict/schema/index.ts';
import { reportOf } from '../verdict/summarise.ts';
import { traceFile } from './describe.ts';
import { junitWith, reporters, type ReporterFactory } from './index.ts';
import { replay } from './replay.ts';
import { sampleEvents, sampleReport } from './sample.ts';

const goldenFiles: Readonly<Record<string, ReporterFactory>> = {
  'run.json': reporters.json,
  'events.ndjson': reporters.ndjson,
  'junit.xml': junitWith({ traces: 'trace' }),
  'run.tap': reporters.tap,
  'run-flat.tap': reporters['tap-flat'],
  'pretty.txt': reporters.pretty,
  'github.txt': reporters.github,
  'summary.md': reporters.markdown,
  'ctrf.json': reporters.ctrf,
};

const pathOf = (file: string): string =>
  fileURLToPath(new URL(`../../reports/sample/${file}`, import.meta.url));

/** `UPDATE_GOLDEN=1` writes the files anew; look at the difference before you keep it. */
test.for(Object.entries(goldenFiles))(
  'reports/sample/%s is what the reporter writes',
  async ([file, factory]) => {
    const written = await replay(factory, sampleEvents);
    if (process.env['UPDATE_GOLDEN']) writeFileSync(pathOf(file), written);
    expect(written).toBe(readFileSync(pathOf(file), 'utf8'));
  },
);

const ajv = new Ajv2020({ strict: true });
formats.default(ajv);
ajv.addSchema(runSchema);

test('the sample is a run as the verdicts make one', () => {
  expect(reportOf(sampleReport)).toEqual(sampleReport);
  const { exitCode: _exitCode, ...facts } = sampleReport;
  expect(reportOf(facts).exitCode).toBe(sampleReport.exitCode);
});

test('the trace of a scenario is where the runner writes it', () => {
  const [scenario] = sampleReport.scenarios as [ScenarioResult];
  expect(traceFile(scenario)).toBe(traceName(scenario.id));
});

test('the run.json of the sample conforms to its schema, and is the report', () => {
  const run: unknown = JSON.parse(readFileSync(pathOf('run.json'), 'utf8'));
  expect(ajv.validate(runSchema.$id, run), ajv.errorsText()).toBe(true);
  expect(run).toEqual(sampleReport);
});

test('every line of the events.ndjson of the sample conforms to its schema', () => {
  const conforms = ajv.compile(eventSchema);
  const lines = readFileSync(pathOf('events.ndjson'), 'utf8').trimEnd().split('\n');
  expect(lines).toHaveLength(sampleEvents.length);
  lines.forEach((each, index) => {
    const event: unknown = JSON.parse(each);
    expect(conforms(event), ajv.errorsText(conforms.errors)).toBe(true);
    expect(event).toEqual(sampleEvents[index]);
  });
});

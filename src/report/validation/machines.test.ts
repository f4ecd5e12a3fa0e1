import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { Parser, type FinalResults } from 'tap-parser';
import { describe, expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { fileVerdicts, mediaKinds } from './document.ts';
import { validationJson } from './json.ts';
import { validationJunit, type ValidationFacts } from './junit.ts';
import { sampleBook, sampleValidation } from './sample.ts';
import { validationSarif } from './sarif.ts';
import { validationSchema } from './schema/validation.ts';
import { validationTap } from './tap.ts';

const tool = { name: 'ingestspec', version: '0.1.0' };

describe('json', () => {
  const ajv = new Ajv2020({ strict: true, allErrors: true });
  const conforms = ajv.compile(validationSchema);
  const written = JSON.parse(validationJson(sampleValidation)) as {
    files: { findings: object[] }[];
    summary: object;
  };

  test('conforms to its schema, with every field that there is', () => {
    expect(conforms(written), JSON.stringify(conforms.errors)).toBe(true);
    expect(Object.keys(written.files[0]?.findings[0] ?? {}).sort()).toEqual(
      Object.keys(validationSchema.$defs.finding.properties).sort(),
    );
    expect(written.summary).toEqual({ files: 3, errors: 1, warnings: 1, infos: 1 });
  });

  const [file] = written.files;
  const withFinding = (changed: object): object => ({
    ...written,
    files: [{ ...file, findings: [{ ...file?.findings[0], ...changed }] }],
  });

  test.for<[string, object]>([
    ['a summary without infos', { ...written, summary: { ...written.summary, infos: undefined } }],
    ['a score', { ...written, score: 97 }],
    ['a verdict that is none', { ...written, files: [{ ...file, verdict: 'passed' }] }],
    ['a kind that is none', { ...written, files: [{ ...file, kind: 'film' }] }],
    ['rules that are listed instead of counted', { ...written, files: [{ ...file, exercised: ['X'] }] }],
    ['an offset below zero', withFinding({ offset: -1 })],
    ['a finding that was found no times', withFinding({ count: 0 })],
    ['a finding without its rule', withFinding({ rule: '' })],
    ['a severity in capitals', withFinding({ severity: 'ERROR' })],
  ])('%s does not conform', ([, broken]) => {
    expect(conforms(JSON.parse(JSON.stringify(broken)))).toBe(false);
  });

  test('the words of the schema are those of the code', () => {
    expect(validationSchema.$defs.verdict.enum).toEqual(fileVerdicts);
    expect(validationSchema.$defs.kind.enum).toEqual(mediaKinds);
    expect(JSON.parse(JSON.stringify(validationSchema))).toEqual(validationSchema);
  });
});

describe('sarif', () => {
  // The schema of OASIS as @microsoft/jest-sarif 1.0.0-beta.0 (MIT) has it. It is written in draft 4, whose words are
  // those of draft 7 here, but for the two that name the draft and the schema.
  const {
    $schema: _draft,
    id: _id,
    ...schema
  } = JSON.parse(
    readFileSync(path.join(import.meta.dirname, '../../../fixtures/sarif/sarif-2.1.0-rtm.5.json'), 'utf8'),
  ) as Record<string, unknown>;
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  formats.default(ajv);
  const conforms = ajv.compile(schema);
  const log = JSON.parse(validationSarif(sampleValidation, sampleBook, tool)) as {
    runs: {
      tool: { driver: { rules: { id: string }[] } };
      results: {
        ruleId: string;
        ruleIndex: number;
        level: string;
        locations: { physicalLocation: { artifactLocation: { uri: string }; region: object } }[];
      }[];
    }[];
  };

  test('conforms to the schema of SARIF 2.1.0', () => {
    expect(conforms(log), JSON.stringify(conforms.errors)).toBe(true);
    const [run] = log.runs;
    const broken = { ...log, runs: [{ ...run, results: [{ ...run?.results[0], level: 'fatal' }] }] };
    expect(conforms(broken)).toBe(false);
  });

  test('has a rule for each that was found broken, and says where', () => {
    const [run] = log.runs;
    expect(run?.tool.driver.rules.map(({ id }) => id)).toEqual([
      'CMAF-HDR-008',
      'CMAF-SWS-016',
      'CMAF-TRK-001',
    ]);
    expect(run?.results.map(({ ruleId, level }) => [ruleId, level])).toEqual([
      ['CMAF-TRK-001', 'error'],
      ['CMAF-HDR-008', 'warning'],
      ['CMAF-SWS-016', 'note'],
    ]);
    for (const { ruleId, ruleIndex } of run?.results ?? [])
      expect(run?.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    const places = run?.results.map(({ locations }) => locations[0]?.physicalLocation);
    expect(places?.[0]).toEqual({
      artifactLocation: { uri: 'out/a%20b.cmfv' },
      region: { byteOffset: 24, byteLength: 4 },
    });
    expect(places?.[2]?.artifactLocation.uri).toBe('file:///tmp/c.cmfa');
  });
});

describe('tap', () => {
  const text = validationTap(sampleValidation, sampleBook);
  const ends: FinalResults[] = [];
  new Parser({ strict: true }, (final) => ends.push(final)).end(text);
  const [results] = ends;

  test('is TAP 14 to a strict parser, a point for each rule that was exercised or found something', () => {
    expect(text.startsWith('TAP version 14\n')).toBe(true);
    expect(results).toMatchObject({ count: 5, fail: 1, plan: { start: 1, end: 5 } });
    expect(results?.failures.map((point) => (point as { readonly name: string }).name)).toEqual([
      'out/a b.cmfv CMAF-TRK-001 a gap between two chunks',
    ]);
  });

  test('a warning is ok, and is told', () => {
    expect(text).toMatch(
      /\nok \d+ - out\/a b\.cmfv CMAF-HDR-008 a name with \S+\[31m.*\n {2}---\n {2}severity: warning/,
    );
    expect(text).not.toContain('\u001b');
  });
});

describe('junit', () => {
  const facts: ValidationFacts = {
    tool,
    profile: 'corrected',
    started: '2026-03-01T10:00:00.000Z',
    finished: '2026-03-01T10:00:01.000Z',
    environment: { node: 'v20.20.2' },
    again: (paths) => `ingestspec validate ${paths.join(' ')}`,
  };
  const text = validationJunit(sampleValidation, sampleBook, facts);

  test('has a suite for each file, and a case for each rule', () => {
    const suites = [...text.matchAll(/<testsuite [^>]*>/g)].map(([suite]) => suite);
    const attribute = (suite: string, name: string): string =>
      new RegExp(` ${name}="([^"]*)"`).exec(suite)?.[1] ?? '';
    expect(
      suites.map((suite) => ['name', 'tests', 'failures'].map((name) => attribute(suite, name))),
    ).toEqual([
      ['out/a b.cmfv (client)', '3', '1'],
      ['/tmp/c.cmfa (client)', '1', '0'],
      ['empty.mp4 (client)', '1', '0'],
      ['out/a b.cmfv + /tmp/c.cmfa (client)', '1', '0'],
    ]);
  });

  test('an error is a failure, a warning passes and says what was found', () => {
    expect(text.match(/<failure [^>]*type="must"/g)).toHaveLength(1);
    expect(text).toMatch(/<failure [^>]*message="CMAF-TRK-001: a gap between two chunks/);
    expect(text).toMatch(/name="a b\.cmfv CMAF-HDR-008"[^>]*>\s*<system-out>[^<]*a name with/);
  });

  test('is a document that Jenkins reads', async () => {
    const schema = readFileSync(
      path.join(import.meta.dirname, '../../../fixtures/junit/junit-10.xsd'),
      'utf8',
    );
    const { valid, errors } = await validateXML({ xml: { fileName: 'junit.xml', contents: text }, schema });
    expect(errors).toEqual([]);
    expect(valid).toBe(true);
  });
});

/** `coverage`: which clauses are checked. What a run emits counts, not what a scenario promises. */
import { availableParallelism } from 'node:os';
import { scenarios } from '../../suites/index.ts';
import { suggestion, UsageError } from '../config/index.ts';
import { counted } from '../report/text.ts';
import { run } from '../runner/run.ts';
import { referenceDelayScale } from '../runner/self-test.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { docOf, documents } from '../spec/index.ts';
import type { Clause, ClauseId, Document, Level } from '../spec/index.ts';
import type { ScenarioResult, Verdict } from '../verdict/result.ts';
import { catalogue } from './catalogue.ts';
import type { Command } from './command.ts';
import { note } from './io.ts';
import { rulesDeciding } from './list-rules.ts';
import { allClauses } from './registry.ts';
import { jsonText, table } from './table.ts';
import { tool } from './tool.ts';

export interface Coverage {
  readonly id: ClauseId;
  readonly doc: Document;
  readonly level: Level;
  /** `missing` is a mistake of ours: neither checked, nor excluded, nor planned. */
  readonly status: 'checked' | 'excluded' | 'planned' | 'missing';
  readonly reason?: string;
  readonly scenarios: readonly string[];
  readonly rules: readonly string[];
}

const judged: readonly Verdict[] = ['pass', 'fail', 'warn', 'info'];

/** The scenarios that judged each clause. */
const emitted = (results: readonly ScenarioResult[]): Map<string, Set<string>> => {
  const found = new Map<string, Set<string>>();
  for (const { id, checks } of results) {
    for (const { clause, verdict } of checks) {
      if (judged.includes(verdict)) found.set(clause, (found.get(clause) ?? new Set()).add(id));
    }
  }
  return found;
};

const statusOf = ({ excluded, planned }: Clause, deciding: number): Coverage['status'] => {
  if (deciding > 0) return 'checked';
  if (excluded !== undefined) return 'excluded';
  return planned ? 'planned' : 'missing';
};

const coverageOf = (results: readonly ScenarioResult[]): Coverage[] => {
  const found = emitted(results);
  return allClauses.map(([id, clause]) => {
    const by = [...(found.get(id) ?? [])];
    const rules = rulesDeciding(id).map((rule) => rule.id);
    const status = statusOf(clause, by.length + rules.length);
    return {
      id,
      doc: docOf(id),
      level: clause.level,
      status,
      ...(status === 'excluded' && clause.excluded !== undefined ? { reason: clause.excluded } : {}),
      scenarios: by,
      rules,
    };
  });
};

/** Where the clause tables and the run contradict each other. */
const contradictions = (covered: readonly Coverage[]): string[] => {
  const byId = new Map<string, Clause>(allClauses);
  return covered.flatMap(({ id, status, scenarios: by, rules }) => {
    const clause = byId.get(id);
    if (status === 'missing') return [`${id} is neither checked, nor excluded, nor planned`];
    if (status !== 'checked') return [];
    if (clause?.excluded !== undefined)
      return [`${id} is excluded, and checked by ${[...by, ...rules].join(', ')}`];
    // What rules decide in the media may still be planned for a side of the connection.
    return clause?.planned && by.length > 0
      ? [`${id} is still marked as planned, and checked by ${by.join(', ')}`]
      : [];
  });
};

const countsLine = (doc: string, covered: readonly Coverage[]): string => {
  const count = (status: Coverage['status']): string =>
    `${String(covered.filter((one) => one.status === status).length)} ${status}`;
  const missing = covered.some((one) => one.status === 'missing') ? `, ${count('missing')}` : '';
  return `${doc}: ${String(covered.length)} clauses: ${count('checked')}, ${count('excluded')}, ${count('planned')}${missing}\n`;
};

const countWords = (ids: readonly string[], noun: string): string[] =>
  ids[0] === undefined ? [] : [`${counted(ids.length, noun)}, such as ${ids[0]}`];

const wordsOf = ({ status, reason, scenarios: by, rules }: Coverage): string =>
  status === 'checked'
    ? [...countWords(by, 'scenario'), ...countWords(rules, 'rule')].join('; ')
    : (reason ?? '');

/** The scenarios that judge clauses of a document; all of them where none is named. */
const scenariosAbout = (doc: Document | undefined): (readonly [string, Scenario])[] =>
  Object.entries<Scenario>(scenarios).filter(
    ([, { expect }]) => doc === undefined || Object.keys(expect).some((id) => docOf(id as ClauseId) === doc),
  );

/** Nothing is written but what a caller makes of the results. */
const referenceRun = async (
  doc: Document | undefined,
  signal: AbortSignal,
): Promise<readonly ScenarioResult[]> => {
  const report = await run(
    {
      scenarios: scenariosAbout(doc),
      known: new Set(catalogue.scenarios),
      everything: doc === undefined,
      target: { kind: 'reference' },
      profile: 'corrected',
      gate: { strict: false, allowInconclusive: false },
      baseline: [],
      seed: 0,
      jobs: 8 * availableParallelism(),
      timeoutScale: 1,
      delayScale: referenceDelayScale,
      keepBytes: 64 * 1024,
      redact: true,
      traces: 'off',
      tool: tool(),
    },
    () => undefined,
    signal,
  );
  return report.scenarios;
};

const isDocument = (name: string): name is Document => Object.hasOwn(documents, name);

export const coverage: Command = {
  flags: {
    doc: { kind: 'text', value: Object.keys(documents).join('|'), describe: 'only this document' },
    json: { kind: 'switch', describe: 'as JSON' },
  },
  positionals: { names: [], least: 0, most: 0 },
  examples: [['ingestspec coverage --doc icecast', 'the clauses of one document']],
  run: async (args, io) => {
    const doc = args.text('doc');
    const known = Object.keys(documents);
    if (doc !== undefined && !isDocument(doc)) {
      throw new UsageError(
        `there is no document “${doc}”: ${suggestion(doc, known, `known are ${known.join(', ')}`)}`,
      );
    }
    const all = coverageOf(await referenceRun(doc, io.signal));
    const covered = doc === undefined ? all : all.filter((one) => one.doc === doc);
    if (args.has('json')) io.stdout.write(jsonText({ clauses: covered }));
    else {
      io.stdout.write(table(covered.map((one) => [one.id, one.level, one.status, wordsOf(one)])));
      for (const name of known) {
        const own = covered.filter((one) => one.doc === name);
        if (own.length > 0) io.stdout.write(countsLine(name, own));
      }
    }
    const wrong = contradictions(covered);
    for (const line of wrong) note(io, line);
    return wrong.length === 0 ? 0 : 1;
  },
};

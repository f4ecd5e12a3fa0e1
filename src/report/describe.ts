/** A point in words: what every textual report says of it, in the order in which a reader wants it. */
import type { ScenarioResult } from '../verdict/result.ts';
import type { Place } from '../trace/observations.ts';
import type { Point } from './point.ts';

/** A label and what it labels; each line may still hold anything that a target sent. */
export interface Fact {
  readonly label: string;
  readonly lines: readonly string[];
}

/** The sentence that was judged: the clause's, or the title of the scenario. */
export const sentenceOf = ({ check, scenario }: Point): string => check?.message ?? scenario.title;

/** What the documents call the sides, by suite. */
const roles: Readonly<Record<string, Readonly<Partial<Record<ScenarioResult['role'], string>>>>> = {
  icecast: { server: 'server', client: 'source client' },
  icy2: { server: 'server', client: 'source client', listener: 'listener' },
  cmaf: { server: 'receiving entity', client: 'ingest source' },
  dash: { server: 'receiving entity', client: 'ingest source' },
  hls: { server: 'receiving entity', client: 'ingest source' },
};

/** The side that was under test, in the words of its document. */
export const roleOf = ({ suite, role }: ScenarioResult): string =>
  (Object.hasOwn(roles, suite) ? roles[suite]?.[role] : undefined) ?? role;

/** The reason code of a check, or the reason of a scenario. */
const reasonOf = ({ check, scenario }: Point): string | undefined =>
  check?.reason ?? (check ? undefined : scenario.reason);

/** Why a point stands as it does, as one phrase. */
export const because = (point: Point): string => {
  const { check, scenario, verdict, standing } = point;
  if (standing === 'expected')
    return check?.baseline ?? scenario.checks.find((each) => each.baseline)?.baseline ?? '';
  const reason = reasonOf(point);
  const told = [reason, check?.actual].filter((part) => part !== undefined && part !== '').join(': ');
  switch (verdict) {
    case 'inconclusive':
      return told === '' ? 'inconclusive' : `inconclusive/${told}`;
    case 'skip':
    case 'error':
      return told || scenario.reason || sentenceOf(point);
    case 'pass':
    case 'info':
    case 'fail':
    case 'warn':
      return check?.expected !== undefined && check.actual !== undefined
        ? `expected ${check.expected}; actual ${check.actual}`
        : told || sentenceOf(point);
  }
};

/** The reason as a machine wants it: `inconclusive/not-triggered`, or why a point was skipped or is an error. */
export const reasonCode = (point: Point): string | undefined => {
  switch (point.verdict) {
    case 'inconclusive':
      return ['inconclusive', reasonOf(point)].filter(Boolean).join('/');
    case 'skip':
    case 'error':
      return because(point);
    case 'pass':
    case 'info':
    case 'fail':
    case 'warn':
      return undefined;
  }
};

const place = ({ event, offset }: Place): string =>
  offset === undefined ? `event ${String(event)}` : `event ${String(event)}, byte ${String(offset)}`;

/** Places in the trace: `event 12, byte 345 · event 14`. */
const evidence = (places: readonly Place[]): string[] => {
  if (places.length === 0) return [];
  const more = places.length > 3 ? ` · and ${String(places.length - 3)} more` : '';
  return [places.slice(0, 3).map(place).join(' · ') + more];
};

const present = (text: string | undefined): string[] => (text === undefined || text === '' ? [] : [text]);

/** Where the trace of a scenario lies beside the report; what was skipped left none. */
export const traceFile = ({ id, verdict }: ScenarioResult): string | undefined =>
  verdict === 'skip' ? undefined : `trace/${id.replaceAll('/', '.')}.ndjson`;

/** What is known of a point, without the labels that have nothing to say. */
export const facts = (point: Point): Fact[] => {
  const { check, scenario } = point;
  return [
    { label: 'expected', lines: present(check?.expected) },
    { label: 'actual', lines: present(check?.actual) },
    { label: 'reason', lines: present(reasonOf(point)) },
    { label: 'baseline', lines: present(check?.baseline) },
    { label: 'erratum', lines: present(check?.erratum) },
    { label: 'evidence', lines: evidence(check?.evidence ?? []) },
    { label: 'trace', lines: scenario.conversation },
    { label: 'again', lines: present(scenario.repro) },
  ].filter((fact) => fact.lines.length > 0);
};

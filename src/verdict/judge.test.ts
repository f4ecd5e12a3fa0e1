import { expect, test } from 'vitest';
import type { Check, Outcome } from '../scenario/check.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Happening, Parameters, TraceEvent } from '../trace/event.ts';
import { judge } from './judge.ts';

const parameters: Parameters = {
  role: 'server',
  origin: 'http://127.0.0.1:8000',
  mount: '/live.mp3',
  user: 'source',
  passwordLength: 6,
  features: {},
};

const traceOf = (...happenings: readonly Happening[]): TraceEvent[] =>
  [
    {
      event: 'begin',
      version: 1,
      scenario: 'icecast/test/one',
      started: '2026-01-01T00:00:00.000Z',
      parameters,
    } as const,
    ...happenings,
  ].map((happening, at) => ({ ...happening, at }));

const complete: Happening = { event: 'finish', outcome: 'complete' };
const answering =
  (outcome: Outcome): Check =>
  () =>
    outcome;
const broken: Outcome = { outcome: 'broken', expected: 'one thing', actual: 'another' };

const scenarioOf = (check: Check, changes: Partial<Scenario> = {}): Scenario => ({
  title: 'a test',
  send: [],
  expect: { 'ICE-AUTH-02': check },
  ...changes,
});

const verdictOf = (
  scenario: Scenario,
  events = traceOf(complete),
  profile: 'corrected' | 'literal' | 'practical' = 'corrected',
) => judge('icecast/test/one', scenario, events, { profile, subject: '' });

test.for([
  ['met', { outcome: 'met' }, 'pass'],
  ['broken, at the level of the clause', broken, 'fail'],
  ['noted', { outcome: 'noted', actual: 'a thing' }, 'info'],
  ['unclear', { outcome: 'unclear', reason: 'not-triggered', why: 'nothing came' }, 'inconclusive'],
  ['skipped', { outcome: 'skipped', why: 'features.listeners: false' }, 'skip'],
] satisfies [string, Outcome, string][])('a check that is %s', ([, outcome, verdict]) => {
  expect(verdictOf(scenarioOf(answering(outcome))).verdict).toBe(verdict);
});

test('a broken should-clause warns, a broken may-clause informs', () => {
  const warn = scenarioOf(answering(broken), { expect: { 'ICE-AUTH-03': answering(broken) } });
  const inform = scenarioOf(answering(broken), { expect: { 'ICE-SCOPE-01': answering(broken) } });
  expect(verdictOf(warn).verdict).toBe('warn');
  expect(verdictOf(inform).verdict).toBe('info');
});

test('an erratum lowers the level of what rests on it, by profile, and never raises it', () => {
  const scenario = scenarioOf(answering({ ...broken, erratum: 'E-ICE-04' }));
  expect(verdictOf(scenario, undefined, 'corrected').verdict).toBe('fail');
  expect(verdictOf(scenario, undefined, 'practical').verdict).toBe('warn');
});

test('a check may hold that what it found is of less weight than the clause, and never of more', () => {
  const grave = (atMost: 'must' | 'should' | 'may') => answering({ ...broken, atMost });
  expect(verdictOf(scenarioOf(grave('must'))).verdict).toBe('fail');
  expect(verdictOf(scenarioOf(grave('should'))).checks[0]).toMatchObject({
    verdict: 'warn',
    level: 'should',
  });
  expect(verdictOf(scenarioOf(grave('may'))).verdict).toBe('info');
  const warned = scenarioOf(grave('must'), { expect: { 'ICE-AUTH-03': grave('must') } });
  expect(verdictOf(warned).verdict).toBe('warn');
});

test('a check that throws is an error of ours', () => {
  const scenario = scenarioOf(() => {
    throw new Error('a bug');
  });
  const { verdict, checks } = verdictOf(scenario);
  expect(verdict).toBe('error');
  expect(checks[0]?.actual).toContain('a bug');
});

test('a scenario whose play failed is an error, whatever its checks say', () => {
  const events = traceOf({ event: 'finish', outcome: 'error', error: 'a bug' });
  expect(verdictOf(scenarioOf(answering({ outcome: 'met' })), events)).toMatchObject({
    verdict: 'error',
    reason: 'a bug',
  });
});

test('a trace that was cut judges nothing', () => {
  expect(verdictOf(scenarioOf(answering({ outcome: 'met' })), traceOf()).verdict).toBe('inconclusive');
  const interrupted = traceOf({ event: 'finish', outcome: 'interrupted' });
  expect(verdictOf(scenarioOf(answering(broken)), interrupted).verdict).toBe('inconclusive');
});

test('a wait that ran out on an overloaded host says nothing about the target', () => {
  const deadline: Happening = {
    event: 'deadline',
    name: 'final',
    awaited: 'a final response',
    milliseconds: 100,
  };
  const late: Happening = { event: 'load', maxDelay: 80, p99Delay: 60 };
  const calm: Happening = { event: 'load', maxDelay: 20, p99Delay: 10 };
  expect(verdictOf(scenarioOf(answering(broken)), traceOf(deadline, late, complete)).checks[0]).toMatchObject(
    {
      verdict: 'inconclusive',
      reason: 'host-overloaded',
    },
  );
  expect(verdictOf(scenarioOf(answering(broken)), traceOf(deadline, calm, complete)).verdict).toBe('fail');
});

test('a feature that is declared lacking skips, citing the declaration; one of which nothing is known is inconclusive', () => {
  const scenario = scenarioOf(answering({ outcome: 'met' }), { needs: ['statistics'] });
  const declared = traceOf(complete).map((event) =>
    event.event === 'begin'
      ? { ...event, parameters: { ...parameters, features: { statistics: false } } }
      : event,
  );
  const skipped = verdictOf(scenario, declared);
  expect(skipped.verdict).toBe('skip');
  expect(skipped.reason).toContain('features.statistics: false');
  expect(verdictOf(scenario)).toMatchObject({ verdict: 'inconclusive', reason: 'prerequisite-missing' });
});

test('a clause that is checked twice gives two results with ids of their own', () => {
  const scenario = scenarioOf(answering(broken), {
    expect: { 'ICE-AUTH-02': [answering({ outcome: 'met' }), answering(broken)] },
  });
  expect(verdictOf(scenario).checks.map((check) => [check.id, check.verdict])).toEqual([
    ['ICE-AUTH-02', 'pass'],
    ['ICE-AUTH-02#2', 'fail'],
  ]);
});

test('the command that says 127 does not support the scenario', () => {
  const events = traceOf(
    { event: 'command', argv: ['./client'] },
    { event: 'exit', code: 127, signal: null, asked: false },
    complete,
  );
  const scenario: Scenario = {
    title: 'a test',
    serve: [],
    until: { bodyBytes: 1 },
    expect: { 'ICE-COM-01': answering(broken) },
  };
  expect(verdictOf(scenario, events).verdict).toBe('skip');
});

test('an erratum may treat a client more mildly than a server', () => {
  const asClient = traceOf(complete).map((event) =>
    event.event === 'begin' ? { ...event, parameters: { ...parameters, role: 'client' as const } } : event,
  );
  const scenario: Scenario = {
    title: 'a test',
    serve: [],
    until: { bodyBytes: 1, orQuietFor: 'refusal' },
    expect: { 'ICE-REQ-TE': answering({ ...broken, erratum: 'E-ICE-04' }) },
  };
  expect(verdictOf(scenario, asClient, 'literal').verdict).toBe('fail');
  expect(verdictOf(scenario, asClient, 'corrected').verdict).toBe('warn');
  expect(verdictOf(scenario, asClient, 'practical').verdict).toBe('info');
});

import { expect, test } from 'vitest';
import type { CheckResult, ScenarioResult } from '../verdict/result.ts';
import { reporters } from './index.ts';
import { replay } from './replay.ts';
import { sampleEvents, sampleReport } from './sample.ts';

/** What the runner of GitHub makes of a line. */
const command = (line: string): { kind: string; title: string; message: string } => {
  const [, kind = '', title = '', message = ''] = /^::([a-z]+) title=([^:,]*)::(.*)$/.exec(line) ?? [];
  const decode = (text: string): string =>
    text
      .replace(/%0D/g, '\r')
      .replace(/%0A/g, '\n')
      .replace(/%3A/g, ':')
      .replace(/%2C/g, ',')
      .replace(/%25/g, '%');
  return { kind, title: decode(title), message: decode(message) };
};

const read = async (events = sampleEvents) =>
  (await replay(reporters.github, events)).trimEnd().split('\n').map(command);

test('annotates what is unexpected, and sums up in a notice', async () => {
  const commands = await read();
  expect(commands.map(({ kind }) => kind)).toEqual([...Array<string>(8).fill('error'), 'warning', 'notice']);
  expect(commands[2]).toEqual({
    kind: 'error',
    title: 'ICE-AUTH-02 icecast/auth/put-without-credentials',
    message: [
      'The server answers 401 to a request without credentials for a mount point that demands them.',
      'expected: status 401',
      'actual: status 200',
      'evidence: event 5, byte 0',
      "again: head -c 65536 /dev/zero | curl -sS -i --path-as-is --max-time 15 -X 'PUT' -H 'Content-Type: audio/mpeg' -H 'Expect: 100-continue' -T - 'http://127.0.0.1:8000/live-2.mp3'",
    ].join('\n'),
  });
  expect(commands.at(-1)?.message).toMatch(/^ingestspec: non-conformant — 10 scenarios: 1 pass, 4 fail/);
});

test('leaves out what the baseline expects', async () => {
  for (const { title } of await read()) expect(title).not.toContain('ICE-AUTH-08');
});

test('shows ten of a kind, and says how many there are besides', async () => {
  const failing = sampleReport.scenarios[2] as ScenarioResult;
  const warning = sampleReport.scenarios[4] as ScenarioResult;
  const scenarios = [...Array<ScenarioResult>(13).fill(failing), ...Array<ScenarioResult>(12).fill(warning)];
  const commands = await read([
    { event: 'run-finished', report: { ...sampleReport, scenarios, baselineIssues: [] } },
  ]);
  expect(commands.filter(({ kind }) => kind === 'error')).toHaveLength(10);
  expect(commands.filter(({ kind }) => kind === 'warning')).toHaveLength(10);
  expect(commands.at(-1)?.message).toMatch(/; 3 more errors not shown here; 2 more warnings not shown here$/);
});

test('lets no text of a target end a command or begin one', async () => {
  const [scenario] = sampleReport.scenarios as [ScenarioResult];
  const [check] = scenario.checks as readonly [CheckResult];
  const hostile: ScenarioResult = {
    ...scenario,
    id: 'a/b,c:d',
    verdict: 'fail',
    checks: [{ ...check, verdict: 'fail', expected: '100%', actual: 'x\r\n::add-mask::a\n%0A::notice::b' }],
  };
  const commands = await read([
    { event: 'run-finished', report: { ...sampleReport, scenarios: [hostile], baselineIssues: [] } },
  ]);
  expect(commands).toHaveLength(2);
  expect(commands[0]).toMatchObject({ kind: 'error', title: 'ICE-COM-01 a/b,c:d' });
  expect(commands[0]?.message).toContain('expected: 100%\n');
  expect(commands[0]?.message).toContain('\n%0A::notice::b\n');
});

test('a target that is not there is an error', async () => {
  const commands = await read([
    ...sampleEvents.slice(0, 1),
    { event: 'bail-out', message: 'connect ECONNREFUSED' },
  ]);
  expect(commands.map(({ kind, message }) => `${kind} ${message}`)[0]).toBe('error connect ECONNREFUSED');
});

/**
 * An invented run that has one of everything, as the runner would tell it: every verdict, an expected deviation,
 * a complaint about the baseline, and a target that sends what hurts reports. `reports/sample/` is made of it.
 */
import type { CheckResult, RunReport, ScenarioResult } from '../verdict/result.ts';
import type { RunEvent } from '../verdict/run-event.ts';

type Check = Omit<CheckResult, 'id' | 'evidence'> & Partial<Pick<CheckResult, 'id' | 'evidence'>>;

const scenario = (
  result: Omit<ScenarioResult, 'suite' | 'role' | 'checks' | 'repro' | 'conversation'> & {
    readonly checks: readonly Check[];
    readonly conversation?: readonly string[];
    readonly repro?: string;
  },
): ScenarioResult => ({
  conversation: [],
  ...result,
  suite: result.id.split('/')[0] ?? result.id,
  role: 'server',
  repro: result.repro ?? `node repro/${result.id.replaceAll('/', '.')}.mjs`,
  checks: result.checks.map((check) => ({ id: check.clause, evidence: [], ...check })),
});

const missingCredentials = {
  clause: 'ICE-AUTH-02',
  level: 'must',
  message: 'The server answers 401 to a request without credentials for a mount point that demands them.',
} as const;

const scenarios: readonly ScenarioResult[] = [
  scenario({
    id: 'icecast/auth/put-with-credentials',
    title: 'A source client with the right credentials.',
    verdict: 'pass',
    durationMs: 84,
    checks: [
      {
        clause: 'ICE-COM-01',
        level: 'must',
        verdict: 'pass',
        message:
          'A source client delivers its stream with a PUT request, and the server takes it on a configured mount point.',
        evidence: [{ event: 3, offset: 0 }],
      },
      {
        clause: 'ICE-RESP-01',
        level: 'must',
        verdict: 'pass',
        message:
          'A server that accepts an announced stream says so with 100 Continue before any of the body has arrived.',
        evidence: [{ event: 5, offset: 0 }],
      },
    ],
    conversation: ['conn 0  source  PUT /live-1.mp3 HTTP/1.1 · 100 · 65536 bytes · 200 · FIN by us'],
  }),
  scenario({
    id: 'icecast/auth/put-without-credentials',
    title: 'A source client that shows no credentials.',
    verdict: 'fail',
    durationMs: 41,
    checks: [
      {
        ...missingCredentials,
        verdict: 'fail',
        expected: 'status 401',
        actual: 'status 200',
        evidence: [{ event: 5, offset: 0 }],
      },
      {
        clause: 'ICE-AUTH-04',
        level: 'must',
        verdict: 'fail',
        message: 'The 401 of the server challenges the source client to the Basic scheme and names a realm.',
        expected: 'a WWW-Authenticate header with the Basic scheme and a realm',
        actual: 'no WWW-Authenticate header',
        erratum: 'E-ICE-05',
        evidence: [{ event: 5, offset: 17 }, { event: 5, offset: 63 }, { event: 6 }, { event: 7, offset: 0 }],
      },
    ],
    conversation: ['conn 0  source  PUT /live-2.mp3 HTTP/1.1 · 65536 bytes · 200 · FIN by us'],
    repro:
      "head -c 65536 /dev/zero | curl -sS -i --path-as-is --max-time 15 -X 'PUT' -H 'Content-Type: audio/mpeg' -H 'Expect: 100-continue' -T - 'http://127.0.0.1:8000/live-2.mp3'",
  }),
  scenario({
    id: 'icecast/auth/put-with-empty-header',
    title: 'A source client whose Authorization header is empty.',
    verdict: 'fail',
    durationMs: 39,
    checks: [
      {
        ...missingCredentials,
        verdict: 'fail',
        expected: 'status 401',
        actual: 'status 200',
        evidence: [{ event: 5, offset: 0 }],
      },
    ],
    conversation: ['conn 0  source  PUT /live-3.mp3 HTTP/1.1 · 65536 bytes · 200 · FIN by us'],
  }),
  scenario({
    id: 'icecast/auth/put-with-wrong-password',
    title: 'A source client with a wrong password.',
    verdict: 'fail',
    durationMs: 40,
    checks: [
      {
        clause: 'ICE-AUTH-08',
        level: 'must',
        verdict: 'fail',
        message:
          'The server turns away wrong credentials with 401 as it does missing ones, and opens no stream for them.',
        expected: 'status 401',
        actual: 'status 403',
        evidence: [{ event: 5, offset: 0 }],
        baseline: 'answers 403 until release 2.5, https://example.org/issues/17',
      },
    ],
    conversation: ['conn 0  source  PUT /live-4.mp3 HTTP/1.1 · 403 · FIN by target'],
    repro:
      "head -c 65536 /dev/zero | curl -sS -i --path-as-is --max-time 15 -X 'PUT' -u 'source:wrong' -H 'Content-Type: audio/mpeg' -H 'Expect: 100-continue' -T - 'http://127.0.0.1:8000/live-4.mp3'",
  }),
  scenario({
    id: 'icecast/response/date-and-server',
    title: 'The answer of the server to a stream that ends.',
    verdict: 'warn',
    durationMs: 57,
    checks: [
      {
        clause: 'ICE-RESP-02',
        level: 'should',
        verdict: 'warn',
        message: 'The answer of the server has a Date header in the form that HTTP prescribes.',
        expected: 'a Date header such as “Sun, 06 Nov 1994 08:49:37 GMT”',
        actual: '“Sun Nov  6 08:49:37 1994”',
        evidence: [{ event: 11, offset: 42 }],
      },
      {
        clause: 'ICE-RESP-03',
        level: 'should',
        verdict: 'pass',
        message: 'The answer of the server names its program in a Server header.',
        evidence: [{ event: 11, offset: 81 }],
      },
    ],
    conversation: ['conn 0  source  PUT /live-5.mp3 HTTP/1.1 · 100 · 65536 bytes · 200 · FIN by us'],
  }),
  scenario({
    id: 'icecast/mount/second-source',
    title: 'A second source client on a mount point that is taken.',
    verdict: 'info',
    durationMs: 73,
    checks: [
      {
        clause: 'ICE-COM-02',
        level: 'may',
        verdict: 'info',
        message: 'How the two sides communicate beyond the word PUT is left to a later edition.',
        actual: 'the second source got status 409, and the first went on',
        evidence: [{ event: 14, offset: 0 }],
      },
    ],
    conversation: [
      'conn 0  source  PUT /live-6.mp3 HTTP/1.1 · 100 · 65536 bytes · 200 · FIN by us',
      'conn 1  second  PUT /live-6.mp3 HTTP/1.1 · 409 · FIN by target',
    ],
  }),
  scenario({
    id: 'icecast/reconnect/after-reset',
    title: 'A source client that comes back after its connection was reset.',
    verdict: 'inconclusive',
    reason: 'host-overloaded',
    durationMs: 1203,
    checks: [
      {
        clause: 'ICE-100-01',
        level: 'should',
        verdict: 'inconclusive',
        reason: 'host-overloaded',
        message:
          'The server treats an expectation as RFC 9110 describes it: no 100 when it refuses, and none to HTTP/1.0.',
        actual: 'timers of this host ran up to 812 ms late, and the clause allows for 200 ms',
      },
    ],
    conversation: [
      'conn 0  source  PUT /live-7.mp3 HTTP/1.1 · 100 · 32768 bytes (unfinished) · ✂ reset by us · RST by us',
      'conn 1  source  PUT /live-7.mp3 HTTP/1.1 · FIN by us',
    ],
  }),
  scenario({
    id: 'icy2/statistics/station-name',
    title: 'A station name with emoji, markup and an escape sequence, as listeners read it.',
    verdict: 'fail',
    durationMs: 128,
    checks: [
      {
        clause: 'ICY2-BC-2',
        level: 'must',
        verdict: 'fail',
        message:
          'The fields that ICY1 had keep their effect on the server, with and without the version header.',
        expected: '“📻 Rock ]]> # Röll & <Roll>”',
        actual:
          '“\u{1f4fb} Rock ]]> \u001b[31mRöll\u0000 \ud83d”\r\n::error::##vso[task.complete result=Succeeded]',
        evidence: [{ event: 9, offset: 301 }],
      },
      {
        clause: 'ICY2-BC-2',
        id: 'ICY2-BC-2#2',
        level: 'must',
        verdict: 'pass',
        message:
          'The fields that ICY1 had keep their effect on the server, with and without the version header.',
        evidence: [{ event: 12 }],
      },
    ],
    conversation: [
      'conn 0  source  PUT /live-8.mp3 HTTP/1.1 · 100 · 65536 bytes · 200 · FIN by us',
      'conn 1  status  GET /status-json.xsl HTTP/1.1 · 200 · 1187 bytes · FIN by target',
    ],
  }),
  scenario({
    id: 'icy2/log/recognised',
    title: 'What the server logs of an ICY2 stream.',
    verdict: 'skip',
    reason: 'the target declares “log: false” (target.yaml:9)',
    durationMs: 0,
    checks: [],
  }),
  scenario({
    id: 'icy2/detect/version-prefix',
    title: 'Versions that begin with “2.” and versions that do not.',
    verdict: 'error',
    reason: 'Error: no free port to listen on (EADDRINUSE)',
    durationMs: 2,
    checks: [],
  }),
];

const started = '2026-03-01T10:00:00.000Z';

const opening = {
  tool: { name: 'ingestspec', version: '0.1.0' },
  target: {
    kind: 'server',
    url: 'http://127.0.0.1:8000',
    features: { statistics: true, log: false, burst: 65536 },
  },
  profile: 'corrected',
  seed: 7,
  environment: { node: 'v20.20.2', platform: 'linux x64' },
  gate: { strict: false, allowInconclusive: false },
} as const;

/** The report at the end of the sample. */
export const sampleReport: RunReport = {
  schemaVersion: 1,
  ...opening,
  started,
  finished: '2026-03-01T10:00:02.310Z',
  partial: false,
  verdict: 'non-conformant',
  summary: { pass: 1, fail: 4, warn: 1, info: 1, inconclusive: 1, skip: 1, error: 1 },
  scenarios,
  clauses: [
    { id: 'ICE-COM-01', level: 'must', verdict: 'pass', scenarios: ['icecast/auth/put-with-credentials'] },
    { id: 'ICE-RESP-01', level: 'must', verdict: 'pass', scenarios: ['icecast/auth/put-with-credentials'] },
    {
      id: 'ICE-AUTH-02',
      level: 'must',
      verdict: 'fail',
      scenarios: ['icecast/auth/put-without-credentials', 'icecast/auth/put-with-empty-header'],
    },
    {
      id: 'ICE-AUTH-04',
      level: 'must',
      verdict: 'fail',
      scenarios: ['icecast/auth/put-without-credentials'],
    },
    {
      id: 'ICE-AUTH-08',
      level: 'must',
      verdict: 'fail',
      scenarios: ['icecast/auth/put-with-wrong-password'],
    },
    { id: 'ICE-RESP-02', level: 'should', verdict: 'warn', scenarios: ['icecast/response/date-and-server'] },
    { id: 'ICE-RESP-03', level: 'should', verdict: 'pass', scenarios: ['icecast/response/date-and-server'] },
    { id: 'ICE-COM-02', level: 'may', verdict: 'info', scenarios: ['icecast/mount/second-source'] },
    {
      id: 'ICE-100-01',
      level: 'should',
      verdict: 'inconclusive',
      scenarios: ['icecast/reconnect/after-reset'],
    },
    { id: 'ICY2-BC-2', level: 'must', verdict: 'fail', scenarios: ['icy2/statistics/station-name'] },
  ],
  baselineIssues: [
    {
      kind: 'stale',
      where: 'baseline.yaml:7',
      message: 'icecast/auth/put-with-credentials ICE-RESP-01 is met now; remove the entry.',
    },
    {
      kind: 'unmatched',
      where: 'baseline.yaml:12',
      message: 'no scenario and no clause is called icecast/auth/put-twice.',
    },
  ],
  exitCode: 4,
};

/** The events of the sample, in order. */
export const sampleEvents: readonly RunEvent[] = [
  { event: 'run-started', version: 1, ...opening, started, scenarios: scenarios.map(({ id }) => id) },
  ...scenarios.flatMap((result): RunEvent[] => [
    { event: 'scenario-started', id: result.id, title: result.title },
    { event: 'scenario-finished', result },
  ]),
  { event: 'run-finished', report: sampleReport },
];

/** JSON Schema of `run.json`. Published: what is removed or changed in meaning makes a version 2. */
const string = { type: 'string' } as const;
const strings = { type: 'array', items: string } as const;
const count = { type: 'integer', minimum: 0 } as const;
const position = { type: 'integer', minimum: 1, maximum: 1000 } as const;
const name = { type: 'string', minLength: 1 } as const;

export const runSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://ingestspec.dev/schema/run-1.json',
  title: 'The report of a run of ingestspec',
  $ref: '#/$defs/report',
  $defs: {
    level: { enum: ['must', 'should', 'may'] },
    profile: { enum: ['literal', 'corrected', 'practical'] },
    verdict: { enum: ['pass', 'fail', 'warn', 'info', 'inconclusive', 'skip', 'error'] },
    reason: {
      enum: [
        'not-triggered',
        'prerequisite-missing',
        'peer-vanished',
        'host-overloaded',
        'window-too-short',
        'dependency-failed',
      ],
    },
    features: {
      type: 'object',
      additionalProperties: { anyOf: [{ type: 'boolean' }, { type: 'string' }, { type: 'number' }] },
    },
    environment: { type: 'object', additionalProperties: string },

    tool: {
      type: 'object',
      required: ['name', 'version'],
      properties: { name, version: name },
      additionalProperties: false,
    },

    target: {
      type: 'object',
      required: ['kind', 'features'],
      properties: {
        kind: { enum: ['server', 'client', 'reference'] },
        url: { ...string, description: 'Without credentials.' },
        command: string,
        features: { $ref: '#/$defs/features' },
      },
      additionalProperties: false,
    },

    gate: {
      description: 'What turns warnings and inconclusive scenarios into failures of the gate.',
      type: 'object',
      required: ['strict', 'allowInconclusive'],
      properties: { strict: { type: 'boolean' }, allowInconclusive: { type: 'boolean' } },
      additionalProperties: false,
    },

    place: {
      description: 'A line of the trace, from 0, and a byte in its direction of the connection.',
      type: 'object',
      required: ['event'],
      properties: { event: count, offset: count },
      additionalProperties: false,
    },

    check: {
      type: 'object',
      required: ['clause', 'id', 'level', 'verdict', 'message', 'evidence'],
      properties: {
        clause: { ...name, description: 'The id of the clause.' },
        id: {
          ...name,
          description: 'Unique in its scenario: the clause, with #2 and so on where it is checked again.',
        },
        level: { $ref: '#/$defs/level' },
        verdict: { $ref: '#/$defs/verdict' },
        message: { ...string, description: 'The sentence of the clause.' },
        expected: string,
        actual: string,
        reason: { $ref: '#/$defs/reason' },
        erratum: string,
        evidence: { type: 'array', items: { $ref: '#/$defs/place' } },
        baseline: { ...string, description: 'Why this deviation is an expected one.' },
      },
      additionalProperties: false,
    },

    scenario: {
      type: 'object',
      required: ['id', 'suite', 'role', 'title', 'verdict', 'durationMs', 'checks', 'repro', 'conversation'],
      properties: {
        id: name,
        suite: name,
        role: { enum: ['server', 'client', 'listener'], description: 'The side that was under test.' },
        title: string,
        verdict: { $ref: '#/$defs/verdict' },
        reason: { ...string, description: 'Why it is inconclusive, skipped or an error.' },
        durationMs: { type: 'number', minimum: 0 },
        checks: { type: 'array', items: { $ref: '#/$defs/check' } },
        repro: { ...string, description: 'One line that runs it again.' },
        conversation: { ...strings, description: 'What crossed the wire, in a few lines.' },
      },
      additionalProperties: false,
    },

    clause: {
      type: 'object',
      required: ['id', 'level', 'verdict', 'scenarios'],
      properties: {
        id: name,
        level: { $ref: '#/$defs/level' },
        verdict: { $ref: '#/$defs/verdict' },
        scenarios: { ...strings, minItems: 1 },
      },
      additionalProperties: false,
    },

    baselineIssue: {
      type: 'object',
      required: ['kind', 'where', 'message'],
      properties: { kind: { enum: ['stale', 'unmatched'] }, where: string, message: string },
      additionalProperties: false,
    },

    shard: {
      description: 'Which part of the selected scenarios the run was, counted from 1.',
      type: 'object',
      required: ['index', 'total', 'selected'],
      properties: {
        index: position,
        total: position,
        selected: { ...count, description: 'How many scenarios all shards have together.' },
        baseline: {
          description: 'Entries of the baseline that only all shards together can be held against.',
          type: 'object',
          required: ['everything', 'entries'],
          properties: {
            everything: { type: 'boolean', description: 'Nothing that suits the target was left out.' },
            entries: { type: 'array', items: { $ref: '#/$defs/baselineEntry' } },
          },
          additionalProperties: false,
        },
      },
      additionalProperties: false,
    },

    baselineEntry: {
      type: 'object',
      required: ['verdict', 'reason', 'where'],
      properties: {
        scenario: name,
        clause: name,
        verdict: { $ref: '#/$defs/verdict' },
        reason: string,
        seen: string,
        where: { ...string, description: 'The file and the line of the entry.' },
      },
      additionalProperties: false,
    },

    summary: {
      description: 'Scenarios by verdict.',
      type: 'object',
      required: ['pass', 'fail', 'warn', 'info', 'inconclusive', 'skip', 'error'],
      properties: {
        pass: count,
        fail: count,
        warn: count,
        info: count,
        inconclusive: count,
        skip: count,
        error: count,
      },
      additionalProperties: false,
    },

    report: {
      type: 'object',
      required: [
        'schemaVersion',
        'tool',
        'target',
        'profile',
        'started',
        'finished',
        'partial',
        'seed',
        'environment',
        'gate',
        'verdict',
        'summary',
        'scenarios',
        'clauses',
        'baselineIssues',
        'exitCode',
      ],
      properties: {
        schemaVersion: { const: 1 },
        tool: { $ref: '#/$defs/tool' },
        target: { $ref: '#/$defs/target' },
        profile: { $ref: '#/$defs/profile' },
        started: { type: 'string', format: 'date-time' },
        finished: { type: 'string', format: 'date-time' },
        partial: { type: 'boolean', description: 'The run was interrupted: some scenarios are missing.' },
        shard: { $ref: '#/$defs/shard' },
        seed: { type: 'integer' },
        environment: { $ref: '#/$defs/environment' },
        gate: { $ref: '#/$defs/gate' },
        verdict: { enum: ['conformant', 'conformant-with-warnings', 'non-conformant', 'not-judged'] },
        summary: { $ref: '#/$defs/summary' },
        scenarios: { type: 'array', items: { $ref: '#/$defs/scenario' } },
        clauses: { type: 'array', items: { $ref: '#/$defs/clause' } },
        baselineIssues: { type: 'array', items: { $ref: '#/$defs/baselineIssue' } },
        exitCode: { enum: [0, 1, 2, 3, 4, 5, 130, 143] },
      },
      additionalProperties: false,
    },
  },
} as const;

/** JSON Schema of a line of `events.ndjson`. It refers to the schema of `run.json`. */
const run = (definition: string) => ({
  $ref: `https://ingestspec.dev/schema/run-1.json#/$defs/${definition}`,
});

const string = { type: 'string' } as const;
const name = { type: 'string', minLength: 1 } as const;

const event = <const Name extends string>(value: Name, properties: object, optional: object = {}) => ({
  title: value,
  type: 'object',
  required: ['event', ...Object.keys(properties)],
  properties: { event: { const: value }, ...properties, ...optional },
  additionalProperties: false,
});

export const eventSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://ingestspec.dev/schema/events-1.json',
  title: 'A line of events.ndjson: what a run of ingestspec tells as it goes',
  oneOf: [
    event(
      'run-started',
      {
        version: { const: 1 },
        tool: run('tool'),
        target: run('target'),
        profile: run('profile'),
        started: { type: 'string', format: 'date-time' },
        seed: { type: 'integer' },
        environment: run('environment'),
        gate: run('gate'),
        scenarios: {
          type: 'array',
          items: name,
          description: 'The scenarios that will run, in order of planning.',
        },
      },
      { shard: run('shard') },
    ),
    event('scenario-started', { id: name, title: string }),
    event('scenario-finished', { result: run('scenario') }),
    event('bail-out', { message: string }),
    event('run-finished', { report: run('report') }),
  ],
} as const;

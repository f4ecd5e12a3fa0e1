/** JSON Schema of `validate --format json`. Published: what is removed or changed in meaning makes a version 2. */
const string = { type: 'string' } as const;
const name = { type: 'string', minLength: 1 } as const;
const count = { type: 'integer', minimum: 0 } as const;
const names = { type: 'array', items: name } as const;
const findings = { type: 'array', items: { $ref: '#/$defs/finding' } } as const;

export const validationSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://ingestspec.dev/schema/validation-1.json',
  title: 'What ingestspec validate found',
  $ref: '#/$defs/report',
  $defs: {
    severity: { enum: ['error', 'warning', 'info'] },
    kind: {
      description: 'What the track carries; unknown where no CMAF header tells.',
      enum: ['video', 'audio', 'text', 'subtitle', 'metadata', 'other', 'several', 'unknown'],
    },
    verdict: { enum: ['conformant', 'conformant-with-warnings', 'non-conformant', 'not-judged'] },

    place: {
      type: 'object',
      required: ['object', 'box', 'offset'],
      properties: {
        object: { ...name, description: 'The file.' },
        box: { ...string, description: 'The path of the box: moof[3]/traf/tfdt. Empty for a whole file.' },
        offset: { ...count, description: 'Bytes from the beginning of the file.' },
      },
      additionalProperties: false,
    },

    finding: {
      type: 'object',
      required: [
        'rule',
        'clauses',
        'severity',
        'message',
        'object',
        'box',
        'offset',
        'length',
        'count',
        'aliases',
        'more',
        'standard',
      ],
      properties: {
        rule: name,
        clauses: { ...names, description: 'Clauses of DASH-IF Live Media Ingest that are broken with it.' },
        severity: { $ref: '#/$defs/severity' },
        message: string,
        object: { ...name, description: 'The file.' },
        box: { ...string, description: 'The path of the box: moof[3]/traf/tfdt. Empty for a whole file.' },
        offset: { ...count, description: 'Bytes from the beginning of the file.' },
        expected: string,
        actual: string,
        length: { ...count, description: 'Bytes at fault; 0 where it is a place rather than bytes.' },
        count: { type: 'integer', minimum: 1, description: 'How many times it was found.' },
        aliases: { ...names, description: 'Other ids of the same demand.' },
        more: { type: 'array', items: { $ref: '#/$defs/place' }, maxItems: 4 },
        standard: { ...string, description: 'The standard and its clause.' },
      },
      additionalProperties: false,
    },

    file: {
      description: 'A track: one file, or the files of one track in a directory.',
      type: 'object',
      required: ['path', 'kind', 'verdict', 'findings', 'exercised'],
      properties: {
        path: name,
        kind: { $ref: '#/$defs/kind' },
        verdict: { $ref: '#/$defs/verdict' },
        findings,
        exercised: { ...count, description: 'How many rules had something to look at.' },
      },
      additionalProperties: false,
    },

    set: {
      description: 'Tracks that were judged together.',
      type: 'object',
      required: ['files', 'findings'],
      properties: { files: names, findings },
      additionalProperties: false,
    },

    summary: {
      type: 'object',
      required: ['files', 'errors', 'warnings', 'infos'],
      properties: { files: count, errors: count, warnings: count, infos: count },
      additionalProperties: false,
    },

    report: {
      type: 'object',
      required: ['files', 'sets', 'summary'],
      properties: {
        files: { type: 'array', items: { $ref: '#/$defs/file' } },
        sets: { type: 'array', items: { $ref: '#/$defs/set' } },
        summary: { $ref: '#/$defs/summary' },
      },
      additionalProperties: false,
    },
  },
} as const;

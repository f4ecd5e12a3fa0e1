import tseslint from 'typescript-eslint';

/**
 * The rooms of the house, lowest first, and what each may import. ARCHITECTURE.md tells why.
 * `src/architecture.test.ts` holds the same table against the real imports.
 */
export const rooms = {
  http: [],
  media: [],
  icy: [],
  spec: [],
  manifest: ['media'],
  rules: ['spec', 'media', 'manifest'],
  trace: ['http', 'media', 'icy'],
  scenario: ['spec', 'trace', 'rules', 'http', 'media', 'icy', 'manifest'],
  verdict: ['spec', 'scenario', 'trace', 'http'],
  wire: ['trace', 'http', 'icy'],
  peer: ['wire', 'scenario', 'trace', 'rules', 'http', 'media', 'icy', 'manifest'],
  runner: ['peer', 'verdict', 'trace', 'scenario', 'spec', 'wire', 'http', 'media'],
  report: ['verdict', 'trace', 'scenario', 'spec', 'http'],
  config: ['spec', 'scenario', 'verdict'],
  cli: [
    'config',
    'report',
    'runner',
    'peer',
    'wire',
    'verdict',
    'scenario',
    'trace',
    'spec',
    'http',
    'icy',
    'media',
    'manifest',
    'rules',
    'suites',
  ],
  suites: ['spec', 'scenario', 'trace', 'http', 'media', 'icy', 'manifest'],
};

/** Rooms that must run in a browser: no I/O, no clock. */
export const pureRooms = [
  'http',
  'media',
  'icy',
  'spec',
  'manifest',
  'rules',
  'trace',
  'scenario',
  'verdict',
  'suites',
];

/** Packages that pure rooms may use: they do no I/O and run in a browser. */
export const purePackages = {
  media: ['mp4box', '@xmldom/xmldom'],
  manifest: ['@xmldom/xmldom'],
  scenario: ['fflate'],
};

const ioModules = ['undici', 'yargs', 'yaml', 'fs', 'net', 'tls', 'http', 'https', 'child_process'];

const folder = (room) => (room === 'suites' ? 'suites' : `src/${room}`);

const roomRules = Object.entries(rooms).map(([room, allowed]) => {
  const forbidden = Object.keys(rooms).filter((other) => other !== room && !allowed.includes(other));
  const groups = [
    {
      group: [...forbidden.flatMap((other) => [`**/${other}/*`, `**/${other}/**`]), '!node:*', '!node:*/**'],
      message: `${room}/ does not import from there; see the rooms in ARCHITECTURE.md.`,
    },
  ];
  const isPure = pureRooms.includes(room);
  if (isPure) groups.push({ group: ['node:*'], message: `${room}/ is pure: it does no I/O.` });
  if (room !== 'cli') groups.push({ group: ['yargs', 'yargs/**'], message: 'yargs lives in cli/ only.' });
  return {
    files: [`${folder(room)}/**/*.ts`],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: groups,
          paths: isPure
            ? ioModules.map((name) => ({ name, message: `${room}/ is pure: it does no I/O.` }))
            : [],
        },
      ],
      ...(isPure
        ? {
            'no-restricted-globals': [
              'error',
              ...[
                'process',
                'Buffer',
                'setTimeout',
                'setInterval',
                'setImmediate',
                'Date',
                'performance',
                'fetch',
              ].map((name) => ({ name, message: `${room}/ is pure: no clock, no timers, no node globals.` })),
            ],
          }
        : {}),
    },
  };
});

export default tseslint.config(
  { ignores: ['dist', 'reports', 'coverage', 'node_modules', '*.js', 'fixtures', 'bench/**/*.mjs'] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // Our values are plain objects of functions; none of them knows a `this`.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  ...roomRules,
);

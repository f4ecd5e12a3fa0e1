// `tsc` is the build. What every `ingestspec validate` loads, and whoever uses the library, is some 270 small modules:
// finding them takes longer than judging a file. So the command line with that command, and the library, are put into
// few files, without comments, and in ASCII, which V8 reads in half the time. The other commands stay as `tsc` left
// them.
import { defineConfig } from 'rolldown';

const escaped = (code) =>
  code.replace(/[^\x00-\x7f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);

const ascii = {
  name: 'ascii',
  generateBundle: (_, bundle) => {
    for (const chunk of Object.values(bundle)) if (chunk.type === 'chunk') chunk.code = escaped(chunk.code);
  },
};

const otherCommands = /\.\/(test|judge|list|explain|coverage|self-test|peer|init|help|report)\.js$/;
// All commands share these: there must be one `UsageError`.
const shared = /config\/(usage-error|nearest)\.js$/;

const common = {
  external: [/^node:/, /^[a-z@]/, shared, otherCommands],
  platform: 'neutral',
  plugins: [ascii],
  logLevel: 'warn',
};

const output = {
  dir: 'dist/src',
  format: 'esm',
  entryFileNames: '[name].js',
  chunkFileNames: 'bundled/[name]-[hash].js',
  minify: true,
};

// What `validate` loads whatever the file is one chunk of its own; what it loads now and then are further ones.
const always = { name: 'validate', test: /cli\/validate\.js$|report\/validation\/text\.js$/ };

export default defineConfig([
  {
    ...common,
    input: { main: 'dist/src/main.js' },
    output: { ...output, codeSplitting: { groups: [always] } },
  },
  { ...common, input: { validator: 'dist/src/validator.js' }, output },
]);

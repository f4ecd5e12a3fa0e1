// `tsc` is the build. What every `ingestspec validate` loads, and whoever uses the library, is some 270 small modules:
// finding them takes longer than judging a file. So these two entries are put into one file each, without comments, and
// in ASCII, which V8 reads in half the time.
import { defineConfig } from 'rolldown';

const escaped = (code) =>
  code.replace(/[^\x00-\x7f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);

const ascii = {
  name: 'ascii',
  generateBundle: (_, bundle) => {
    for (const chunk of Object.values(bundle)) if (chunk.type === 'chunk') chunk.code = escaped(chunk.code);
  },
};

export default defineConfig({
  input: { 'cli/validate': 'dist/src/cli/validate.js', validator: 'dist/src/validator.js' },
  external: [/^node:/, /^[a-z@]/, /config\/usage-error/],
  platform: 'neutral',
  plugins: [ascii],
  output: {
    dir: 'dist/src',
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'bundled/[name]-[hash].js',
    minify: true,
  },
  logLevel: 'warn',
});

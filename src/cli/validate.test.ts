import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, test } from 'vitest';
import { edited, set } from '../media/build/edit.ts';
import { rawBox } from '../media/build/node.ts';
import { write } from '../media/build/write.ts';
import { concat } from '../media/bytes.ts';
import { validationSchema } from '../report/validation/schema/validation.ts';
import { audio } from '../rules/examples/audio.ts';
import { video } from '../rules/examples/video.ts';
import { typed, type Typed } from './typed.ts';

const cwd = mkdtempSync(path.join(tmpdir(), 'ingestspec-validate-'));
afterAll(() => {
  rmSync(cwd, { recursive: true });
});

const put = (name: string, bytes: Uint8Array | string): void => {
  mkdirSync(path.dirname(path.join(cwd, name)), { recursive: true });
  writeFileSync(path.join(cwd, name), bytes);
};

const boxes = video();
const firstMedia = boxes.findIndex(({ type }) => type !== 'ftyp' && type !== 'moov');
const header = write(boxes.slice(0, firstMedia));
const whole = write(boxes);
const noTimescale = edited(boxes, set('moov/mvhd', { timescale: 0 }));

put('good.cmfv', whole);
put('bad.cmfv', write(noTimescale));
put('sound.cmfa', write(audio()));
put('empty.mp4', '');
put('text.txt', 'not made of boxes\n');
put('notes/readme.txt', 'nothing here\n');
put('dash/init.mp4', header);
put('dash/manifest.mpd', '<MPD/>');
put('dash/1.m4s', whole.subarray(header.length));

interface Written {
  readonly files: readonly {
    readonly path: string;
    readonly kind: string;
    readonly verdict: string;
    readonly findings: readonly {
      readonly rule: string;
      readonly object: string;
      readonly box: string;
      readonly offset: number;
    }[];
    readonly exercised: number;
  }[];
  readonly sets: readonly { readonly files: readonly string[] }[];
  readonly summary: { readonly files: number; readonly errors: number };
}

const validated = (...words: string[]): Promise<Typed> => typed(['validate', ...words], { cwd });

const jsonOf = async (...words: string[]): Promise<Written> =>
  JSON.parse((await validated('--format', 'json', ...words)).out) as Written;

describe('the exit code is', () => {
  test.for<[number, string, readonly string[], string]>([
    [0, 'conforming files', ['good.cmfv', 'sound.cmfa'], ''],
    [1, 'errors', ['bad.cmfv'], ''],
    [
      2,
      'a file that is not there',
      ['none.mp4'],
      'ingestspec: none.mp4 cannot be read: there is no such file\n',
    ],
    [
      2,
      'a directory without media',
      ['notes'],
      'ingestspec: notes has no media in it: no file there begins with a box\n',
    ],
    [2, 'a glob that nothing is like', ['*.mov'], 'ingestspec: no file is like *.mov\n'],
    [
      2,
      'an empty file',
      ['empty.mp4'],
      'ingestspec: empty.mp4 has no box in it: it is no ISO base media file\n',
    ],
    [2, 'no file', [], 'ingestspec: validate needs <file|dir|glob|->…; see ingestspec validate --help\n'],
    [2, 'an unknown option', ['--ruel', 'X'], 'ingestspec: unknown option --ruel: did you mean “--rule”?\n'],
    [
      2,
      'a format that is none',
      ['--format', 'xml', 'x'],
      'ingestspec: --format is “xml”: use text, json, sarif, junit, tap\n',
    ],
    [
      2,
      'a rule that is none',
      ['--rule', 'CMAF-TRK-0001', 'good.cmfv'],
      'ingestspec: --rule names “CMAF-TRK-0001”, which is no rule: did you mean “CMAF-TRK-001”?\n',
    ],
    [
      2,
      'a set of one',
      ['--switching-set', 'good.cmfv'],
      'ingestspec: --switching-set good.cmfv names one: give at least two, as in --switching-set a.cmfv,b.cmfv\n',
    ],
    [
      2,
      'one source',
      ['--redundant', 'good.cmfv'],
      'ingestspec: --redundant takes two files or directories, as in --redundant a,b\n',
    ],
  ])('%i for %s', async ([code, , words, complaint]) => {
    const { code: exit, err } = await validated(...words);
    expect({ exit, err }).toEqual({ exit: code, err: complaint });
  });

  test('2 with one line for a file that cannot be read, and the others are judged', async () => {
    const { code, out, err } = await validated('none.mp4', 'good.cmfv');
    expect({ code, err }).toEqual({
      code: 2,
      err: 'ingestspec: none.mp4 cannot be read: there is no such file\n',
    });
    expect(out).toMatch(/^✓ good\.cmfv {2}conformant: \d+ rules\n1 file: 0 errors, 0 warnings, 0 infos\n$/);
  });
});

describe('text', () => {
  test('shows the bytes at fault, and how to see it again', async () => {
    const { out } = await validated('bad.cmfv');
    expect(out).toMatch(/^✗ bad\.cmfv {2}non-conformant: /);
    const [, rule = '', offset = ''] = /✗ error ([\w-]+).*\n {6}at +moov\/mvhd @ (\d+) \(0x/.exec(out) ?? [];
    expect(out).toContain(`ingestspec validate --rule ${rule} bad.cmfv\n`);
    const lines = out.split('\n');
    const marks = lines.findIndex((line) => /^ +\^\^ \^\^ \^\^ \^\^$/.test(line));
    const column = lines[marks]?.indexOf('^') ?? 0;
    expect(lines[marks - 1]?.slice(column, column + 11)).toBe('00 00 00 00');
    const [, start = ''] = /^ +bytes +([0-9a-f]{8}) /.exec(lines[marks - 1] ?? '') ?? [];
    expect(Number.parseInt(start, 16)).toBe(Number(offset) - 8);
  });

  test('the line that it gives says the same of the same rule', async () => {
    const { out } = await validated('--strict', '--deep=every', 'bad.cmfv');
    const [, again = ''] = /again +ingestspec validate (.+)/.exec(out) ?? [];
    expect(again).toMatch(/^--strict --deep=every --rule \S+ bad\.cmfv$/);
    expect((await validated(...again.split(' '))).out).toContain(again);
  });
});

describe('inputs', () => {
  test('a directory of a header and segments is one track', async () => {
    const { files, summary } = await jsonOf('dash');
    expect(files.map(({ path: name, kind, verdict }) => [name, kind, verdict])).toEqual([
      ['dash', 'video', 'conformant'],
    ]);
    expect(summary.files).toBe(1);
    expect(files[0]?.exercised).toBeGreaterThan(10);
  });

  test('a directory of several tracks is several, and a finding names its file', async () => {
    cpSync(path.join(cwd, 'dash'), path.join(cwd, 'two/video'), { recursive: true });
    put('two/bad/init.mp4', write(noTimescale.slice(0, firstMedia)));
    put('two/bad/1.m4s', whole.subarray(header.length));
    const { files } = await jsonOf('two');
    expect(files.map(({ path: name, verdict }) => [name, verdict])).toEqual([
      ['two/bad/init.mp4', 'non-conformant'],
      ['two/video/init.mp4', 'conformant'],
    ]);
    expect(new Set(files[0]?.findings.map(({ object }) => object))).toEqual(new Set(['two/bad/init.mp4']));
  });

  test('a glob is as many files as are like it, each once', async () => {
    const { files } = await jsonOf('*.cmf?', 'good.cmfv', './good.cmfv');
    expect(files.map(({ path: name }) => name)).toEqual(['bad.cmfv', 'good.cmfv', 'sound.cmfa']);
    expect((await jsonOf('**/*.m4s')).files.map(({ path: name }) => name)).toContain('dash/1.m4s');
  });

  test('standard input is judged as a file is', async () => {
    const { stdin } = process;
    const bytes = write(noTimescale);
    const given = Readable.from([bytes.subarray(0, 50), bytes.subarray(50)]);
    Object.defineProperty(process, 'stdin', { value: given, configurable: true });
    try {
      const [fromInput, fromFile] = [await validated('-'), await validated('bad.cmfv')];
      expect(fromInput.code).toBe(1);
      expect(fromInput.out).toContain('^^ ^^ ^^ ^^');
      expect(fromInput.out.replace('✗ - ', '✗ bad.cmfv ').replaceAll(/ -$/gm, ' bad.cmfv')).toBe(
        fromFile.out,
      );
    } finally {
      Object.defineProperty(process, 'stdin', { value: stdin, configurable: true });
    }
  });

  test('a pipe is read as it comes', async () => {
    const pipe = path.join(cwd, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const writer = spawn('cat', [path.join(cwd, 'bad.cmfv')], { stdio: ['ignore', 'pipe', 'ignore'] });
    const into = spawn('sh', ['-c', 'cat > "$0"', pipe], { stdio: ['pipe', 'ignore', 'ignore'] });
    writer.stdout.pipe(into.stdin);
    const [fromPipe, fromFile] = [await validated('pipe'), await validated('bad.cmfv')];
    expect(fromPipe.code).toBe(1);
    expect(fromPipe.out.replaceAll(/\bpipe\b/g, 'bad.cmfv')).toBe(fromFile.out);
    rmSync(pipe);
  });

  test('what ends inside a large payload is told, and nothing behind the payload is lost', async () => {
    const large = concat(whole, write([rawBox('mdat', new Uint8Array(2 ** 20))]), Uint8Array.of(0, 0, 0));
    put('large.cmfv', large);
    const cut = whole.slice(0, -5);
    put('cut.cmfv', cut);
    const { files } = await jsonOf('large.cmfv', 'cut.cmfv');
    expect(files[1]?.findings.map(({ box }) => box.replace(/\[\d+\]$/, ''))).toContain('mdat');
    expect(files[0]?.findings.some(({ offset }) => offset > 2 ** 20)).toBe(true);
  });
});

describe('formats', () => {
  test('json conforms to the published schema', async () => {
    const conforms = new Ajv2020({ strict: true }).compile(validationSchema);
    const written = await jsonOf('good.cmfv', 'bad.cmfv', 'dash', 'sound.cmfa');
    expect(conforms(written), JSON.stringify(conforms.errors)).toBe(true);
    expect(written.files.map(({ kind }) => kind)).toEqual(['video', 'video', 'video', 'audio']);
  });

  test.for([
    ['sarif', '"version": "2.1.0"'],
    ['junit', '<testsuites name="ingestspec"'],
    ['tap', 'TAP version 14\n'],
  ] as const)('%s is written at the end', async ([format, part]) => {
    const { code, out, err } = await validated('--format', format, 'bad.cmfv', 'good.cmfv');
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toContain(part);
  });
});

describe('options', () => {
  test('--rule and --skip-rule take ids and families, in any case', async () => {
    const { files } = await jsonOf('bad.cmfv');
    const rules = [...new Set(files[0]?.findings.map(({ rule }) => rule))];
    expect(rules.length).toBeGreaterThan(0);
    const skipped = await jsonOf('bad.cmfv', ...rules.map((rule) => `--skip-rule=${rule.toLowerCase()}`));
    expect(skipped.files[0]?.findings).toEqual([]);
    const only = await jsonOf('bad.cmfv', '--rule', 'cmaf-trk');
    expect(only.files[0]?.findings.filter(({ rule }) => !rule.startsWith('CMAF-TRK'))).toEqual([]);
  });

  test('declared sets and sources are judged, and read where they are named nowhere else', async () => {
    put('copy/good.cmfv', whole);
    const declared = await jsonOf('--switching-set', 'good.cmfv,copy/good.cmfv');
    expect(declared.files.map(({ path: name }) => name)).toEqual(['good.cmfv', 'copy/good.cmfv']);
    const redundant = await jsonOf('--redundant', 'good.cmfv', 'copy/good.cmfv');
    expect(redundant.summary.files).toBe(2);
    for (const { files } of [...declared.sets, ...redundant.sets])
      expect(new Set(files)).toEqual(new Set(['good.cmfv', 'copy/good.cmfv']));
  });

  test('--dump prints boxes and fields with their offsets, and judges nothing', async () => {
    const { code, out } = await validated('--dump', 'bad.cmfv');
    expect(code).toBe(0);
    expect(out).toMatch(/^ftyp @ 0 \(0x0\), \d+ bytes\n {4}major_brand = "cmf\w"  @ 8\n/);
    expect(out).toMatch(
      /\n {2}mvhd @ \d+ \(0x[0-9a-f]+\), 108 bytes\n(?: {6}.*\n)* {6}timescale = 0 {2}@ \d+\n/,
    );
    expect(out).toMatch(/\nmdat @ \d+ \(0x[0-9a-f]+\), \d+ bytes\n/);
    expect((await validated('--dump', 'none.mp4')).code).toBe(2);
  });

  test('--dump shows what another parser reads of a box without a table, and faults', async () => {
    const leva = rawBox('leva', Uint8Array.of(0, 0, 0, 0, 1, 0, 0, 0, 7, 2));
    const moov = boxes[firstMedia - 1];
    const more = moov === undefined ? [] : [{ ...moov, children: [...moov.children, leva] }];
    put('leva.mp4', concat(write([...boxes.slice(0, firstMedia - 1), ...more]), Uint8Array.of(0, 0, 0)));
    const { out } = await validated('--dump', 'leva.mp4');
    expect(out).toMatch(
      /\n {2}leva @ \d+ \(0x[0-9a-f]+\), 18 bytes\n(?: {6}.*\n)* {6}levels = \[\{.*track_ID 7/,
    );
    expect(out).toMatch(/\n! .*3 bytes are left over where a box should begin @ \d+/);
  });
});

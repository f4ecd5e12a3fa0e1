import { expect, test } from 'vitest';
import { hexLines } from './excerpt.ts';
import { sampleValidation } from './sample.ts';
import { fileText, setText, summaryText, type TextWords } from './text.ts';

const words: TextWords = {
  color: false,
  clauseSays: (id) => `What ${id} demands.`,
  excerptOf: ({ offset, length }) =>
    length === 0 ? undefined : { start: offset - 8, bytes: Uint8Array.from({ length: 16 }, (_, i) => i) },
  again: (paths, rule) => `ingestspec validate --rule ${rule} ${paths.join(' ')}`,
};

const [first, second, third] = sampleValidation.files;
const [together, silent] = sampleValidation.sets;

test('tells of a file its verdict, and of a finding what, where, what else, and how to see it again', () => {
  expect(first === undefined ? '' : fileText(first, words))
    .toBe(`✗ out/a b.cmfv  non-conformant: 1 error, 1 warning
  ✗ error CMAF-TRK-001, CMAF-TRK-099  a gap between two chunks
      at        moof[3]/traf/tfdt @ 24 (0x18)
      bytes     00000010  00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f
                                                  ^^ ^^ ^^ ^^
      expected  baseMediaDecodeTime 512
      actual    baseMediaDecodeTime 1024
      standard  23000-19 7.3.2.2
      clause    DI-MT-01a: What DI-MT-01a demands.
      ×3        moof[5]/traf/tfdt @ 300 (0x12c); out/c.cmfv moof[0]/traf/tfdt @ 24 (0x18)
      again     ingestspec validate --rule CMAF-TRK-001 out/a b.cmfv

  ! warning CMAF-HDR-008  a name with \\x1b[31m a control
      at        ftyp @ 0 (0x0)
      standard  23000-19 7.3.2.2
      again     ingestspec validate --rule CMAF-HDR-008 out/a b.cmfv

`);
});

test('tells of a file without findings how many rules were exercised', () => {
  expect(second === undefined ? '' : fileText(second, words)).toBe('✓ /tmp/c.cmfa  conformant: 1 rule\n');
  expect(third === undefined ? '' : fileText(third, words)).toBe('? empty.mp4  not-judged: 0 rules\n');
});

test('tells of tracks together only what was found, with the file of each place', () => {
  const text = together === undefined ? '' : setText(together, words);
  expect(text).toContain('! out/a b.cmfv + /tmp/c.cmfa  together: 1 info\n');
  expect(text).toContain('at        /tmp/c.cmfa ftyp @ 0 (0x0)\n');
  expect(text).toContain('again     ingestspec validate --rule CMAF-SWS-016 out/a b.cmfv /tmp/c.cmfa\n');
  expect(silent === undefined ? 'x' : setText(silent, words)).toBe('');
});

test('ends with counts, and colours nothing unless it may', () => {
  expect(summaryText(sampleValidation.summary)).toBe('3 files: 1 error, 1 warning, 1 info\n');
  const coloured = first === undefined ? '' : fileText(first, { ...words, color: true });
  expect(coloured).toContain('\u001b[');
  expect(first === undefined ? '' : fileText(first, words)).not.toContain('\u001b');
});

const excerpt = { start: 16, bytes: Uint8Array.of(1, 2, 3, 4) };

test.for<[string, number, number, string | undefined]>([
  ['bytes', 17, 2, '             ^^ ^^'],
  ['bytes of which the file has only the first', 19, 4, '                   ^^'],
  ['a place', 16, 0, '          ^'],
  ['a place behind the file', 20, 0, undefined],
  ['a place in front of the excerpt', 15, 1, undefined],
])('marks %s', ([, offset, length, marks]) => {
  expect(hexLines(excerpt, offset, length)?.marks).toBe(marks);
});

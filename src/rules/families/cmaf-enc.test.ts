import { expect, test } from 'vitest';
import { box, type BoxNode } from '../../media/build/node.ts';
import { change, edited, insertAfter, insertBefore, remove, set } from '../../media/build/edit.ts';
import { concat, hex } from '../../media/bytes.ts';
import { cbcsVideo, cencVideo, exampleKey } from '../examples/encrypted.ts';
import { findingsOf, judge } from '../judge.ts';
import { oneTrack } from '../mutants/mutant.ts';
import { defaultSettings } from '../settings.ts';

const sinf = 'moov/trak/mdia/minf/stbl/stsd/encv/sinf';
const tenc = `${sinf}/schi/tenc`;

const found = (boxes: readonly BoxNode[]): readonly string[] =>
  findingsOf(
    judge(oneTrack(boxes), {
      ...defaultSettings,
      deep: 'every',
      only: ['CMAF-ENC'],
      skip: ['CMAF-ENC-001'],
    }),
  ).map(({ rule, severity, message }) => `${rule} ${severity} ${message}`);

const everyTraf = [0, 1, 2].map((i) => `moof[${String(i)}]/traf`);

test('both schemes are conforming', () => {
  expect(found(cencVideo())).toEqual([]);
  expect(found(cbcsVideo())).toEqual([]);
});

test('with a constant vector nothing need be told of the samples', () => {
  const bare = everyTraf.flatMap((traf) => ['senc', 'saiz', 'saio'].map((type) => remove(`${traf}/${type}`)));
  expect(found(edited(cbcsVideo(), ...bare))).toEqual([]);
});

test('the scheme of PIFF is named, so that somebody knows what to do', () => {
  const [only, other] = found(
    edited(cencVideo(), set(`${sinf}/schm`, { scheme_type: 'piff', scheme_version: 0x10001 })),
  );
  expect(only).toMatch(/^CMAF-ENC-003 error .*PIFF/);
  expect(other).toBeUndefined();
});

test('sub-samples that are too short are only warned of', () => {
  const short = change('moof[1]/traf/senc', ({ samples }) => ({
    samples: (samples as Uint8Array).map((byte, i) => (i === 11 ? byte - 1 : byte)),
  }));
  expect(found(edited(cencVideo(), short))).toEqual([
    'CMAF-ENC-007 warning sub-samples are shorter than their sample',
  ]);
});

test('tracks that are clear by default are information where the header has groups', () => {
  const clear = set(tenc, { default_isProtected: 0, default_Per_Sample_IV_Size: 0 });
  const group = box('sgpd', {
    version: 1,
    grouping_type: 'seig',
    default_length: 20,
    entry_count: 1,
    entries: concat(hex('00000108'), exampleKey),
  });
  const grouped = everyTraf.map((traf) =>
    insertAfter(
      `${traf}/saio`,
      box('sbgp', {
        grouping_type: 'seig',
        entry_count: 1,
        entries: [{ sample_count: 50, group_description_index: 1 }],
      }),
    ),
  );
  const boxes = edited(cencVideo(), clear, insertBefore('moov/trak/mdia/minf/stbl/stsd', group), ...grouped);
  const said = 'samples of an encrypted track are clear by default';
  expect(found(boxes)).toEqual([`CMAF-ENC-004 info ${said}`]);
  expect(found(edited(cencVideo(), clear))).toEqual([`CMAF-ENC-004 warning ${said}`]);
});

test('the size that vectors would have is told where it is not the declared one', () => {
  const findings = findingsOf(
    judge(oneTrack(edited(cencVideo(), set(tenc, { default_Per_Sample_IV_Size: 16 }))), {
      ...defaultSettings,
      only: ['CMAF-ENC-008'],
    }),
  );
  expect(findings[0]?.expected).toBe('information of 50 samples with vectors of 16 bytes (it would fit 8)');
  expect(findings[0]?.count).toBe(3);
});

test('a count of four thousand million samples takes no time and no memory', () => {
  const huge = change('moof[1]/traf/senc', () => ({ sample_count: 0xffffffff, flags: 0 }));
  expect(found(edited(cbcsVideo(), huge))).toEqual([
    'CMAF-ENC-005 error senc does not count the samples of its track fragment',
  ]);
});

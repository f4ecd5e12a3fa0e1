/** What every sample entry has, whatever its coding. */
import { bytesOf, everyBox, find, type Box } from '../../media/isobmff/box.ts';
import { originalOf } from '../model/header.ts';
import { rule } from '../rule.ts';
import { eachEntry } from './cmaf-se-each-entry.ts';

/** Sample entry types that tracks of CMAF and of the media profiles built on it have. */
const registered: ReadonlySet<string> = new Set(
  (
    'avc1 avc2 avc3 avc4 hvc1 hev1 hvc2 hev2 lhv1 lhe1 dvh1 dvhe dva1 dvav dav1 vvc1 vvi1 evc1 av01 vp08 vp09 ' +
    'mp4v encv resv mp4a ac-3 ec-3 ac-4 Opus fLaC mhm1 mhm2 mha1 mha2 dtsc dtse dtsh dtsl dtsx dtsy iamf alac ' +
    'ipcm fpcm enca wvtt stpp enct encs urim evte metx mett mebx encm'
  ).split(' '),
);

/** What people send instead, and what to send. */
const hints: Readonly<Record<string, string>> = {
  tx3g: '3GPP timed text is no CMAF text profile: send WebVTT (wvtt) or IMSC1 (stpp)',
  text: 'QuickTime text is no CMAF text profile: send WebVTT (wvtt) or IMSC1 (stpp)',
  sbtt: 'plain text subtitles are no CMAF text profile: send WebVTT (wvtt) or IMSC1 (stpp)',
  stxt: 'plain text is no CMAF text profile: send WebVTT (wvtt) or IMSC1 (stpp)',
  c608: 'CTA-608 captions have no track of their own: send them in the SEI messages of the video track',
  c708: 'CTA-708 captions have no track of their own: send them in the SEI messages of the video track',
};

const sayOf = (type: string): string =>
  Object.hasOwn(hints, type)
    ? (hints[type] ?? '')
    : 'the type of the sample entry is none that CMAF tracks are known to have';

/** The bytes before the fields of a kind of sample entry: six reserved ones and the index. */
const common = (entry: Box): { reserved: boolean; index: number; at: number } | undefined => {
  if (entry.size - entry.header < 8) return undefined;
  const from = entry.at + entry.header;
  const { view } = entry;
  return {
    reserved: view.getUint32(from) === 0 && view.getUint16(from + 4) === 0,
    index: view.getUint16(from + 6),
    at: entry.start + entry.header,
  };
};

const isBitRate = (bytes: Uint8Array): boolean => {
  for (let i = 0; i + 4 <= bytes.length; i++) {
    if (bytes[i] === 0x62 && bytes[i + 1] === 0x74 && bytes[i + 2] === 0x72 && bytes[i + 3] === 0x74)
      return true;
  }
  return false;
};

export const cmafSeEntryRules = {
  'CMAF-SE-001': rule('trak', {
    says: 'The type of a sample entry is one that CMAF or a media profile built on it defines.',
    decides: ['DI-WF-01'],
    check: eachEntry(
      (coding, entry) => !registered.has(coding) || !registered.has(entry.type),
      (entry) => {
        const original = originalOf(entry);
        const type = registered.has(entry.type) ? original : entry.type;
        return {
          says: sayOf(type),
          box: entry,
          offset: entry.start + 4,
          length: 4,
          expected: 'a registered coding such as avc1, hvc1, mp4a, wvtt or stpp',
          actual: type,
        };
      },
    ),
  }),
  'CMAF-SE-002': rule('trak', {
    says: 'Several sample entries of a track are of one coding.',
    decides: ['DI-MT-01a'],
    unless: ['CMAF-SE-001'],
    check: ({ entries }) => {
      const [first, ...others] = entries;
      if (first === undefined) return undefined;
      const coding = originalOf(first);
      const other = others.find((entry) => originalOf(entry) !== coding);
      if (other === undefined) return undefined;
      return {
        says: 'a sample entry has another coding than the first of the track: give each coding a track of its own',
        box: other,
        offset: other.start + 4,
        length: 4,
        expected: coding,
        actual: originalOf(other),
      };
    },
  }),
  'CMAF-SE-003': rule('trak', {
    says: 'A sample entry begins with zeros and refers to a data reference that there is.',
    decides: ['DI-MT-01a'],
    check: ({ entries, box }) => {
      const references = find(box, 'mdia/minf/dinf/dref')?.children.length ?? 1;
      return entries.flatMap((entry) => {
        const fields = common(entry);
        if (fields === undefined) return [];
        const { reserved, index, at } = fields;
        return [
          ...(reserved
            ? []
            : [
                {
                  says: 'the reserved bytes of the sample entry are not zero',
                  box: entry,
                  offset: at,
                  length: 6,
                  expected: 'six bytes of 0',
                  actual: 'others',
                },
              ]),
          ...(index >= 1 && index <= Math.max(1, references)
            ? []
            : [
                {
                  says: 'the sample entry refers to a data reference that does not exist',
                  box: entry,
                  offset: at + 6,
                  length: 2,
                  expected: 'data_reference_index 1',
                  actual: `data_reference_index ${String(index)}`,
                },
              ]),
        ];
      });
    },
  }),
  'CMAF-SE-040': rule('trak', {
    says: 'The sample entry tells the average and the greatest bit rate in btrt.',
    decides: ['DI-CMAF-GP-11', 'DI-MT-07', 'DI-TT-09'],
    unless: ['CMAF-SE-001'],
    check: ({ entries }) => {
      const [first] = entries;
      if (first === undefined) return undefined;
      for (const box of everyBox(first)) if (box.type === 'btrt') return undefined;
      // The fields in front of the boxes of some entries are of a length that is not known, or left out.
      if (isBitRate(bytesOf(first))) return undefined;
      return {
        says: 'the sample entry has no btrt that tells the bit rate',
        box: first,
        expected: 'btrt with avgBitrate and maxBitrate',
        actual: 'none',
      };
    },
  }),
};

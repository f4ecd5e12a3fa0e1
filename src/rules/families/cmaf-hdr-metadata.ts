import { child, childrenOf, decodeAs, everyBox, find, type Box } from '../../media/isobmff/box.ts';
import type { Header } from '../model/header.ts';
import { at, fieldIs } from '../point.ts';
import { rule, type Broken } from '../rule.ts';
import { valuesOf } from './cmaf-hdr-reading.ts';

const dashRole = 'urn:mpeg:dash:role:2011';

/** Values of the DASH role scheme (ISO/IEC 23009-1, 5.8.5.5), in both spellings where two are about. */
const roles = new Set([
  'alternate',
  'caption',
  'commentary',
  'description',
  'dub',
  'easyreader',
  'emergency',
  'enhanced-audio-intelligibility',
  'forced-subtitle',
  'forced_subtitle',
  'karaoke',
  'main',
  'medley',
  'metadata',
  'sign',
  'subtitle',
  'supplementary',
]);

/** The kind boxes of a header: those of its tracks, at most a few. */
const kindsOf = ({ traks }: Header): readonly Box[] =>
  traks.flatMap(({ box }) => childrenOf(find(box, 'udta'), 'kind')).slice(0, 64);

const printableText = (text: string): string => JSON.stringify(text.slice(0, 100));

const kindBroken = (kind: Box): Broken | undefined => {
  const { value, end, fault } = decodeAs(kind, 'kind');
  // Strings without an end are told as such, in whatever box they are.
  if (fault !== undefined) return undefined;
  if (value.schemeURI === '') {
    return fieldIs(kind, 'kind', 'schemeURI', 'kind names no scheme', 'a URI', 'an empty string', 1);
  }
  const left = kind.start + kind.size - end;
  if (left === 0) return undefined;
  return {
    says: 'bytes behind the two strings of kind',
    box: kind,
    offset: end,
    length: left,
    expected: 'two strings, each ended by a zero byte, and nothing else',
    actual: `${String(left)} bytes more`,
  };
};

const isProtected = (entry: Box): boolean => /^enc/.test(entry.type) || child(entry, 'sinf') !== undefined;

/** Rules about what a header says beside what is needed to play the track. */
export const cmafHdrMetadataRules = {
  'CMAF-HDR-053': rule('header', {
    says: 'kind stands in the udta of its track and holds a scheme and a value, two strings with their zero bytes.',
    decides: ['DI-MT-12b', 'DI-TT-11b'],
    check: (header) => {
      const found = kindsOf(header)
        .map(kindBroken)
        .filter((each) => each !== undefined);
      const [stray] = childrenOf(find(header.moov, 'udta'), 'kind');
      if (stray !== undefined) {
        found.push({
          says: 'kind stands in the udta of the movie, where it is of no track',
          box: stray,
          expected: 'moov/trak/udta/kind',
          actual: 'moov/udta/kind',
          as: 'warning',
        });
      }
      return found.length === 0 ? undefined : found;
    },
  }),
  'CMAF-HDR-054': rule('header', {
    says: 'A kind of the DASH role scheme has one of the values of that scheme.',
    decides: ['DI-MT-12b', 'DI-TT-11b'],
    check: (header) => {
      for (const kind of kindsOf(header)) {
        const values = valuesOf(kind, 'kind');
        if (values === undefined || values.schemeURI !== dashRole || roles.has(values.value)) continue;
        return fieldIs(
          kind,
          'kind',
          'value',
          'the value of kind is no role of DASH',
          'main, alternate, commentary, dub, caption, subtitle, description or another role of DASH',
          printableText(values.value),
          values.value.length,
        );
      }
      return undefined;
    },
  }),
  'CMAF-HDR-055': rule('trak', {
    says: 'btrt tells an average and a maximum bit rate, of which the maximum is not less.',
    decides: ['DI-CMAF-GP-11', 'DI-MT-07', 'DI-TT-09'],
    check: ({ entries }) => {
      const found: Broken[] = [];
      for (const entry of entries.slice(0, 16)) {
        for (const box of everyBox(entry)) {
          if (box.type === 'btrt') found.push(...bitrateBroken(box));
        }
      }
      return found.length === 0 ? undefined : found;
    },
  }),
  'CMAF-HDR-058': rule('box', {
    says: 'pssh is as long as its key identifiers and its data, and stands with an encrypted track.',
    check: (box, { trak }) => {
      if (box.type !== 'pssh') return undefined;
      const { value, fault } = decodeAs(box, 'pssh');
      // A box that is too short for what it declares is told as such, whatever it is.
      if (fault !== undefined || value.DataSize > value.Data.length) return undefined;
      if (value.version === 1 && value.KID_count === 0) {
        return fieldIs(
          box,
          'pssh',
          'KID_count',
          'pssh of version 1 without a key identifier',
          'at least 1, or version 0',
          'KID_count 0',
        );
      }
      if (value.DataSize < value.Data.length) {
        return fieldIs(
          box,
          'pssh',
          'DataSize',
          'bytes behind the data of pssh',
          `DataSize ${String(value.Data.length)}`,
          `DataSize ${String(value.DataSize)}`,
        );
      }
      if (trak === undefined || trak.entries.length === 0 || trak.entries.some(isProtected)) return undefined;
      return {
        says: 'pssh with a track that is not encrypted',
        box,
        expected: 'pssh with encrypted tracks only',
        actual: 'no sample entry is encrypted',
        as: 'info',
      };
    },
  }),
};

const bitrateBroken = (btrt: Box): readonly Broken[] => {
  const values = valuesOf(btrt, 'btrt');
  if (values === undefined) return [];
  const { maxBitrate, avgBitrate } = values;
  if (avgBitrate === 0) {
    return [
      fieldIs(btrt, 'btrt', 'avgBitrate', 'btrt tells no average bit rate', 'bits a second', 'avgBitrate 0'),
    ];
  }
  if (maxBitrate >= avgBitrate) return [];
  const unknown = maxBitrate === 0;
  return [
    {
      says: unknown ? 'btrt tells no maximum bit rate' : 'the maximum bit rate of btrt is below the average',
      ...at(btrt, 'btrt', 'maxBitrate'),
      expected: `at least ${String(avgBitrate)}`,
      actual: `maxBitrate ${String(maxBitrate)}`,
      ...(unknown ? { as: 'info' as const } : {}),
    },
  ];
};

import { find, printable, type Box } from '../../media/isobmff/box.ts';
import { audioEntries, visualEntries } from '../../media/isobmff/sample-entry-layouts.ts';
import { originalOf } from '../model/header.ts';
import { at, fieldIs, hexOf } from '../point.ts';
import { rule } from '../rule.ts';
import { timeLength, unknownDuration, valuesOf } from './cmaf-hdr-reading.ts';

/** The handler that a sample entry belongs to (ISO/IEC 14496-12, 12; 14496-30), where it is one that we know. */
const handlers: ReadonlyMap<string, string> = new Map([
  ...visualEntries.map((type) => [type, 'vide'] as const),
  ...audioEntries.map((type) => [type, 'soun'] as const),
  ['wvtt', 'text'],
  ['stxt', 'text'],
  ['stpp', 'subt'],
  ['sbtt', 'subt'],
  ['urim', 'meta'],
  ['evte', 'meta'],
  ['mebx', 'meta'],
  ['mett', 'meta'],
  ['metx', 'meta'],
  ['encm', 'meta'],
]);

/** The media header of each handler of CMAF (ISO/IEC 23000-19, 7.3.1). */
const mediaHeaders: Readonly<Record<string, string>> = {
  vide: 'vmhd',
  soun: 'smhd',
  text: 'nmhd',
  subt: 'sthd',
  meta: 'nmhd',
};
const mediaHeaderTypes = new Set(['vmhd', 'smhd', 'nmhd', 'sthd', 'hmhd', 'gmhd']);

const entryOf = (entry: Box): string =>
  originalOf(entry) === entry.type
    ? printable(entry.type)
    : `${entry.type} of ${printable(originalOf(entry))}`;

/** Rules about the media box: its clock, its handler, its header, where its data lies. */
export const cmafHdrMediaRules = {
  'CMAF-HDR-025': rule('trak', {
    says: 'The track has a timescale.',
    decides: ['DI-MT-01a'],
    check: ({ box }) => {
      const mdhd = find(box, 'mdia/mdhd');
      const values = valuesOf(mdhd, 'mdhd');
      if (mdhd === undefined || values === undefined || values.timescale > 0) return undefined;
      return fieldIs(
        mdhd,
        'mdhd',
        'timescale',
        'the timescale of the track is 0: no time in it means anything',
        'ticks a second, at least 1',
        'timescale 0',
      );
    },
  }),
  'CMAF-HDR-026': rule('trak', {
    says: 'The media header tells no duration: 0, or all bits set for one that is not known.',
    decides: ['DI-MT-01a'],
    check: ({ box }) => {
      const mdhd = find(box, 'mdia/mdhd');
      const values = valuesOf(mdhd, 'mdhd');
      if (mdhd === undefined || values === undefined) return undefined;
      const { duration, version } = values;
      if (duration === 0n || duration === unknownDuration(version)) return undefined;
      return fieldIs(
        mdhd,
        'mdhd',
        'duration',
        'mdhd tells a duration, although no sample is in the header',
        'duration 0',
        `duration ${String(duration)}`,
        timeLength(version),
      );
    },
  }),
  'CMAF-HDR-028': rule('trak', {
    says: 'The handler is the one of the media that the sample entries describe.',
    decides: ['DI-MT-01a', 'DI-TT-02a', 'DI-TT-02b', 'DI-TM-01a'],
    check: ({ box, handler, entries }) => {
      const hdlr = find(box, 'mdia/hdlr');
      if (hdlr === undefined || handler === '') return undefined;
      const place = at(hdlr, 'hdlr', 'handler_type');
      const wrong = entries.find((entry) => (handlers.get(originalOf(entry)) ?? handler) !== handler);
      if (wrong !== undefined) {
        return {
          says: `handler ${printable(handler)} does not go with sample entry ${entryOf(wrong)}`,
          ...place,
          expected: `handler_type ${handlers.get(originalOf(wrong)) ?? ''}`,
          actual: `handler_type ${printable(handler)}`,
        };
      }
      if (mediaHeaders[handler] !== undefined) return undefined;
      return {
        says: `handler ${printable(handler)} is none of CMAF`,
        ...place,
        expected: 'vide, soun, text, subt or meta',
        actual: `handler_type ${printable(handler)}`,
        as: 'info',
      };
    },
  }),
  'CMAF-HDR-029': rule('trak', {
    says: 'pre_defined and reserved of the media handler are 0.',
    decides: ['DI-MT-01a'],
    check: ({ box }) => {
      const hdlr = find(box, 'mdia/hdlr');
      const values = valuesOf(hdlr, 'hdlr');
      if (hdlr === undefined || values === undefined) return undefined;
      if (values.pre_defined !== 0) {
        return fieldIs(
          hdlr,
          'hdlr',
          'pre_defined',
          'pre_defined of hdlr is not 0: a component type as QuickTime writes it?',
          hexOf(0),
          hexOf(values.pre_defined),
        );
      }
      if (values.reserved.every((byte) => byte === 0)) return undefined;
      return fieldIs(
        hdlr,
        'hdlr',
        'reserved',
        'reserved bytes of hdlr are not 0',
        '12 bytes of 0',
        [...values.reserved].map((byte) => byte.toString(16).padStart(2, '0')).join(' '),
        12,
      );
    },
  }),
  'CMAF-HDR-030': rule('trak', {
    says: 'The media header box is the one of the handler.',
    decides: ['DI-MT-01a', 'DI-TT-01', 'DI-TM-01b'],
    unless: ['CMAF-HDR-028'],
    check: ({ box, handler }) => {
      const minf = find(box, 'mdia/minf');
      const right = mediaHeaders[handler];
      if (minf === undefined || right === undefined) return undefined;
      const first = minf.children.find(({ type }) => mediaHeaderTypes.has(type));
      if (first === undefined) {
        return { says: 'no media header box in minf', box: minf, expected: right, actual: 'none' };
      }
      if (first.type === right) return undefined;
      return {
        says: `media header ${first.type} does not go with handler ${handler}`,
        box: first,
        expected: right,
        actual: first.type,
        // Older packagers write sthd for WebVTT, and nothing that reads it minds.
        ...(handler === 'text' && first.type === 'sthd' ? { as: 'warning' as const } : {}),
      };
    },
  }),
  'CMAF-HDR-031': rule('trak', {
    says: 'The video media header has the default flag, graphics mode and colour.',
    decides: ['DI-MT-01a'],
    check: ({ box }) => {
      const vmhd = find(box, 'mdia/minf/vmhd');
      const values = valuesOf(vmhd, 'vmhd');
      if (vmhd === undefined || values === undefined) return undefined;
      if ((values.flags & 1) === 0) {
        return {
          ...fieldIs(
            vmhd,
            'vmhd',
            'flags',
            'the flag of vmhd is not set',
            hexOf(1, 6),
            hexOf(values.flags, 6),
            3,
          ),
          as: 'warning',
        };
      }
      const fields = ['graphicsmode', 'opcolor1', 'opcolor2', 'opcolor3'] as const;
      const field = fields.find((name) => values[name] !== 0);
      if (field === undefined) return undefined;
      return fieldIs(
        vmhd,
        'vmhd',
        field,
        `${field === 'graphicsmode' ? 'the graphics mode' : 'the colour'} of vmhd is not 0`,
        hexOf(0, 4),
        hexOf(values[field], 4),
        2,
      );
    },
  }),
  'CMAF-HDR-032': rule('trak', {
    says: 'The sound media header has its balance in the middle.',
    decides: ['DI-MT-01a'],
    check: ({ box }) => {
      const smhd = find(box, 'mdia/minf/smhd');
      const values = valuesOf(smhd, 'smhd');
      if (smhd === undefined || values === undefined) return undefined;
      const field = values.balance !== 0 ? 'balance' : 'reserved';
      if (values[field] === 0) return undefined;
      return fieldIs(
        smhd,
        'smhd',
        field,
        `${field} of smhd is not 0`,
        hexOf(0, 4),
        hexOf(values[field] & 0xffff, 4),
        2,
      );
    },
  }),
  'CMAF-HDR-033': rule('trak', {
    says: 'The only data reference says that the media is in the same file.',
    decides: ['DI-MT-01a'],
    check: ({ box }) => {
      const dref = find(box, 'mdia/minf/dinf/dref');
      const values = valuesOf(dref, 'dref');
      if (dref === undefined || values === undefined) return undefined;
      const [reference] = dref.children;
      // More entries than there are is what tables that are too long have in common, and told as such.
      if (reference === undefined || values.entry_count > dref.children.length) return undefined;
      if (values.entry_count !== 1 || dref.children.length !== 1) {
        return fieldIs(
          dref,
          'dref',
          'entry_count',
          'not exactly one data reference',
          '1 entry',
          `${String(values.entry_count)} declared, ${String(dref.children.length)} there`,
        );
      }
      if (reference.type !== 'url ' && reference.type !== 'urn ') {
        return {
          says: `data reference of type ${printable(reference.type)}`,
          box: reference,
          expected: "a 'url ' with flag 1",
          actual: printable(reference.type),
        };
      }
      const type = reference.type;
      const payload = reference.size - reference.header;
      const flags = payload < 4 ? undefined : valuesOf(reference, type)?.flags;
      if (flags !== undefined && (flags & 1) === 0) {
        return fieldIs(
          reference,
          type,
          'flags',
          'the data reference points to another file',
          'flags 0x000001: in the same file',
          `flags ${hexOf(flags, 6)}`,
          3,
        );
      }
      if (type === 'url ' && payload === 4) return undefined;
      return {
        says: type === 'url ' ? 'a location in a reference to the same file' : "'urn ' where 'url ' is usual",
        box: reference,
        expected: "a 'url ' of 12 bytes with flag 1",
        actual: `'${type}' of ${String(reference.size)} bytes`,
        ...(payload >= 4 ? { as: 'warning' as const } : {}),
      };
    },
  }),
};

/** What ingest asks of CMAF headers beyond CMAF: languages, roles, text, names. */
import { child, childrenOf, decodeAs, find, type Box } from '../../media/isobmff/box.ts';
import type { MediaKind, Trak } from '../model/header.ts';
import { at } from '../point.ts';
import { alias, rule, type Rule } from '../rule.ts';

const kindsOf = ({ box }: Trak): readonly Box[] => childrenOf(child(box, 'udta'), 'kind');

/** Whether something is said or shown of which a listener or viewer has to know what it is. */
const isHeardOrShown = (kind: MediaKind): boolean =>
  kind === 'video' || kind === 'audio' || kind === 'text' || kind === 'subtitle';

const isText = (kind: MediaKind): boolean => kind === 'text' || kind === 'subtitle';

/** The kind of media that an extension of CMAF, or of Smooth Streaming, stands for. */
const extensions: Readonly<Record<string, readonly MediaKind[]>> = {
  cmfv: ['video'],
  cmfa: ['audio'],
  cmft: ['text', 'subtitle'],
  cmfm: ['metadata'],
  ismv: ['video'],
  isma: ['audio'],
  ismt: ['text', 'subtitle'],
};

/** The extension of the last step of a path, also of `Streams(video.cmfv)`; an empty string without one. */
const extensionOf = (object: string): string =>
  /\.([A-Za-z0-9]{1,8})\)?(?:[?#].*)?$/s.exec(object)?.[1]?.toLowerCase() ?? '';

/** Characters that need no escaping in a path. */
const plainName = /^[A-Za-z0-9_.~-]+$/;
const setScheme = 'urn:dashif:ingest:switchingset_id';

export const ingestHeaderRules = {
  'INGEST-006': alias(['CMAF-SE-040', 'CMAF-HDR-055'], {
    says: 'The sample entry tells the average and the greatest bit rate in btrt.',
    decides: ['DI-CMAF-GP-11', 'DI-MT-07', 'DI-TT-09', 'DI-WF-01'],
  }),
  'INGEST-007': rule('trak', {
    says: 'A track of sound or text tells its language in mdhd or elng.',
    decides: ['DI-MT-06', 'DI-WF-01'],
    check: (trak) => {
      const mdhd = find(trak.box, 'mdia/mdhd');
      if (trak.kind !== 'audio' && !isText(trak.kind)) return undefined;
      if (mdhd === undefined || child(child(trak.box, 'mdia'), 'elng') !== undefined) return undefined;
      const told = decodeAs(mdhd, 'mdhd').value.language !== 0 && trak.language !== 'und';
      return told
        ? undefined
        : {
            says: 'the language of the track is not told',
            ...at(mdhd, 'mdhd', 'language', 2),
            expected: 'a language in mdhd, or elng',
            actual: trak.language ?? '0',
          };
    },
  }),
  'INGEST-008': rule('trak', {
    says: 'A track tells its role by a kind box in its user data.',
    decides: ['DI-MT-12a', 'DI-TT-11a', 'DI-WF-01'],
    check: (trak) =>
      !isHeardOrShown(trak.kind) || kindsOf(trak).length > 0
        ? undefined
        : {
            says: 'no kind box tells the role of the track',
            box: child(trak.box, 'udta') ?? trak.box,
            expected: 'trak/udta/kind with the scheme urn:mpeg:dash:role:2011',
            actual: 'none',
          },
  }),
  'INGEST-009': alias(['CMAF-TXT-002'], {
    says: 'A kind box tells a role by the scheme of DASH.',
    decides: ['DI-MT-12b', 'DI-TT-11b'],
  }),
  'INGEST-010': alias(['CMAF-WVTT-001', 'CMAF-IMSC-001'], {
    says: 'A track of text has a sample entry of WebVTT or TTML in its header.',
    decides: ['DI-TT-03', 'DI-TT-04', 'DI-TT-06'],
  }),
  'INGEST-011': alias(['CMAF-WVTT-001', 'CMAF-IMSC-001'], {
    says: 'A track of WebVTT has the media header nmhd, one of TTML sthd.',
    decides: ['DI-TT-01'],
  }),
  'INGEST-021': rule('trak', {
    says: 'The extension of the path that a track is sent to fits its media.',
    applies: ({ settings }) => settings.session,
    check: (trak) => {
      const { object } = trak.header;
      const extension = extensionOf(object);
      const wanted = Object.hasOwn(extensions, extension) ? extensions[extension] : undefined;
      if (wanted === undefined || trak.kind === 'other' || wanted.includes(trak.kind)) return undefined;
      return {
        says: `the path ends in .${extension}, which is not for ${trak.kind}`,
        box: child(child(trak.box, 'mdia'), 'hdlr') ?? trak.box,
        expected: wanted.join(' or '),
        actual: `handler ${trak.handler}`,
      };
    },
  }),
  'INGEST-024': rule('trak', {
    says: 'The name of a switching set in a kind box needs no escaping in a path.',
    decides: ['DI-SWS-00'],
    check: (trak) => {
      for (const box of kindsOf(trak)) {
        const { schemeURI, value } = decodeAs(box, 'kind').value;
        if (schemeURI !== setScheme || plainName.test(value)) continue;
        return {
          says: 'the name of a switching set has characters that a path cannot hold',
          ...at(box, 'kind', 'value', value.length),
          expected: 'letters, digits, and _ . - ~',
          actual: JSON.stringify(value),
        };
      }
      return undefined;
    },
  }),
} satisfies Record<string, Rule>;

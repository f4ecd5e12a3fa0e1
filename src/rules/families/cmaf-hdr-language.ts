import { find, payloadOf } from '../../media/isobmff/box.ts';
import { unpackLanguage } from '../../media/isobmff/language.ts';
import { at, fieldIs, hexOf } from '../point.ts';
import { rule } from '../rule.ts';
import { sameLanguage, terminological, threeLetters } from './cmaf-hdr-language-codes.ts';
import { valuesOf } from './cmaf-hdr-reading.ts';

/**
 * A language tag of RFC 5646 as tracks have it: a language of two or three letters and its subtags, or a private one.
 * Languages of five to eight letters are grammatical, but none is registered: `english` is a mistake.
 */
const languageTag =
  /^(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3})){0,8}(?:-[a-wyz\d](?:-[a-z\d]{2,8}){1,8}){0,8}(?:-x(?:-[a-z\d]{1,8}){1,8})?|x(?:-[a-z\d]{1,8}){1,8}|i(?:-[a-z\d]{2,8}){1,3})$/i;

const mostTag = 100;

/** Rules about the language of a track: the code of mdhd, and the tag that goes before it. */
export const cmafHdrLanguageRules = {
  'CMAF-HDR-027': rule('trak', {
    says: 'The language of mdhd is a code of three letters of ISO 639-2/T.',
    decides: ['DI-MT-01a', 'DI-DEF-mdhd'],
    check: ({ box }) => {
      const mdhd = find(box, 'mdia/mdhd');
      const values = valuesOf(mdhd, 'mdhd');
      if (mdhd === undefined || values === undefined) return undefined;
      const { language } = values;
      const letters = unpackLanguage(language);
      const right = letters === undefined ? undefined : terminological.get(letters);
      if (letters !== undefined && right === undefined) return undefined;
      const place = at(mdhd, 'mdhd', 'language', 2);
      if (right !== undefined) {
        return {
          says: 'the language of mdhd is a bibliographic code (639-2/B)',
          ...place,
          expected: `${right}, of 639-2/T`,
          actual: letters ?? '',
          as: 'warning',
        };
      }
      return {
        says:
          language < 0x400 || language === 0x7fff
            ? 'the language of mdhd is a number of QuickTime, not three packed letters'
            : 'the language of mdhd is not three packed letters',
        ...place,
        expected: 'three letters of 5 bits each; und (0x55c4) where it is not known',
        actual: hexOf(language, 4),
        ...(language === 0 ? { as: 'warning' as const } : {}),
      };
    },
  }),
  'CMAF-HDR-052': rule('trak', {
    says: 'elng holds a language tag (BCP 47) of the same language as mdhd.',
    decides: ['DI-DEF-elng'],
    check: ({ box, language }) => {
      const elng = find(box, 'mdia/elng');
      if (elng === undefined) return undefined;
      const payload = payloadOf(elng);
      if (payload.length >= 2 && payload.subarray(0, 2).every((byte) => byte >= 0x41 && byte <= 0x7a)) {
        return {
          says: 'elng has no version and flags in front of its language tag',
          box: elng,
          offset: elng.start + elng.header,
          length: 4,
          expected: '4 bytes of 0, then the tag',
          actual: String.fromCharCode(...payload.subarray(0, 4)),
        };
      }
      const tag = valuesOf(elng, 'elng')?.extended_language;
      if (tag === undefined) return undefined;
      if (tag.length > mostTag || !languageTag.test(tag)) {
        return fieldIs(
          elng,
          'elng',
          'extended_language',
          'elng holds no language tag of BCP 47',
          'a tag such as en, en-GB or zh-Hant',
          tag.slice(0, mostTag) || 'nothing',
          tag.length,
        );
      }
      const primary = (tag.split('-')[0] ?? '').toLowerCase();
      const told = threeLetters.get(primary);
      const known = language === undefined ? undefined : (terminological.get(language) ?? language);
      if (told === undefined || known === undefined || known === 'und' || sameLanguage(told, known)) {
        return undefined;
      }
      return fieldIs(
        elng,
        'elng',
        'extended_language',
        'elng and mdhd tell different languages',
        `a tag of ${known}, as mdhd says, or und there`,
        tag,
        tag.length,
      );
    },
  }),
};

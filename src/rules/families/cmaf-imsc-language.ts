import { find, decodeAs } from '../../media/isobmff/box.ts';
import type { TtmlDocument } from '../../media/text/ttml-document.ts';
import type { Track } from '../model/track.ts';
import type { Broken } from '../rule.ts';
import type { TtmlSample } from './cmaf-imsc-samples.ts';

/** ISO 639-1 codes with those of ISO 639-2/T, then the other names that ISO 639-2/B has for some. */
const pairs =
  'aa:aar ab:abk ae:ave af:afr ak:aka am:amh an:arg ar:ara as:asm av:ava ay:aym az:aze ba:bak be:bel bg:bul ' +
  'bi:bis bm:bam bn:ben bo:bod br:bre bs:bos ca:cat ce:che ch:cha co:cos cr:cre cs:ces cu:chu cv:chv cy:cym ' +
  'da:dan de:deu dv:div dz:dzo ee:ewe el:ell en:eng eo:epo es:spa et:est eu:eus fa:fas ff:ful fi:fin fj:fij ' +
  'fo:fao fr:fra fy:fry ga:gle gd:gla gl:glg gn:grn gu:guj gv:glv ha:hau he:heb hi:hin ho:hmo hr:hrv ht:hat ' +
  'hu:hun hy:hye hz:her ia:ina id:ind ie:ile ig:ibo ii:iii ik:ipk io:ido is:isl it:ita iu:iku ja:jpn jv:jav ' +
  'ka:kat kg:kon ki:kik kj:kua kk:kaz kl:kal km:khm kn:kan ko:kor kr:kau ks:kas ku:kur kv:kom kw:cor ky:kir ' +
  'la:lat lb:ltz lg:lug li:lim ln:lin lo:lao lt:lit lu:lub lv:lav mg:mlg mh:mah mi:mri mk:mkd ml:mal mn:mon ' +
  'mr:mar ms:msa mt:mlt my:mya na:nau nb:nor nd:nde ne:nep ng:ndo nl:nld nn:nor no:nor nr:nbl nv:nav ny:nya ' +
  'oc:oci oj:oji om:orm or:ori os:oss pa:pan pi:pli pl:pol ps:pus pt:por qu:que rm:roh rn:run ro:ron ru:rus ' +
  'rw:kin sa:san sc:srd sd:snd se:sme sg:sag si:sin sk:slk sl:slv sm:smo sn:sna so:som sq:sqi sr:srp ss:ssw ' +
  'st:sot su:sun sv:swe sw:swa ta:tam te:tel tg:tgk th:tha ti:tir tk:tuk tl:tgl tn:tsn to:ton tr:tur ts:tso ' +
  'tt:tat tw:twi ty:tah ug:uig uk:ukr ur:urd uz:uzb ve:ven vi:vie vo:vol wa:wln wo:wol xh:xho yi:yid yo:yor ' +
  'za:zha zh:zho zu:zul alb:sqi arm:hye baq:eus bur:mya chi:zho cze:ces dut:nld fre:fra geo:kat ger:deu ' +
  'gre:ell ice:isl mac:mkd mao:mri may:msa per:fas rum:ron slo:slk tib:bod wel:cym ' +
  // Written forms of one language, and languages that are told by the name of their group.
  'nob:nor nno:nor cmn:zho yue:zho';

const codes = new Map(pairs.split(' ').map((pair) => pair.split(':') as [string, string]));

/** Codes that are no language: undetermined, several, none. */
const noLanguage = new Set(['und', 'mul', 'zxx', 'mis', '']);

/** The three letters of the primary subtag of a language tag; undefined where it tells none. */
const primary = (tag: string): string | undefined => {
  const subtag = tag.trim().toLowerCase().split(/[-_]/)[0] ?? '';
  const code = codes.get(subtag) ?? subtag;
  return noLanguage.has(code) || !/^[a-z]{3}$/.test(code) ? undefined : code;
};

/** What to say of a document whose `xml:lang` is another language than its header tells (elng before mdhd). */
export const languageDiffers = (
  { lang }: TtmlDocument,
  _: TtmlSample,
  { trak }: Track,
): Broken | undefined => {
  const own = primary(lang ?? '');
  if (own === undefined || trak === undefined) return undefined;
  const elng = find(trak.box, 'mdia/elng');
  const told = elng === undefined ? trak.language : decodeAs(elng, 'elng').value.extended_language;
  const header = primary(told ?? '');
  if (header === undefined || header === own) return undefined;
  return {
    says: 'a document is in another language than the header tells',
    expected: `xml:lang for ${told ?? ''}`,
    actual: `xml:lang="${(lang ?? '').slice(0, 40)}"`,
  };
};

/** Languages that have a code of two letters and one of three: `aa aar`, by ISO 639-1 and ISO 639-2/T. */
const pairs =
  'aaaar ababk aeave afafr akaka amamh anarg arara asasm avava ayaym azaze babak bebel bgbul bhbih bibis bmbam bnben ' +
  'bobod brbre bsbos cacat ceche chcha cocos crcre csces cuchu cvchv cycym dadan dedeu dvdiv dzdzo eeewe elell eneng ' +
  'eoepo esspa etest eueus fafas ffful fifin fjfij fofao frfra fyfry gagle gdgla glglg gngrn guguj gvglv hahau heheb ' +
  'hihin hohmo hrhrv hthat huhun hyhye hzher iaina idind ieile igibo iiiii ikipk ioido isisl itita iuiku jajpn jvjav ' +
  'kakat kgkon kikik kjkua kkkaz klkal kmkhm knkan kokor krkau kskas kukur kvkom kwcor kykir lalat lbltz lglug lilim ' +
  'lnlin lolao ltlit lulub lvlav mgmlg mhmah mimri mkmkd mlmal mnmon mrmar msmsa mtmlt mymya nanau nbnob ndnde nenep ' +
  'ngndo nlnld nnnno nonor nrnbl nvnav nynya ococi ojoji omorm orori ososs papan pipli plpol pspus ptpor quque rmroh ' +
  'rnrun roron rurus rwkin sasan scsrd sdsnd sesme sgsag sisin skslk slslv smsmo snsna sosom sqsqi srsrp ssssw stsot ' +
  'susun svswe swswa tatam tetel tgtgk ththa titir tktuk tltgl tntsn toton trtur tstso tttat twtwi tytah uguig ukukr ' +
  'ururd uzuzb veven vivie vovol wawln wowol xhxho yiyid yoyor zazha zhzho zuzul';

/** The 639-2/T code of a language of two letters. */
export const threeLetters: ReadonlyMap<string, string> = new Map(
  pairs.split(' ').map((pair) => [pair.slice(0, 2), pair.slice(2)]),
);

/** Bibliographic codes (ISO 639-2/B) whose terminological code, which mdhd wants, is another one. */
export const terminological: ReadonlyMap<string, string> = new Map(
  (
    'alb:sqi arm:hye baq:eus bur:mya chi:zho cze:ces dut:nld fre:fra geo:kat ger:deu gre:ell ice:isl mac:mkd ' +
    'mao:mri may:msa per:fas rum:ron slo:slk tib:bod wel:cym'
  )
    .split(' ')
    .map((pair) => [pair.slice(0, 3), pair.slice(4)]),
);

/** Languages that are told by each other's codes: Norwegian and its two written forms. */
const norwegian = new Set(['nor', 'nob', 'nno']);

/** Whether two 639-2/T codes are of the same language, as far as codes can tell. */
export const sameLanguage = (a: string, b: string): boolean =>
  a === b || (norwegian.has(a) && norwegian.has(b));

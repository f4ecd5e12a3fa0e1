/**
 * Where the three documents are wrong, unclear or at odds with themselves, and how we read them there.
 *
 * The sensible reading is tested, and no target fails for a mistake that only the document made.
 */

import type { Level, Profile } from './clause.ts';

export interface Erratum {
  /** What is wrong with the text. */
  readonly problem: string;
  /** How we read it. */
  readonly treatment: string;
  /**
   * The highest level of a finding that rests on this erratum. A finding rests on it when it says so itself;
   * other findings about the same clause keep the level of the clause.
   */
  readonly caps?: Partial<Record<Profile, Level>>;
  /** The same where a client is under test, and the treatment of the two sides differs. */
  readonly clientCaps?: Partial<Record<Profile, Level>>;
  /** It concerns a whole document, so that no single clause cites it. */
  readonly documentWide?: true;
}

/** The text leaves the matter open however one reads it. */
const always = <L extends Level>(level: L) => ({ literal: level, corrected: level, practical: level });

/** The text is plain as printed, and milder once its mistake is mended. */
const onceMended = <L extends Level>(level: L) => ({ corrected: level, practical: level });

/** The text is right, and widely deployed programs do otherwise. */
const inPractice = <L extends Level>(level: L) => ({ practical: level });

export const errata = {
  'E-ICE-01': {
    problem:
      'The line end is printed as 0x13 0x10, which are the decimal values of CR and LF with a hexadecimal prefix.',
    treatment:
      'The bytes 0D 0A end a line and the bytes 13 10 do not; a server that also takes a bare LF is merely noted.',
    caps: always('may'),
  },
  'E-ICE-02': {
    problem:
      'The sections on communication, on 100-continue and on tested clients have headings and no content.',
    treatment:
      'What RFC 9110 says about expectations (10.1.1) stands in for the missing text, and nobody fails for it.',
    caps: always('should'),
  },
  'E-ICE-03': {
    problem: 'The example request has no Host header, without which it is not HTTP/1.1.',
    treatment:
      'A source client has to send Host (RFC 9112, 3.2); a server that does without it is merely noted.',
    caps: onceMended('may'),
  },
  'E-ICE-04': {
    problem:
      'The example sends a chunked body, which Icecast up to 2.4.4 does not decode, so that listeners receive the chunk framing.',
    treatment:
      'A chunked stream is sent and read back as a listener; a server that leaks the framing fails, or is warned in practice; a client that frames its body otherwise is warned, since the chunks stand in an example only.',
    caps: inPractice('should'),
    clientCaps: { corrected: 'should', practical: 'may' },
  },
  'E-ICE-05': {
    problem:
      'The printed 401 has no WWW-Authenticate header, although the Basic scheme of RFC 7617 starts with one.',
    treatment: 'A challenge is demanded, as RFC 9110 (15.5.2) and RFC 7617 do.',
  },
  'E-ICE-06': {
    problem: 'The example dates end in UTC, where the date format of HTTP has GMT.',
    treatment: 'GMT is right, and a date in UTC is warned about.',
    caps: onceMended('should'),
  },
  'E-ICE-07': {
    problem:
      'No final answer is described: Icecast 2.4 sends 200 right after the 100, version 2.5 when the stream ends, with a Content-Length on its 100.',
    treatment:
      'Source clients meet a server of either habit and a strict one; that a server answers 200 early is tolerated in practice.',
    caps: inPractice('may'),
  },
  'E-ICE-08': {
    problem: 'The scope begins after 2.4.0, although the betas of 2.4.0 already had PUT.',
    treatment: 'The version of a server is noted and never judged.',
    caps: always('may'),
  },
  'E-ICE-09': {
    problem:
      'The grammar of the credentials is a damaged copy from RFC 2617 and says nothing about their charset.',
    treatment:
      'As in RFC 7617: no colon in the user name, control characters in neither part, and any colon after the first belongs to the password.',
  },
  'E-ICE-10': {
    problem:
      'Everything is said to be UTF-8, while many servers take the metadata of non-Ogg mount points for ISO-8859-1.',
    treatment:
      'Text is sent and read back; garbled text is warned about, with a hint at the charset setting of the mount point.',
    caps: always('should'),
  },
  'E-ICE-11': {
    problem: 'Header names are printed as Ice-Public and sent by everybody as ice-public.',
    treatment: 'The case of a header name means nothing.',
    documentWide: true,
  },
  'E-ICE-12': {
    problem:
      'Apart from 401 no error is defined: Icecast 2.4 says 403 to everything, version 2.5 tells 400, 409, 415, 429, 501 and 503 apart.',
    treatment:
      'Any status from 400 to 499 and 503 count as a refusal, and the report names the status that was seen.',
    caps: always('may'),
  },
  'E-ICE-13': {
    problem: 'Optional parts are announced to be in italics, and nothing is.',
    treatment:
      'Content-Type is required, as servers since 2.4.1 insist; User-Agent, Expect and the Ice headers are optional.',
  },

  'E-ICY-01': {
    problem: 'Emoji and arrows were encoded as UTF-8 twice and appear garbled.',
    treatment:
      'The repaired characters are used, and a source client that sends text encoded twice is warned.',
    caps: always('should'),
  },
  'E-ICY-02': {
    problem:
      'The complete example has blank lines among its headers, so that most of them would belong to the body.',
    treatment:
      'No peer of ours sends it as a conforming request; sent on purpose, it leaves no ICY2 statistics and breaks nothing.',
  },
  'E-ICY-03': {
    problem: 'Of all fields only icy-social-ig is renamed when it is published, as icy2-social-instagram.',
    treatment:
      'The name in the example is expected; the name that follows from the prefix rule is warned about.',
    caps: onceMended('should'),
  },
  'E-ICY-04': {
    problem:
      'Every field is said to be published, but the example omits certificate-verify, verification-status and auth-token.',
    treatment:
      'Missing statistics of the first two are warned about. That a token must stay secret does not rest on this erratum: publishing one is a failure.',
    caps: always('should'),
  },
  'E-ICY-05': {
    problem:
      'Every field is said to get the prefix icy2-, but the five core fields are published under their old names.',
    treatment: 'The old names are expected, and the names with prefix are accepted in their place.',
    caps: onceMended('may'),
  },
  'E-ICY-06': {
    problem:
      'By the prefix rule icy-metadata-version would become icy2-metadata-version; the example has icy2-version.',
    treatment: 'The name in the example is expected; the other one is warned about.',
    caps: onceMended('should'),
  },
  'E-ICY-07': {
    problem:
      'Flags default to 0 and the example publishes a 0, which the reference implementation leaves out.',
    treatment:
      'A flag of 0 may be published or left out, the latter with a warning; a flag of 1 has to be published.',
    caps: onceMended('should'),
  },
  'E-ICY-08': {
    problem: 'Sources may connect by PUT or POST, and the reference implementation refuses POST with 501.',
    treatment: 'PUT is demanded; whether POST works is merely noted.',
    caps: onceMended('may'),
  },
  'E-ICY-09': {
    problem:
      'Languages are called ISO 639-1 codes while the examples have a region, and nothing is said of case or script.',
    treatment:
      'A two-letter code with an optional country is right, any other valid BCP 47 tag is warned about, the rest fails.',
    caps: onceMended('should'),
  },
  'E-ICY-10': {
    problem:
      'Regions are country codes “or custom”, so that nothing at all is excluded; one example is from ISO 3166-2.',
    treatment: 'An unusual region is merely noted.',
    caps: always('may'),
  },
  'E-ICY-11': {
    problem: 'The demand to flag explicit content depends on what the content is.',
    treatment: 'It is not judged; the operator declares it.',
  },
  'E-ICY-12': {
    problem: 'The station id has neither a length nor a rule about case.',
    treatment: 'Characters other than letters, digits and hyphens are warned about.',
    caps: always('should'),
  },
  'E-ICY-13': {
    problem:
      'It is not said whether the lists of video types, platforms and resolutions are closed, and version 2.2 adds to them.',
    treatment: 'A value outside the list is warned about.',
    caps: always('should'),
  },
  'E-ICY-14': {
    problem:
      'Hashtags are separated by blanks or commas, and by neither in version 2.2, which has a JSON array.',
    treatment: 'Both separators are accepted.',
  },
  'E-ICY-15': {
    problem: 'The field holds “emoji(s)”, while the best practices ask for two to five.',
    treatment: 'Emoji are counted as a reader would count them, and another number is warned about.',
    caps: always('should'),
  },
  'E-ICY-16': {
    problem:
      'The curl examples switch off the verification of certificates, use a default password and send a finite file at once.',
    treatment:
      'Their headers are replayed by our own source client, which paces its stream and verifies certificates unless told otherwise.',
  },
  'E-ICY-17': {
    problem: 'The token has no meaning: it is not said who checks it and what happens when it is wrong.',
    treatment: 'It is an opaque value that must not leak, and a wrong one must not open a mount point.',
  },
  'E-ICY-18': {
    problem: 'The test for the prefix “2.” accepts “2.” and “2.garbage” and rejects “2” and “v2.1”.',
    treatment: 'The prefix is compared to the letter.',
  },
  'E-ICY-19': {
    problem: 'It is not said what makes a version invalid.',
    treatment: 'Whatever does not begin with “2.” leads to ICY1 and never to an error.',
  },
  'E-ICY-20': {
    problem: 'RFC 7230 to 7235 are cited, which RFC 9110 and 9112 have replaced.',
    treatment: 'Both generations are meant.',
  },
  'E-ICY-21': {
    problem:
      'Two dialects were published as version 2.1+ at the same time, with the prefixes icy- and icy-meta-.',
    treatment: 'The prefix icy- is the one of our document, and the other is merely noted.',
    caps: onceMended('may'),
  },
  'E-ICY-22': {
    problem:
      'The full example has more header lines than parsers of the Icecast family hold: 32 with the request line, or 48, within 4096 bytes; the rest is dropped silently.',
    treatment:
      'The order of the headers is varied and their number is exceeded; source clients do well to send Authorization and Content-Type first.',
  },
  'E-ICY-23': {
    problem:
      'A bit rate that is no number is dropped by the ICY2 code and then published raw by the older code.',
    treatment: 'What a server does with it is warned about at most.',
    caps: always('should'),
  },
  'E-ICY-24': {
    problem:
      'icy-name is stored twice, raw and converted from the charset of the mount point, which may garble it.',
    treatment: 'It is sent and read back; garbled text is warned about, as on Icecast.',
    caps: always('should'),
  },
  'E-ICY-25': {
    problem: 'The configuration of a mount point and the header ice-public both override icy-pub.',
    treatment: 'The operator can declare the value that is to be expected.',
  },
  'E-ICY-26': {
    problem: 'Two of the four ways of authentication are announced for the future.',
    treatment: 'They are not judged.',
  },
  'E-ICY-27': {
    problem: 'Detection is to be verified in the log of the server.',
    treatment: 'A log cannot be seen from outside, so it is not judged.',
  },
  'E-ICY-28': {
    problem: 'That unknown headers are ignored is said of ICY1 servers, which the document does not govern.',
    treatment: 'What a server does with an unknown header is merely noted.',
    caps: always('may'),
  },
  'E-ICY-29': {
    problem: 'Titles and addresses contain colons, like header lines themselves.',
    treatment: 'A header line is divided at its first colon only.',
  },

  'E-DI-01': {
    problem: 'HTTP/1.1 is cited as RFC 7235, which is about authentication.',
    treatment: 'RFC 7230 and 7231 are meant, today RFC 9110 and 9112.',
  },
  'E-DI-02': {
    problem: 'The chunked transfer coding is cited as RFC 2626, which is about the year 2000.',
    treatment: 'RFC 2616 was meant, today RFC 9112 (7.1).',
  },
  'E-DI-03': {
    problem: 'The tear-down by FIN is said to be defined in RFC 2616.',
    treatment: 'RFC 9112 (9.6) describes it today.',
    documentWide: true,
  },
  'E-DI-04': {
    problem:
      'Failed authentication is answered by 403, while the Basic scheme that is also demanded works by 401 and a challenge.',
    treatment:
      'Either is right, and a 401 with a challenge is merely noted; a 401 without one is a failure of its own. Ingest sources meet both.',
    caps: onceMended('may'),
  },
  'E-DI-05': {
    problem: 'The status 412 is given the wrong name.',
    treatment: '412 Precondition Failed is meant.',
  },
  'E-DI-06': {
    problem:
      'One item is content with Basic authentication or client certificates, the next one demands mutual authentication.',
    treatment: 'The two are judged apart, and the second only where certificates are configured.',
  },
  'E-DI-07': {
    problem:
      'Two items about name resolution overlap; the lifetime of a DNS record is hidden from most programs and persistent connections need no lookup.',
    treatment:
      'Names are judged on connections that had to be made anew, with a DNS server of ours and a margin of segments.',
  },
  'E-DI-08': {
    problem:
      'Both interfaces are bound to POST at first, and interface 2 allows PUT later on; later editions allow it on both.',
    treatment: 'PUT is a deviation on interface 1 only as printed, and otherwise merely noted.',
    caps: onceMended('may'),
  },
  'E-DI-09': {
    problem: 'The first request may already hold the CMAF header, and the header is to follow that request.',
    treatment: 'One CMAF header before the first media fragment is enough.',
  },
  'E-DI-10': {
    problem: 'The parts of the CMAF header are named in the wrong order.',
    treatment: 'The ftyp box comes first, then the moov box.',
  },
  'E-DI-11': {
    problem: 'Sequence numbers are said to be in the tfhd box.',
    treatment: 'They are in the mfhd box.',
  },
  'E-DI-12': {
    problem: 'It is not said what an empty mfra box looks like.',
    treatment: 'A box of eight bytes is empty, and so is one that holds an mfro box and no tfra box.',
  },
  'E-DI-13': {
    problem:
      'The tear-down takes one long chunked request for granted, which a source with a request per segment does not have.',
    treatment:
      'Where the last request has a length, only the mfra box in a request of its own is looked for.',
  },
  'E-DI-14': {
    problem:
      'Encryption is excluded with the words that the section on it demands boxes foreign to ISO BMFF.',
    treatment: 'Boxes of encryption are merely noted.',
    caps: always('may'),
  },
  'E-DI-15': {
    problem: 'Durations are to be “approximately” between one and six seconds.',
    treatment: 'Durations from 0.9 to 6.6 seconds are right, others are warned about.',
    caps: always('should'),
  },
  'E-DI-16': {
    problem: 'The field schemeURI of the kind box is called schemeIdUri.',
    treatment: 'The same field is meant.',
  },
  'E-DI-17': {
    problem: 'The row for mehd in Table 2 holds a cell of Table 1.',
    treatment: 'CMAF demands identical boxes, and a difference is warned about at most.',
    caps: always('should'),
  },
  'E-DI-18': {
    problem: 'Table 2 refers to notes and sections of CMAF that it left behind.',
    treatment: 'It is read with the context it has in CMAF.',
  },
  'E-DI-19': {
    problem:
      'Sample entries are misnamed, and the table of CMAF omits the null media header that WebVTT needs.',
    treatment: 'TTML is stpp, WebVTT is wvtt, and a WebVTT track has an nmhd box.',
  },
  'E-DI-20': {
    problem: 'Sections of CMAF about text brands are attributed to ISO/IEC 14496-30.',
    treatment: 'The brands cwvt, im1t and im1i of CMAF are meant.',
  },
  'E-DI-21': {
    problem: 'The characteristics of HLS in Table 3 are misspelt and lack their public.accessibility prefix.',
    treatment: 'The values of HLS are used.',
  },
  'E-DI-22': {
    problem: 'The scheme of event messages is once printed without its urn: prefix.',
    treatment: 'The prefix belongs to it, and its absence is warned about.',
    caps: always('should'),
  },
  'E-DI-23': {
    problem:
      'A field of the event message is misnamed, SCTE 214-1 is cited for what SCTE 214-3 defines, and only version 0 is described.',
    treatment: 'The field scheme_id_uri is meant, and version 1 has its own presentation time.',
  },
  'E-DI-24': {
    problem: 'The list about timed metadata has two items with the number 6.',
    treatment: 'They are told apart as 06a and 06b.',
  },
  'E-DI-25': {
    problem: 'The absence of a sync sample table says nothing about samples in fragments.',
    treatment: 'The sample flags are read as well, and only metadata tracks are judged.',
  },
  'E-DI-26': {
    problem:
      'The unknown duration is printed as “0 0xFFFFFFFF”, and either value conflicts with a timeline without gaps.',
    treatment: 'Either value is warned about, and such a sample is exempt from the search for gaps.',
    caps: always('should'),
  },
  'E-DI-27': {
    problem: 'That the timescales match is a recommendation here and a demand in later editions.',
    treatment: 'A difference is warned about.',
    caps: always('should'),
  },
  'E-DI-28': {
    problem:
      'A list of “recommended” steps contains demands, and two of its items differ about the same address.',
    treatment: 'Each item has the level of its own keyword.',
  },
  'E-DI-29': {
    problem: 'In-band event messages are discouraged twice and yet not prohibited.',
    treatment: 'They are warned about.',
    caps: always('should'),
  },
  'E-DI-30': {
    problem: 'Timestamps in UTC are to match “between decoders, and encoders”.',
    treatment:
      'Ingest sources are compared with each other; whether their timeline follows UTC is merely noted.',
    caps: always('may'),
  },
  'E-DI-31': {
    problem: 'The numbering about failover runs through two lists.',
    treatment: 'The items are numbered from 01 to 07.',
  },
  'E-DI-32': {
    problem: 'Table 6 gives .mpd the MIME type of HLS playlists.',
    treatment: 'application/dash+xml is right, and the printed type is merely noted.',
    caps: onceMended('may'),
  },
  'E-DI-33': {
    problem: 'One MIME type of .m3u8 lacks its first half.',
    treatment: 'It is accepted with and without application/, in any case of letters.',
    caps: onceMended('may'),
  },
  'E-DI-34': {
    problem: 'A row of Table 6 has a MIME type and no extension.',
    treatment: 'It is the row of .cmft with application/mp4, and nobody fails for our completing it.',
    caps: onceMended('should'),
  },
  'E-DI-35': {
    problem: 'Table 6 is exclusive and has no row for .ts, which is demanded elsewhere.',
    treatment: 'video/mp2t is expected in any case of letters, and nobody fails for our adding it.',
    caps: onceMended('should'),
  },
  'E-DI-36': {
    problem: 'Table 6 calls .m4s, .init and .header video even where they hold audio, and leaves .key open.',
    treatment:
      'Other types that fit the content are merely noted, and application/octet-stream is expected for keys.',
    caps: onceMended('may'),
  },
  'E-DI-37': {
    problem: 'CMAF headers have to be named .init, while deployed sources use the extension of their track.',
    treatment: 'The extension is demanded, and its absence is warned about in practice.',
    caps: inPractice('should'),
  },
  'E-DI-38': {
    problem:
      'A list headed MUST contains a SHOULD, and packed audio and WebVTT files have no permitted extension.',
    treatment: 'Each item has the level of its own keyword, and .aac and .vtt are warned about.',
    caps: onceMended('should'),
  },
  'E-DI-39': {
    problem:
      'What DELETE does is told in lower case, with 200 as its only answer and folders that vanish “not necessarily” upwards.',
    treatment:
      '200 is right, 202 and 204 are warned about, and folders are judged only where they can be listed.',
    caps: always('should'),
  },
  'E-DI-40': {
    problem: 'Three items disagree about retries after 400 and 403, and two about how long to go on.',
    treatment:
      'On interface 2 retries after 400 and 403 are merely noted; on interface 1 the general item rules.',
    caps: always('may'),
  },
  'E-DI-41': {
    problem: 'Uploads are to be serial in one place and parallel in another.',
    treatment: 'They are serial within one bit rate only.',
  },
  'E-DI-42': {
    problem: 'Failed uploads demand a discontinuity, because RFC 8216 had no tag for a gap.',
    treatment: 'The later EXT-X-GAP is accepted with a warning.',
    caps: onceMended('should'),
  },
  'E-DI-43': {
    problem:
      'Paths are never to be used again, and an object of the same path is to overwrite the older one.',
    treatment: 'Overwriting concerns manifest objects and retries.',
  },
  'E-DI-44': {
    problem: 'Paths are to be unique over all previous sessions, which no tester has seen.',
    treatment: 'They are compared with the sessions that we recorded.',
  },
  'E-DI-45': {
    problem: 'RFC 8499 is cited for host names, and only defines terms.',
    treatment: 'A fully qualified domain name is what RFC 8499 calls one, and nothing more is demanded.',
  },
  'E-DI-46': {
    problem: 'The section on DNS consists of a pointer to another section.',
    treatment: 'The general items about name resolution apply.',
  },
  'E-DI-47': {
    problem: 'A request is to end when its data rate is not “commensurate” with the duration of a fragment.',
    treatment: 'Silence for more than two durations of a fragment is warned about.',
    caps: always('should'),
  },
  'E-DI-48': {
    problem: 'One item mixes error responses with connections that were down.',
    treatment: 'The two are judged apart.',
  },
  'E-DI-49': {
    problem: 'It is unclear where 400 ends and where a server error begins.',
    treatment:
      'An unsupported type gets 400 or 415; a server error is a failure for malformed input, and a warning for valid input.',
    caps: always('should'),
  },
  'E-DI-50': {
    problem: 'A wrong path is 403 in one item, and an absent publishing point is 404 in another.',
    treatment:
      'Both are accepted, 403 preferably within a known account and 404 for an unknown publishing point.',
    caps: onceMended('may'),
  },
  'E-DI-51': {
    problem: 'A sentence with “should” introduces items with MUST.',
    treatment: 'Each item has the level of its own keyword.',
  },
  'E-DI-52': {
    problem: 'Words are misspelt and citations are broken in several places.',
    treatment: 'What was evidently meant is read.',
  },
  'E-DI-53': {
    problem:
      'Table 1 says that interface 2 has no redundancy, and the section on resiliency makes demands about it.',
    treatment: 'The demands apply.',
  },
  'E-DI-54': {
    problem: 'The status of success is nowhere defined.',
    treatment: 'Any status from 200 to 299 is a success.',
    documentWide: true,
  },
  'E-DI-55': {
    problem:
      'Redirects are to be handled without a word about which ones, about method and body, or about how long they hold.',
    treatment: 'After 307 and 308 method and body are kept; what follows other redirects is merely noted.',
    caps: always('may'),
  },
  'E-DI-56': {
    problem: 'An “ingest connection” is not defined.',
    treatment: 'TCP connections and HTTP requests are reported apart.',
    documentWide: true,
  },
  'E-DI-57': {
    problem: 'The text contains invisible left-to-right marks.',
    treatment: 'They mean nothing.',
    documentWide: true,
  },
  'E-DI-58': {
    problem: 'The bit rate box is asked for three times.',
    treatment: 'It is looked for once and counts for all three clauses.',
  },
  'E-DI-59': {
    problem: 'The receiving entity is also called media processing entity.',
    treatment: 'Both names mean the same role.',
    documentWide: true,
  },
  'E-DI-60': {
    problem: 'Key words appear in lower case inside normative lists.',
    treatment: 'A lower-case key word warns at most.',
    caps: always('should'),
  },
  'E-DI-61': {
    problem: 'Some goals hold only “as much as possible”.',
    treatment: 'The numbers are reported, and warned about at most.',
    caps: always('should'),
  },
  'E-DI-62': {
    problem: 'After a TCP error “the preceding requirements” are to be followed, without telling which.',
    treatment: 'A CMAF header before the next media fragment is enough.',
  },
} as const satisfies Record<string, Erratum>;

export type ErratumId = keyof typeof errata;

export const erratum = (id: ErratumId): Erratum => errata[id];

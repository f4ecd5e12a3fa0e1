/** Answers to a listener: as servers of old give them, with fields of ICY-META, late, and elsewhere. */
import { asUtf8 } from '../../../src/http/message.ts';
import {
  doesNotHammer,
  followsRedirect,
  listens,
  readOn,
  requestsTolerated,
} from '../../../src/scenario/checks/icy2-listener-reading.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import { oddAnswer, plainMetadata, streamed, untilRead } from './situation.ts';

/** What servers of ICY 1.x say of a station. */
const stationFields = [
  ['icy-notice1', '<BR>This stream requires a player<BR>'],
  ['icy-notice2', 'SHOUTcast DNAS/Linux v1.9.8<BR>'],
  ['icy-name', 'Test Radio'],
  ['icy-genre', 'Jazz'],
  ['icy-url', 'https://radio.example/'],
  ['icy-pub', '1'],
  ['icy-br', '128'],
] as const;

export const answer = suite('icy2/listener/answer', {
  'icy-status-line': {
    title: 'the status line ICY 200 OK, and the fields of a server of old',
    ...oddAnswer({ version: 'ICY', fields: stationFields }),
  },
  'http-1.0': {
    title: 'an answer in HTTP/1.0',
    ...oddAnswer({ version: 'HTTP/1.0', fields: stationFields }),
  },
  chunked: {
    title: 'a stream in chunks, whose bounds are not those of the blocks of metadata',
    ...oddAnswer({ chunked: true, fields: stationFields }),
  },
  'without-metaint': {
    title: 'an answer without icy-metaint, although metadata was asked for',
    play: [streamed({}, { fields: stationFields })],
    until: untilRead(readOn),
    expect: { 'ICY2-OVR-01': listens },
  },
  'without-content-type': {
    title: 'an answer without Content-Type',
    ...oddAnswer({ contentType: 'none' }),
  },
  'icy2-fields': {
    title: 'an answer with fields of ICY-META 2.1, which Icecast passes on',
    ...oddAnswer({
      fields: [
        ...stationFields,
        ['icy-metadata-version', '2.1'],
        ['icy-meta-station-id', 'test-radio'],
        ['icy2-version', '2.1'],
        ['icy-meta-nsfw', '0'],
      ],
    }),
  },
  'emoji-in-fields': {
    title: 'a name with emoji, in UTF-8',
    ...oddAnswer({ fields: [['icy-name', asUtf8('Radio 🎷 Zürich 📻')]] }),
  },
  'latin1-in-fields': {
    title: 'a name in ISO-8859-1',
    ...oddAnswer({ fields: [['icy-name', 'Radio Z\xfcrich']] }),
  },
  'long-field': {
    title: 'a description of 4 KiB',
    ...oddAnswer({ fields: [['icy-description', 'jazz '.repeat(820)]] }),
  },
  late: {
    title: 'an answer that takes some seconds',
    ...oddAnswer({ delay: 'longContinue' }),
  },
  redirect: {
    title: 'a redirect to another path (302)',
    play: [
      { status: 302, fields: [['Location', '{origin}/moved{mount}']] },
      streamed({ metadata: plainMetadata }),
    ],
    until: untilRead(readOn),
    expect: { 'ICY2-OVR-01': followsRedirect },
  },
  'not-found': {
    title: 'a mount point that is not there (404)',
    play: [{ status: 404 }],
    until: { requests: 1 + requestsTolerated + 1, orQuietFor: 'refusal' },
    expect: { 'ICY2-OVR-01': doesNotHammer },
  },
  busy: {
    title: 'a server that has no room for further listeners (503)',
    play: [{ status: 503 }],
    until: { requests: 1 + requestsTolerated + 1, orQuietFor: 'refusal' },
    expect: { 'ICY2-OVR-01': doesNotHammer },
  },
});

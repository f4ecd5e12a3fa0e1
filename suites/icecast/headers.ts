/** What a source says of its stream: whether it is announced, and survives its way. */
import { survived } from '../../src/scenario/checks/answers.ts';
import { announced, notEchoed, readableStatistics, unharmed } from '../../src/scenario/checks/announced.ts';
import { silent, under } from '../../src/scenario/combine.ts';
import { suite } from '../../src/scenario/scenario.ts';
import { awaitFinal, endOf, finish, frames, join, put, source } from '../../src/scenario/stimulus.ts';
import type { RequestPlan, Step } from '../../src/scenario/stimulus.ts';

/** A source, a listener who sees what is announced to listeners, and the public statistics. */
const told = (changes: Partial<RequestPlan>): Step[] => [
  ...source(put(changes)),
  frames(40),
  join(),
  { do: 'page', page: 'status', as: 'nobody', until: 'mount-shown' },
  frames(4),
  finish(),
  awaitFinal(),
];

const field = (name: string, value: string): Step[] => told({ fields: [[name, value]] });

/** Each begins in ASCII, by which it is known again where the rest of it was harmed. */
const utf8Names = {
  two: 'Radio Zürich, São Paulo',
  three: 'Radio 東京・北京',
  four: 'Radio 🎧🌍',
} as const;

const markup = 'Tom & “Jerry” say "<b>hello</b>"';

export const headers = suite('icecast/headers', {
  'ice-name': {
    title: 'the name of the stream',
    needs: ['listeners'],
    send: field('Ice-Name', 'Teststream of ingestspec'),
    expect: { 'ICE-REQ-NAME': announced('ice-name', 'Teststream of ingestspec') },
  },
  'ice-description': {
    title: 'the description of the stream',
    needs: ['listeners'],
    send: field('Ice-Description', 'This is just a simple test stream'),
    expect: { 'ICE-REQ-DESCRIPTION': announced('ice-description', 'This is just a simple test stream') },
  },
  'ice-url': {
    title: 'the web page of the stream',
    needs: ['listeners'],
    send: field('Ice-URL', 'http://example.org/ingestspec'),
    expect: { 'ICE-REQ-URL': announced('ice-url', 'http://example.org/ingestspec') },
  },
  'ice-genre': {
    title: 'the genre of the stream',
    needs: ['listeners'],
    send: field('Ice-Genre', 'Testing'),
    expect: { 'ICE-REQ-GENRE': announced('ice-genre', 'Testing') },
  },
  'ice-public': {
    title: 'whether the stream is listed',
    needs: ['listeners'],
    send: field('Ice-Public', '1'),
    expect: { 'ICE-REQ-PUBLIC': announced('ice-public', '1') },
  },
  'ice-name-of-2-byte-characters': {
    title: 'a name with characters of two bytes in UTF-8',
    needs: ['listeners'],
    send: field('Ice-Name', utf8Names.two),
    expect: { 'ICE-CONV-02': under('E-ICE-10', unharmed('ice-name', utf8Names.two)) },
  },
  'ice-name-of-3-byte-characters': {
    title: 'a name with characters of three bytes in UTF-8',
    needs: ['listeners'],
    send: field('Ice-Name', utf8Names.three),
    expect: { 'ICE-CONV-02': under('E-ICE-10', unharmed('ice-name', utf8Names.three)) },
  },
  'ice-name-of-4-byte-characters': {
    title: 'a name with characters of four bytes in UTF-8',
    needs: ['listeners'],
    send: field('Ice-Name', utf8Names.four),
    expect: { 'ICE-CONV-02': under('E-ICE-10', unharmed('ice-name', utf8Names.four)) },
  },
  'invalid-utf-8': {
    title: 'a name that is not UTF-8',
    send: [
      ...source(put({ rawFields: [['Ice-Name', '\xff\xfe Z\xfcrich \xc3']] })),
      frames(20),
      endOf('close'),
    ],
    expect: { 'ICE-CONV-02': under('E-ICE-02', survived) },
  },
  'mixed-case-names': {
    title: 'the name of a header in a case of its own',
    needs: ['listeners'],
    send: field('iCe-NaMe', 'Teststream in mixed case'),
    expect: { 'ICE-REQ-NAME': announced('ice-name', 'Teststream in mixed case') },
  },
  'unknown-icy-header': {
    title: 'an icy-* header that no server knows, and whether listeners are given it',
    needs: ['listeners'],
    send: field('Icy-Ingestspec', 'canary'),
    expect: { 'ICE-PROTO-01': silent(notEchoed('icy-ingestspec')) },
  },
  'user-agent': {
    title: 'the program of the source, in the statistics of the administrator',
    needs: ['admin'],
    send: [
      ...source(put({ userAgent: 'ingestspec-source/1.0' })),
      frames(40),
      { do: 'page', page: 'stats', as: 'admin', until: { shows: 'ingestspec-source/1.0' } },
      frames(4),
      finish(),
      awaitFinal(),
    ],
    expect: { 'ICE-REQ-UA': silent(announced('user-agent', 'ingestspec-source/1.0')) },
  },
  'quotes-and-markup': {
    title: 'a description with quotes and markup in it',
    needs: ['listeners', 'statistics'],
    send: field('Ice-Description', markup),
    expect: { 'ICE-REQ-DESCRIPTION': [announced('ice-description', markup), silent(readableStatistics)] },
  },
});

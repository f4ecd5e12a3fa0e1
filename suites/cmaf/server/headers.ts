/** CMAF headers: missing, of something else, unreadable, sent again, and changed. */
import {
  eachOf,
  headerMissing,
  refusedOrNoted,
  taken,
  turnedDown,
} from '../../../src/scenario/checks/receiver-answers.ts';
import { on } from '../../../src/scenario/select.ts';
import type { HeaderForm } from '../../../src/media/tracks/test-track.ts';
import { fragments, header, media, post, send } from '../../../src/scenario/ingest/media-step.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import { awaitFinal } from '../../../src/scenario/stimulus.ts';
import type { Step } from '../../../src/scenario/stimulus.ts';

const headerAndFragment = (form: HeaderForm): readonly Step[] => send([header(form), fragments(0, 1)]);

export const headers = suite('cmaf/header', {
  missing: {
    title: 'media fragments of a track whose CMAF header was never sent',
    needs: ['activeReceiver'],
    send: send([fragments(0, 2)]),
    expect: { 'DI-GEN-20a': headerMissing, 'DI-GEN-20b': headerMissing, 'DI-CMAF-GP-N1': turnedDown },
  },
  'missing-in-a-later-request': {
    title: 'an empty probe, and media fragments after it without a CMAF header',
    needs: ['activeReceiver'],
    send: [...send([], { conn: 'probe' }), ...send([fragments(0, 1)])],
    expect: { 'DI-GEN-20b': headerMissing },
  },
  'missing-while-media-are-in-flight': {
    title:
      'media fragments without a CMAF header that keep coming, and an answer that should not be lost to them',
    needs: ['activeReceiver'],
    send: [
      { do: 'request', conn: 'source', plan: post() },
      media([fragments(0, 8)], { regardless: true }),
      awaitFinal(),
    ],
    expect: { 'DI-GEN-20b': headerMissing },
  },
  'sent-after-a-412': {
    title: 'media fragments that are refused for want of a header, and then sent again behind it',
    needs: ['activeReceiver'],
    send: [...send([fragments(0, 1)], { conn: 'refused' }), ...send([header(), fragments(0, 1)])],
    expect: { 'DI-CMAF-GP-05b': taken },
  },
  'of-another-track': {
    title: 'a header with a track_ID that the fragments do not have',
    needs: ['activeReceiver'],
    send: headerAndFragment('other-track'),
    expect: { 'DI-GEN-20a': headerMissing, 'DI-GEN-20b': headerMissing },
  },
  'fragment-of-another-track': {
    title: 'a media fragment with a track_ID that the header does not have, in a request of its own',
    needs: ['activeReceiver'],
    send: [...send([header()], { conn: 'header' }), ...send([fragments(0, 1, 'foreign-track')])],
    expect: { 'DI-GEN-20b': headerMissing },
  },
  'without-moov': {
    title: 'a header that is ftyp alone, and a fragment behind it',
    needs: ['activeReceiver'],
    send: headerAndFragment('without-moov'),
    expect: { 'DI-CMAF-GP-13': turnedDown },
  },
  'moov-first': {
    title: 'a header whose moov stands before its ftyp',
    needs: ['activeReceiver'],
    send: headerAndFragment('moov-first'),
    expect: { 'DI-CMAF-GP-13': refusedOrNoted },
  },
  'broken-moov': {
    title: 'a header whose inner sizes overrun its moov',
    needs: ['activeReceiver'],
    send: headerAndFragment('broken-moov'),
    expect: { 'DI-CMAF-GP-13': turnedDown, 'DI-GEN-19': turnedDown },
  },
  'cut-off': {
    title: 'the first half of a header, and the end of the request',
    needs: ['activeReceiver'],
    send: send([header('cut-off')]),
    expect: { 'DI-CMAF-GP-13': turnedDown },
  },
  again: {
    title: 'the same header once more between the fragments of a request',
    send: send([header(), fragments(0, 2), header(), fragments(2, 2)]),
    expect: { 'DI-CMAF-GP-05b': taken },
  },
  'again-in-another-request': {
    title: 'the same header once more, on another connection, and fragments behind it',
    send: [
      ...send([header(), fragments(0, 2)], { conn: 'first' }),
      ...send([header(), fragments(2, 2)], { conn: 'second' }),
    ],
    expect: { 'DI-CMAF-GP-05b': eachOf(['first', 'second'], (name) => on(name, taken)) },
  },
  'with-another-language': {
    title: 'a header with another language in mid-stream',
    send: send([header(), fragments(0, 2), header('other-language'), fragments(2, 2)]),
    expect: { 'DI-MT-11': taken },
  },
});

/** Text in UTF-8: characters of every length, sequences of them, and bytes that are no text at all. */
import { survived } from '../../../src/scenario/checks/answers.ts';
import { inUtf8, wellFormed } from '../../../src/scenario/checks/icy2-conduct-pages.ts';
import { unharmed } from '../../../src/scenario/checks/icy2-conduct-published.ts';
import type { SentValues } from '../../../src/scenario/checks/icy2-conduct-published.ts';
import { under } from '../../../src/scenario/combine.ts';
import { suite } from '../../../src/scenario/scenario.ts';
import type { ServerScenario } from '../../../src/scenario/scenario.ts';
import { put } from '../../../src/scenario/stimulus.ts';
import { icy2, lookedAt, minimal, pagesForPeople, statistics } from './steps.ts';

/** Each text begins in ASCII, by which it is known again where the rest of it was harmed. */
const texts = {
  two: {
    'icy-name': 'Name: Radio Zürich, São Paulo',
    'icy-genre': 'Genre: Français/Český',
    'icy-podcast-host': 'Host: Zoë Müller and Владимир',
    'icy-podcast-episode': 'Episode 42: Γειά σου',
    'icy-video-title': 'Title: שלום مرحبا',
    'icy-dj-handle': '@dj-señor',
    'icy-hashtags': '#café #naïve #über',
  },
  three: {
    'icy-name': 'Name: 東京・北京',
    'icy-genre': 'Genre: ロック/ポップ',
    'icy-podcast-host': 'Host: 김민수',
    'icy-podcast-episode': 'Episode 42: नमस्ते',
    'icy-video-title': 'Title: “สวัสดี” – €5 ☃',
    'icy-dj-handle': '@dj-東京',
    'icy-hashtags': '#音楽 #東京 #ライブ',
  },
  four: {
    'icy-name': 'Name: 🎧🌍',
    'icy-genre': 'Genre: 𝔉𝔬𝔩𝔨',
    'icy-podcast-host': 'Host: 𠮷田',
    'icy-podcast-episode': 'Episode 42: 𝕷𝖎𝖛𝖊',
    'icy-video-title': 'Title: 🎬🎤',
    'icy-dj-handle': '@dj-🎛',
    'icy-hashtags': '#🎵 #🔥 #💿',
    'icy-emoji': '🎵🔥🎧💿',
  },
  sequences: {
    'icy-name': 'Name: 👩‍🎤 👨‍👩‍👧‍👦',
    'icy-podcast-host': 'Host: 👋🏽 🤘🏿',
    'icy-video-title': 'Title: 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🇯🇵 🇧🇷',
    'icy-emoji': '❤️‍🔥🏳️‍🌈1️⃣',
  },
} as const;

const kept = (title: string, values: SentValues): ServerScenario => ({
  title,
  needs: ['icy2', 'statistics'],
  send: lookedAt(icy2(values), ...statistics),
  expect: { 'ICY2-ENC-01': under('E-ICY-24', unharmed(values)) },
});

const core = { 'icy-name': 'Radio Zürich 東京 🎧', 'icy-genre': 'Français/Český' };

const noText = [
  ['icy-name', 'Radio \xff\xfe Z\xfcrich \xc3'],
  ['icy-genre', 'Fran\xe7ais'],
  ['icy-podcast-host', 'Host \xc3\x28 \xf0\x9f\x8e'],
  ['icy-video-title', 'Title \xed\xa0\x80 \xc0\xaf \xf4\x90\x80\x80'],
] as const;

export const encoding = suite('icy2/encoding', {
  'two-byte-characters': kept('text with characters of two bytes in UTF-8', texts.two),
  'three-byte-characters': kept('text with characters of three bytes in UTF-8', texts.three),
  'four-byte-characters': kept('text with characters of four bytes in UTF-8', texts.four),
  'emoji-sequences': kept(
    'emoji that are sequences of characters: families, skin tones, flags',
    texts.sequences,
  ),
  'name-of-an-icy1-source': {
    title: 'a name and a genre that are not ASCII, of a source that announces no version',
    needs: ['statistics'],
    send: lookedAt(put({ fields: Object.entries(core) }), ...statistics),
    expect: { 'ICY2-ENC-01': under('E-ICY-24', unharmed(core)) },
  },
  'invalid-utf-8': {
    title: 'fields with bytes that are no UTF-8, and the pages that show them',
    needs: ['statistics'],
    send: lookedAt(
      put({
        fields: [
          ['icy-metadata-version', minimal['icy-metadata-version']],
          ['icy-station-id', minimal['icy-station-id']],
        ],
        rawFields: noText,
      }),
      ...statistics,
      ...pagesForPeople,
    ),
    expect: { 'ICY2-ENC-01': [survived, wellFormed, inUtf8] },
  },
});

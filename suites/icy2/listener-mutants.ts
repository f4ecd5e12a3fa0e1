/** For every scenario of listeners, the deviation of ours that it must catch. */
import type { ListenerQuirk } from '../../src/scenario/icy2/listener-quirks.ts';
import { listener } from '../../src/scenario/mutant.ts';
import type { Mutant } from '../../src/scenario/mutant.ts';
import type { icy2ListenerScenarios } from './listener.ts';

/** There is one clause that says what listeners may count on. */
const breaks = (quirk: ListenerQuirk): Mutant => listener(quirk, 'ICY2-OVR-01');

export const icy2ListenerMutants = {
  'icy2/listener/request/form': breaks('asks-for-a-wrong-target'),
  'icy2/listener/request/metadata': breaks('does-not-ask-for-metadata'),
  'icy2/listener/request/host': breaks('asks-without-host'),
  'icy2/listener/request/user-agent': breaks('asks-namelessly'),

  'icy2/listener/answer/icy-status-line': breaks('gives-up-on-icy'),
  'icy2/listener/answer/http-1.0': breaks('gives-up-on-http-1.0'),
  'icy2/listener/answer/chunked': breaks('gives-up-on-chunks'),
  'icy2/listener/answer/without-metaint': breaks('gives-up-without-metaint'),
  'icy2/listener/answer/without-content-type': breaks('gives-up-without-content-type'),
  'icy2/listener/answer/icy2-fields': breaks('gives-up-on-unknown-fields'),
  'icy2/listener/answer/emoji-in-fields': breaks('gives-up-on-utf8-fields'),
  'icy2/listener/answer/latin1-in-fields': breaks('gives-up-on-latin1-fields'),
  'icy2/listener/answer/long-field': breaks('gives-up-on-long-fields'),
  'icy2/listener/answer/late': breaks('impatient-for-answer'),
  'icy2/listener/answer/redirect': breaks('ignores-redirects'),
  'icy2/listener/answer/not-found': breaks('hammers'),
  'icy2/listener/answer/busy': breaks('hammers'),

  'icy2/listener/metaint/8192': breaks('takes-metadata-for-audio'),
  'icy2/listener/metaint/1': breaks('gives-up-on-small-metaint'),
  'icy2/listener/metaint/2147483648': breaks('gives-up-on-huge-metaint'),
  'icy2/listener/metaint/4294975488': breaks('truncates-metaint'),
  'icy2/listener/metaint/1000000000000': breaks('gives-up-on-huge-metaint'),
  'icy2/listener/metaint/0': breaks('gives-up-on-zero-metaint'),
  'icy2/listener/metaint/negative': breaks('gives-up-on-junk-metaint'),
  'icy2/listener/metaint/empty': breaks('gives-up-on-zero-metaint'),
  'icy2/listener/metaint/word': breaks('gives-up-on-junk-metaint'),

  'icy2/listener/block/empty': breaks('gives-up-on-empty-blocks'),
  'icy2/listener/block/longest': breaks('gives-up-on-long-blocks'),
  'icy2/listener/block/zeros': breaks('wants-a-title'),
  'icy2/listener/block/title-changes': breaks('gives-up-on-change'),
  'icy2/listener/block/quotes-in-title': breaks('gives-up-on-quotes'),
  'icy2/listener/block/empty-title': breaks('gives-up-on-change'),
  'icy2/listener/block/emoji-in-title': breaks('gives-up-on-utf8'),
  'icy2/listener/block/bad-utf8-in-title': breaks('stops-reading-after-bad-block'),
  'icy2/listener/block/latin1-in-title': breaks('gives-up-on-utf8'),
  'icy2/listener/block/url-alone': breaks('wants-a-title'),
  'icy2/listener/block/unknown-keys': breaks('gives-up-on-unknown-keys'),
  'icy2/listener/block/unterminated': breaks('wants-an-end'),
  'icy2/listener/block/no-metadata': breaks('wants-a-title'),
  'icy2/listener/block/byte-by-byte': breaks('gives-up-on-slices'),

  'icy2/listener/flow/pause': breaks('impatient'),
  'icy2/listener/flow/pause-inside-block': breaks('impatient'),

  'icy2/listener/end/before-a-block': breaks('never-comes-back'),
  'icy2/listener/end/inside-a-block': breaks('never-comes-back'),
  'icy2/listener/end/reset': breaks('never-comes-back-after-reset'),
} as const satisfies Record<keyof typeof icy2ListenerScenarios, Mutant>;

/** Further deviations. */
export const furtherIcy2ListenerMutants: readonly (readonly [keyof typeof icy2ListenerScenarios, Mutant])[] =
  [
    ['icy2/listener/block/bad-utf8-in-title', breaks('gives-up-on-utf8')],
    ['icy2/listener/answer/chunked', breaks('takes-metadata-for-audio')],
    ['icy2/listener/end/reset', breaks('never-comes-back')],
  ];

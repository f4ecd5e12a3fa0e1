/**
 * What must have come for a sentence about media to have anything to say. Most sentences speak of every track; those
 * here speak of some, and rules that are asked of every track say nothing of them where the thing itself is missing.
 */
import { childrenOf, everyBox, find } from '../../media/isobmff/box.ts';
import type { MediaKind } from '../../media/tracks/test-track.ts';
import type { TrackEvent } from '../../rules/model/event.ts';
import type { Track } from '../../rules/model/track.ts';
import type { ClauseId } from '../../spec/index.ts';
import type { ReceivedMedia, ReceivedPair, ReceivedTrack } from './received-media.ts';

export interface Occasion {
  /** What is spoken of, as a noun phrase that can follow “no”. */
  readonly thing: string;
  readonly came: (media: ReceivedMedia) => boolean;
  /** The tracks that are spoken of: what is found in others is no matter of this sentence. */
  readonly isAbout?: (track: ReceivedTrack) => boolean;
  /** The box that is spoken of, where rules about several boxes decide. */
  readonly box?: string;
}

const someTrack = (thing: string, is: (track: ReceivedTrack) => boolean): Occasion => ({
  thing,
  came: ({ tracks }) => tracks.some(is),
  isAbout: is,
});

/** Codings that tell what a track is for, though its handler may say otherwise. */
const codings: Readonly<Record<MediaKind, readonly string[]>> = {
  video: [],
  audio: [],
  text: ['wvtt', 'stpp'],
  metadata: ['urim'],
};

const isOf =
  (...kinds: readonly MediaKind[]) =>
  ({ sent, track }: ReceivedTrack): boolean =>
    kinds.some((kind) => sent.kind === kind || codings[kind].includes(track.trak?.original ?? ''));

const ofKind = (kind: MediaKind, thing: string): Occasion => someTrack(thing, isOf(kind));

const isCoded =
  (...names: readonly string[]) =>
  ({ track }: ReceivedTrack): boolean =>
    names.includes(track.trak?.original ?? '');

const coded = (thing: string, ...names: readonly string[]): Occasion => someTrack(thing, isCoded(...names));

const branded = (brand: string): Occasion =>
  someTrack(`track with the brand ${brand}`, ({ track }) =>
    track.headers.some(({ brands }) => brands.has(brand)),
  );

const hasBox = ({ headers }: Track, type: string): boolean =>
  headers.some(({ moov }) => moov !== undefined && [...everyBox(moov)].some((box) => box.type === type));

const boxed = (type: string, kinds: readonly MediaKind[]): Occasion => ({
  ...someTrack(`header with ${type}`, (one) => isOf(...kinds)(one) && hasBox(one.track, type)),
  isAbout: isOf(...kinds),
});

const heardOrShown = ['video', 'audio'] as const;

const event = (thing: string, is: (event: TrackEvent) => boolean = () => true): Occasion => ({
  ...someTrack(thing, (one) => isOf('metadata')(one) && (one.track.events ?? []).some(is)),
  // One that cannot be read is none that is known.
  isAbout: isOf('metadata'),
});

const anyEvent = event('event message in a metadata track');
const cue = event('cue of SCTE 35', ({ splice }) => splice);
const ofScheme = (scheme: string): Occasion =>
  event(`event of the scheme ${scheme}`, ({ scheme_id_uri }) => scheme_id_uri === scheme);

const twoFragments: Occasion = {
  thing: 'second fragment of a track',
  came: ({ tracks }) => tracks.some(({ track }) => track.chunks > 1),
};

/** The first and the last may be cut short, so that those in between tell. */
const threeFragments: Occasion = {
  thing: 'track of three fragments',
  came: ({ tracks }) => tracks.some(({ track }) => track.grid.count > 2),
};

const twoTracks: Occasion = {
  thing: 'second track beside the first',
  // One whose fragments nothing tells apart has no times to compare.
  came: ({ tracks }) => tracks.filter(({ track }) => track.grid.count > 0).length > 1,
};

const inSet = (type: string): Occasion => ({
  box: type,
  thing: `switching set with ${type}`,
  came: ({ sets }) => sets.some((set) => set.some((track) => hasBox(track, type))),
});

const somePair = (thing: string, is: (pair: ReceivedPair) => boolean): Occasion => ({
  thing,
  came: ({ pairs }) =>
    pairs.some((pair) => pair.first.grid.count > 0 && pair.second.grid.count > 0 && is(pair)),
});
const pair = somePair('track of two instances', () => true);
const takeover = somePair('instance that took over', ({ replaced }) => replaced);

const interrupted = someTrack('media after a request that had failed', ({ sent: { posts } }) =>
  posts.slice(0, -1).some(({ exchange: { request, response } }) => {
    const status = response?.head.status ?? 0;
    return request.body.length > 0 && (!request.body.complete || status >= 400);
  }),
);

const headerAgain = someTrack('header that was sent again', ({ track }) => track.headers.length > 1);

const languageOf = ({ headers }: Track): ReadonlySet<string> =>
  new Set(
    headers.map(({ traks: [trak] }) => {
      const elng = find(trak?.box, 'mdia/elng');
      return `${trak?.language ?? ''} ${elng === undefined ? '' : String(elng.size)}`;
    }),
  );

const otherLanguage = (...kinds: readonly MediaKind[]): Occasion =>
  someTrack('change of the language', (one) => isOf(...kinds)(one) && languageOf(one.track).size > 1);

const never: Occasion = { thing: 'sample of unknown duration', came: () => false };

const text = ofKind('text', 'track of timed text');
const metadata = ofKind('metadata', 'track of timed metadata');
const webVtt = coded('track of WebVTT', 'wvtt');
const ttml = coded('track of TTML', 'stpp');
const picture = ofKind('video', 'video track');
const sound = ofKind('audio', 'audio track');
const hasParametersInHeader = isCoded('avc1', 'avc2', 'hvc1');
const seenOrHeard = someTrack('track of video or audio', isOf('video', 'audio'));
const end: Occasion = { thing: 'end of the event', came: ({ ended }) => ended };

/** What a scenario as a whole is about. Where it does not come although the target has it, nothing can be said. */
export const given = {
  audio: sound,
  text,
  metadata,
  tracks: twoTracks,
  set: { thing: 'switching set', came: ({ sets }) => sets.length > 0 },
  interruption: interrupted,
  end,
  pair,
  takeover,
} as const satisfies Record<string, Occasion>;

export type Given = keyof typeof given;

/** By clause, what it speaks of where that is not every track. */
export const mediaOccasions: { readonly [Id in ClauseId]?: Occasion } = {
  'DI-INTRO-02': twoFragments,
  'DI-INTRO-03': pair,
  'DI-INTRO-04': twoTracks,
  'DI-DEF-elng': boxed('elng', [...heardOrShown, 'text']),
  'DI-DEF-mfra': end,
  'DI-GEN-14a': interrupted,
  'DI-CMAF-GC-02': twoFragments,
  'DI-CMAF-GC-05': pair,
  'DI-CMAF-GC-06': twoTracks,
  'DI-CMAF-GC-12': twoTracks,
  'DI-CMAF-GP-04a': interrupted,
  'DI-CMAF-GP-04b': interrupted,
  'DI-CMAF-GP-05b': {
    thing: 'header that was sent again, or that ought to be',
    came: (media) => headerAgain.came(media) || interrupted.came(media),
  },
  'DI-CMAF-GP-06a': end,
  'DI-CMAF-GP-07': twoTracks,
  'DI-CMAF-GP-09': twoFragments,
  'DI-CMAF-GP-10': twoFragments,
  'DI-MT-03a': threeFragments,
  'DI-MT-03b': threeFragments,
  'DI-MT-04': threeFragments,
  'DI-MT-05a': picture,
  'DI-MT-05b': sound,
  'DI-MT-08': someTrack('fragment of several chunks', ({ track }) => track.chunks > track.grid.count),
  'DI-MT-07': seenOrHeard,
  'DI-MT-09a': someTrack('track of avc1 or hvc1', hasParametersInHeader),
  'DI-MT-09b': someTrack(
    'second header of a track of avc1 or hvc1',
    (one) => hasParametersInHeader(one) && one.track.headers.length > 1,
  ),
  'DI-MT-10': coded('track of avc3 or hev1', 'avc3', 'avc4', 'hev1', 'hev2'),
  'DI-MT-11': otherLanguage(...heardOrShown),
  'DI-MT-12a': seenOrHeard,
  'DI-MT-12b': boxed('kind', heardOrShown),
  'DI-SWS-elst': inSet('elst'),
  'DI-SWS-mehd': inSet('mehd'),
  'DI-SWS-meta': inSet('meta'),
  'DI-SWS-udta': inSet('udta'),
  'DI-SWS-cprt': inSet('cprt'),
  'DI-SWS-kind': inSet('kind'),
  'DI-SWS-elng': inSet('elng'),
  'DI-SWS-vmhd': inSet('vmhd'),
  'DI-SWS-smhd': inSet('smhd'),
  'DI-SWS-sthd': inSet('sthd'),
  'DI-SWS-dref': inSet('dref'),
  'DI-TT-01': text,
  'DI-TT-02a': webVtt,
  'DI-TT-02b': ttml,
  'DI-TT-03': ttml,
  'DI-TT-04': webVtt,
  'DI-TT-05': ttml,
  'DI-TT-06': text,
  'DI-TT-07': picture,
  'DI-TT-08': text,
  'DI-TT-08a': branded('cwvt'),
  'DI-TT-08b': branded('im1t'),
  'DI-TT-08c': branded('im1i'),
  'DI-TT-09': text,
  'DI-TT-10': otherLanguage('text'),
  'DI-TT-11a': text,
  'DI-TT-11b': boxed('kind', ['text']),
  'DI-TT-N1': someTrack(
    'text track with several roles',
    (one) => isOf('text')(one) && childrenOf(find(one.track.trak?.box, 'udta'), 'kind').length > 1,
  ),
  'DI-TT-N2': boxed('kind', ['text']),
  'DI-TM-P1': metadata,
  'DI-TM-P2': anyEvent,
  'DI-TM-P4': anyEvent,
  'DI-TM-P5': anyEvent,
  'DI-T4-mpeg': metadata,
  'DI-T4-dvb': ofScheme('urn:dvb:iptv:cpm:2014'),
  'DI-T4-scte': cue,
  'DI-T4-nielsen': ofScheme('www.nielsen.com:id3:v1'),
  'DI-T5-scheme_id_uri': cue,
  'DI-T5-value': cue,
  'DI-T5-timescale': cue,
  'DI-T5-presentation_time_delta': cue,
  'DI-T5-event_duration': cue,
  'DI-T5-id': cue,
  'DI-T5-message_data': cue,
  'DI-TM-P8': anyEvent,
  'DI-TM-01a': metadata,
  'DI-TM-01b': metadata,
  'DI-TM-03': metadata,
  'DI-TM-04': metadata,
  'DI-TM-05': anyEvent,
  'DI-TM-06a': anyEvent,
  'DI-TM-06b': anyEvent,
  'DI-TM-09': anyEvent,
  'DI-TM-11': metadata,
  'DI-TM-12': anyEvent,
  'DI-TM-13': anyEvent,
  'DI-TM-14a': cue,
  'DI-TM-14b': cue,
  'DI-TM-14c': cue,
  'DI-TM-15': never,
  'DI-FO-04': pair,
  'DI-FO-05a': pair,
  'DI-FO-05b': pair,
  'DI-FO-05c': pair,
  'DI-FO-06': pair,
  'DI-FO-07b': takeover,
  'DI-FO-07c': takeover,
};

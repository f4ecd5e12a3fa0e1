/** What the objects of a presentation are called, below the publishing point, and how manifests refer to them. */
import { objectTypes } from '../../manifest/object-types.ts';
import type { ObjectExtension } from '../../manifest/object-types.ts';
import { extensionOf } from '../../scenario/ingest/object-step.ts';
import type { MediaKind, SourceTrack } from '../../media/tracks/test-track.ts';
import type { PresentationPlan } from '../../scenario/scenario.ts';
import { authorityOf, below } from '../ingest-source/place.ts';
import type { Place } from '../ingest-source/place.ts';
import type { Quirks } from '../ingest-source/request.ts';

/** What stands for a number, a time and a track in the names of an MPD (ISO/IEC 23009-1, 5.3.9.4.4). */
export const templated = { number: '$Number$', time: '$Time$', track: '$RepresentationID$' } as const;

/** What is put into a name: numbers as they are written. */
export interface NamedSegment {
  readonly number: number | typeof templated.number;
  /** baseMediaDecodeTime. */
  readonly time: bigint | typeof templated.time;
}

/** A track as far as its name goes. */
export type NamedTrack = Pick<SourceTrack, 'name' | 'kind'>;

/** Paths below the publishing point. */
export interface Naming {
  readonly mpd: string;
  readonly multivariant: string;
  playlist(track: NamedTrack): string;
  header(track: NamedTrack): string;
  media(track: NamedTrack, segment: NamedSegment): string;
  /** Where a playlist has copies of its own of what an MPD names. */
  copy(track: NamedTrack, segment: NamedSegment): string;
  key(track: NamedTrack, number: number): string;
  /** The reference from a manifest to an object. */
  reference(from: string, to: string): string;
}

const extensions: Readonly<Record<'cmaf' | 'mp4', Readonly<Record<MediaKind, string>>>> = {
  cmaf: { video: '.cmfv', audio: '.cmfa', text: '.cmft', metadata: '.cmfm' },
  mp4: { video: '.m4v', audio: '.m4a', text: '.mp4', metadata: '.mp4' },
};

/** Whether media go out as transport streams. */
export const sendsTransportStreams = ({ names }: PresentationPlan, quirks: Quirks): boolean =>
  names === 'ts' || quirks.has('ts-in-dash') || quirks.has('ts-as-m4s');

const mediaExtension = (kind: MediaKind, plan: PresentationPlan, quirks: Quirks): string => {
  if (quirks.has('no-extension')) return '';
  if (quirks.has('other-extension')) return '.bin';
  if (quirks.has('cmaf-as-ts')) return '.ts';
  if (quirks.has('ts-as-m4s')) return '.m4s';
  if (sendsTransportStreams(plan, quirks)) return '.ts';
  if (quirks.has('wrong-kind-of-extension')) {
    if (kind === 'audio') return '.cmfv';
    if (kind === 'video') return '.cmfa';
  }
  return plan.names === 'm4s' ? '.m4s' : extensions[plan.names === 'mp4' ? 'mp4' : 'cmaf'][kind];
};

/** The media type of an object by its path; of media without a known extension that of its track. */
export const typeOf = (path: string, usual: string, quirks: Quirks): string | undefined => {
  if (quirks.has('no-content-type')) return undefined;
  if (quirks.has('octet-stream')) return 'application/octet-stream';
  const extension = extensionOf(path);
  if (extension === '.mpd' && quirks.has('mpd-as-playlist')) return 'application/x-mpegURL';
  return Object.hasOwn(objectTypes, extension) ? objectTypes[extension as ObjectExtension][0] : usual;
};

/** The path from one object to another below the same publishing point. */
const relative = (from: string, to: string): string => {
  const folders = from.split('/').slice(0, -1);
  const steps = to.split('/');
  const shared = folders.findIndex((folder, i) => folder !== steps[i]);
  const common = shared < 0 ? folders.length : shared;
  return [...folders.slice(common).map(() => '..'), ...steps.slice(common)].join('/');
};

const schemeOf = ({ secure }: Place): string => (secure ? 'https' : 'http');

/** How many names a source knows that uses them again, and where it counts down from. */
const fewNames = 3;
const highNumber = 1_000_000;

export interface NamingOptions {
  readonly plan: PresentationPlan;
  readonly quirks: Quirks;
  readonly event: string;
  /** The publishing point. */
  readonly home: Place;
  readonly deliveryUrl?: string | undefined;
  /** The number of the segment that the source began with. */
  readonly firstSegment: number;
  /** It is the second receiving entity that these names are for. */
  readonly isSecondReceiver: boolean;
}

/** The number that stands in the name of a segment. */
export const writtenNumber = (number: number, { quirks, firstSegment }: NamingOptions): number => {
  if (quirks.has('reuses-names')) return number % fewNames;
  if (quirks.has('falling-numbers')) return highNumber - number;
  return quirks.has('numbers-from-its-own-start') ? number - firstSegment : number;
};

export const namingOf = (options: NamingOptions): Naming => {
  const { plan, quirks, event, home, deliveryUrl } = options;
  const manifests = quirks.has('same-manifest-each-session') ? 'live' : event;
  const objects = quirks.has('same-names-each-session') ? 'media' : event;
  const [mpd, m3u8] = quirks.has('xml-manifests') ? ['xml', 'txt'] : ['mpd', 'm3u8'];
  const other = quirks.has('other-names-at-second-receiver') && options.isSecondReceiver ? '-b' : '';

  const folderOf = ({ name }: NamedTrack): string => `${objects}/${name}`;
  const numberOf = ({ number, time }: NamedSegment): string => {
    if (plan.addressing === 'time') return String(time);
    return String(typeof number === 'number' ? writtenNumber(number, options) : number);
  };
  const media = (track: NamedTrack, kept: string, segment: NamedSegment): string => {
    const extension = mediaExtension(track.kind, plan, quirks);
    const number = numberOf(segment);
    const folder = folderOf(track);
    if (quirks.has('names-without-number')) return `${folder}${kept}${other}/${number}/media${extension}`;
    const separator = quirks.has('number-runs-on') ? '1' : '-';
    return `${folder}/${track.name}${kept}${other}${separator}${number}${extension}`;
  };

  const absolute = (): string | undefined => {
    if (deliveryUrl !== undefined && !quirks.has('ignores-the-delivery-path')) return deliveryUrl;
    const path = home.target.replace(/\?.*$/s, '');
    if (quirks.has('absolute-urls')) return `${schemeOf(home)}://${authorityOf(home)}${path}`;
    return quirks.has('rooted-urls') ? path : undefined;
  };
  const base = absolute();

  return {
    mpd: `${manifests}/live.${mpd ?? ''}`,
    multivariant: `${manifests}/live.${m3u8 ?? ''}`,
    playlist: ({ name }) => `${manifests}/${name}/playlist.${m3u8 ?? ''}`,
    header: (track) =>
      quirks.has('init-as-m4s')
        ? `${folderOf(track)}/init-${track.name}.m4s`
        : `${folderOf(track)}/${track.name}${other}.${quirks.has('init-as-header') ? 'header' : 'init'}`,
    media: (track, segment) => media(track, '', segment),
    copy: (track, segment) => media(track, '-copy', segment),
    key: (track, number) =>
      `${folderOf(track)}/key-${String(number)}.${quirks.has('key-as-bin') ? 'bin' : 'key'}`,
    reference: (from, to) => (base === undefined ? relative(from, to) : below(base, to)),
  };
};

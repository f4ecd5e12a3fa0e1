/** What the rules of the validator say of a presentation that an ingest source published by interface 2. */
import type { Finding } from '../../rules/finding.ts';
import type { RuleId } from '../../rules/facts/index.ts';
import type { ObjectInput, TrackInput } from '../../rules/input.ts';
import { judge } from '../../rules/judge.ts';
import type { Track } from '../../rules/model/track.ts';
import { defaultSettings } from '../../rules/settings.ts';
import type { Settings } from '../../rules/settings.ts';
import type { Observations, Place } from '../../trace/observations.ts';
import { placeOf } from './posts.ts';
import { addressOf, encryptedIn, endEventOf, isThere, renditionsOf } from './presented.ts';
import { uploadsOf } from './published.ts';
import type { Upload } from './published.ts';

/** The first access unit of each fragment is read, as for interface 1. */
const settings: Settings = { ...defaultSettings, session: true, deep: 'first-sample' };

export interface PublicationFinding {
  readonly finding: Finding;
  readonly evidence: readonly Place[];
}

export interface JudgedPublication {
  readonly findings: readonly PublicationFinding[];
  readonly exercised: ReadonlySet<RuleId>;
  /** The tracks of CMAF that could be read, by the renditions that they are. */
  readonly tracks: readonly { readonly key: string; readonly track: Track }[];
  /** The objects that were judged. */
  readonly objects: readonly Upload[];
}

/** The path from the root, so that references from the root lead to it too. */
export const nameOf = ({ path }: Upload): string => addressOf(path).replace(/^\/+/, '');

const inputOf = (upload: Upload): ObjectInput => ({
  name: nameOf(upload),
  bytes: upload.body,
  ...(upload.contentType === undefined ? {} : { contentType: upload.contentType }),
});

/** Objects in the order in which they were whole, up to the first that the trace did not keep. */
const storedInOrder = (seen: Observations): readonly Upload[] => {
  const encrypted = encryptedIn(seen);
  const there = uploadsOf(seen)
    .filter((upload) => isThere(upload) && upload.relative !== undefined)
    .sort((one, other) => endEventOf(one) - endEventOf(other));
  const cut = there.findIndex(({ whole }) => !whole);
  return (cut === -1 ? there : there.slice(0, cut)).filter(({ path }) => !encrypted.has(addressOf(path)));
};

/** Each rendition as a track: its CMAF headers and its media, each once. */
const tracksOf = (seen: Observations, objects: ReadonlySet<Upload>): readonly TrackInput[] =>
  renditionsOf(seen).flatMap(({ key, headers, media }) => {
    const own = [...headers, ...media].filter((one) => objects.has(one) && one.kind !== 'transport-stream');
    return own.length === 0 ? [] : [{ name: key, objects: own.map(inputOf) }];
  });

const look = (seen: Observations): JudgedPublication => {
  const objects = storedInOrder(seen);
  const tracks = tracksOf(seen, new Set(objects));
  const judgement = judge({ tracks, publication: objects.map(inputOf), presentation: true }, settings);
  const byName = new Map<string, Upload[]>();
  for (const upload of objects) {
    const name = nameOf(upload);
    byName.set(name, [...(byName.get(name) ?? []), upload]);
  }
  const located = (finding: Finding): PublicationFinding => ({
    finding,
    evidence: [finding, ...finding.more].flatMap(({ object, offset }) => {
      // Of several versions of a manifest the last one that is so long.
      const upload = byName.get(object)?.findLast(({ body }) => body.length > offset);
      return upload === undefined ? [] : [placeOf(upload.post, offset)];
    }),
  });
  const all = [
    ...judgement.tracks.flatMap(({ findings }) => findings),
    ...judgement.together.flatMap(({ findings }) => findings),
  ];
  return {
    findings: all.map(located),
    exercised: judgement.exercised,
    tracks: judgement.tracks.map(({ name, track }) => ({ key: name, track })),
    objects,
  };
};

const known = new WeakMap<Observations, JudgedPublication>();

/** What the rules say of all that was published, read once. */
export const judgedPublication = (seen: Observations): JudgedPublication => {
  const made = known.get(seen) ?? look(seen);
  known.set(seen, made);
  return made;
};

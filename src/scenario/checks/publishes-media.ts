/** The objects and manifests of interface 2 as the rules of the validator judge them. */
import { childrenOf, find } from '../../media/isobmff/box.ts';
import { matchGrids } from '../../rules/model/grid-match.ts';
import { rules } from '../../rules/rules.ts';
import type { RuleId } from '../../rules/facts/index.ts';
import type { Severity } from '../../rules/facts/facts.ts';
import type { Track } from '../../rules/model/track.ts';
import type { ClauseId } from '../../spec/index.ts';
import type { Observations, Place } from '../../trace/observations.ts';
import type { Check, Outcome } from '../check.ts';
import { broken, met, noted } from '../combine.ts';
import { judgedPublication, nameOf } from '../ingest/judged-publication.ts';
import { renditionsOf } from '../ingest/presented.ts';
import { manifestsOf } from '../ingest/published.ts';
import type { Upload } from '../ingest/published.ts';
import { quoted } from './client-select.ts';
import { counted, everyOne, headOf, notThere } from './ingest-select.ts';
import { uploadedAsMade } from './publishes-requests.ts';

const gravest: readonly Severity[] = ['error', 'warning', 'info'];

const rulesOf = (clause: ClauseId): readonly RuleId[] =>
  (Object.keys(rules) as RuleId[]).filter((id) => {
    const rule = rules[id];
    return rule.about !== 'excluded' && rule.decides?.includes(clause) === true;
  });

interface Spoken {
  /** Of what a sentence speaks, as a noun phrase that can follow “no”. */
  readonly thing: string;
  readonly is: (upload: Upload) => boolean;
}

const named = (...extensions: readonly string[]): Spoken => ({
  thing: `object named ${extensions.join(', ').replace(/, ([^,]*)$/, ' or $1')}`,
  is: ({ extension }) => extensions.includes(extension),
});

/** Of which objects each clause speaks. */
const spoken: { readonly [Id in ClauseId]?: Spoken } = {
  'DI-I2-00c': { thing: 'CMAF', is: ({ kind }) => kind === 'media' || kind === 'header' },
  'DI-I2-IC-01a': { thing: 'manifest', is: ({ kind }) => kind === 'mpd' || kind === 'playlist' },
  'DI-I2-FMT-ISOBMFF': named('.mp4', '.m4v', '.m4a'),
  'DI-I2-FMT-CMAF': named('.cmfv', '.cmfa', '.cmfm', '.cmft'),
  'DI-I2-FMT-TS': {
    thing: 'transport stream',
    is: ({ kind, extension }) => kind === 'transport-stream' || extension === '.ts',
  },
  'DI-I2-FMT-MPD': { thing: 'MPD', is: ({ kind }) => kind === 'mpd' },
  'DI-I2-FMT-M3U8': { thing: 'playlist', is: ({ kind }) => kind === 'playlist' },
};

/** What was published meets a clause, by every rule that decides it. A finding that only informs is recorded. */
export const publicationMeets = (clause: ClauseId): Check => {
  const deciding = rulesOf(clause);
  const about = spoken[clause];
  return (seen) => {
    const { findings, exercised, objects } = judgedPublication(seen);
    if (objects.length === 0) return notThere(seen, 'no whole object came');
    const things = objects.filter((upload) => about?.is(upload) !== false);
    const found = findings.filter(
      ({ finding }) =>
        deciding.includes(finding.rule) &&
        (about === undefined ||
          clause === 'DI-I2-IC-01a' ||
          things.some((upload) => nameOf(upload) === finding.object)),
    );
    const [worst] = gravest.flatMap((severity) =>
      found.filter(({ finding }) => finding.severity === severity),
    );
    if (worst !== undefined) {
      const { finding, evidence } = worst;
      const { message, actual, expected, rule, object, box, severity, count } = finding;
      const where = `in ${box === '' ? '' : `${box} of `}${quoted(object)} (${rule}${count > 1 ? `, ${String(count)} times` : ''})`;
      const more = found.length > 1 ? `; ${counted(found.length - 1, 'further finding')}` : '';
      const words = `${actual === undefined ? message : `${message}: ${actual}`}, ${where}${more}`;
      if (severity === 'info') return noted(words, ...evidence);
      const outcome = broken(expected ?? `what ${rule} asks: ${rules[rule].says}`, words, ...evidence);
      return severity === 'error' ? outcome : { ...outcome, atMost: 'should' };
    }
    if (things.length === 0)
      return {
        outcome: 'skipped',
        why: `no ${about?.thing ?? 'object'} came, of which this sentence speaks`,
      };
    const asked = deciding.filter((id) => exercised.has(id));
    return asked.length > 0
      ? met(`${counted(asked.length, 'rule')}, ${counted(things.length, 'object')}`)
      : { outcome: 'skipped', why: 'nothing came of which this sentence speaks' };
  };
};

/** Several clauses, each met by what was published. */
export const publicationMeetsAll = <const Ids extends readonly ClauseId[]>(
  ...clauses: Ids
): { readonly [Id in Ids[number]]: Check } =>
  Object.fromEntries(clauses.map((clause) => [clause, publicationMeets(clause)])) as {
    readonly [Id in Ids[number]]: Check;
  };

/** Where the first object of a rendition is. */
const placeOfTrack = (seen: Observations, key: string): readonly Place[] =>
  renditionsOf(seen)
    .filter((one) => one.key === key)
    .flatMap(({ headers, media }) => [...headers, ...media].slice(0, 1).map(({ post }) => headOf(post)));

const tracksOf = (seen: Observations, ...kinds: readonly string[]) =>
  judgedPublication(seen).tracks.filter(({ track }) => kinds.includes(track.trak?.kind ?? ''));

const lowest = ({ grid, trak }: Track): string =>
  grid.count === 0 ? 'none' : `${String(grid.time(0))} of ${String(trak?.timescale ?? 0)} ticks a second`;

/** The video renditions have fragments that begin at the same times, so that a player can switch. */
export const alignedRenditions: Check = (seen) => {
  const video = tracksOf(seen, 'video').filter(({ track }) => track.grid.count > 1);
  const [first, ...others] = video;
  if (first === undefined || others.length === 0)
    return notThere(seen, `${counted(video.length, 'rendition')} of video came`);
  for (const { key, track } of others) {
    const [scale, other] = [first.track.trak?.timescale ?? 1, track.trak?.timescale ?? 1];
    const match = matchGrids(first.track.grid, track.grid, other, scale);
    if (match.overlap && match.onlyA.length === 0 && match.onlyB.length === 0 && match.both.length > 0)
      continue;
    return broken(
      'fragments of all renditions that begin at the same times',
      `fragments at other times: one from ${lowest(first.track)}, the other from ${lowest(track)}`,
      ...placeOfTrack(seen, first.key),
      ...placeOfTrack(seen, key),
    );
  }
  return met(counted(video.length, 'rendition'));
};

/** Each track of pictures or sound tells its role in a kind box. */
export const rolesInKind: Check = (seen) => {
  const tracks = tracksOf(seen, 'video', 'audio', 'text');
  const outcomes = tracks.map(({ key, track }): Outcome => {
    const kinds = childrenOf(find(track.trak?.box, 'udta'), 'kind');
    return kinds.length > 0
      ? met(`${String(kinds.length)} of kind in udta`)
      : noted('a track without a role in a kind box', ...placeOfTrack(seen, key));
  });
  return everyOne(outcomes) ?? notThere(seen, 'no CMAF track came');
};

/** SCTE-35 comes as a track of timed metadata. */
export const cuesAsMetadata: Check = (seen) => {
  const tracks = tracksOf(seen, 'metadata');
  const [first] = tracks;
  if (first === undefined) return notThere(seen, 'no track of timed metadata came');
  const events = tracks.flatMap(({ track }) => track.events ?? []);
  const schemes = [...new Set(events.map((event) => event.scheme_id_uri))];
  const cues = schemes.filter((scheme) =>
    /^urn:scte:scte35:(?:2013|2014[a-z]*):(?:bin|xml(?:\+bin)?)$/.test(scheme),
  );
  return cues.length > 0
    ? met(cues.join(', '))
    : noted(
        schemes.length === 0
          ? 'timed metadata without events'
          : `events of other schemes: ${quoted(schemes.join(', '))}`,
        ...placeOfTrack(seen, first.key),
      );
};

/** Low-latency DASH of CMAF tracks: objects in chunks as they are made, an MPD, and tracks that conform. */
export const lowLatencyDash: Check = (seen) => {
  if (!manifestsOf(seen).some(({ mpd }) => mpd !== undefined)) return notThere(seen, 'no MPD came');
  const made = uploadedAsMade(seen);
  if (made.outcome !== 'met') return made;
  const { findings } = judgedPublication(seen);
  const bad = findings.find(
    ({ finding: { rule, severity } }) => severity === 'error' && /^CMAF-(?:HDR|FRAG|TRK)-/.test(rule),
  );
  return bad === undefined
    ? met(made.actual)
    : noted(
        `tracks that interface 1 would refuse: ${bad.finding.message} (${bad.finding.rule})`,
        ...bad.evidence,
      );
};

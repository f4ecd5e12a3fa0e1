import type { Finding } from './finding.ts';
import type { RuleId } from './facts/index.ts';
import type { Input, TrackInput } from './input.ts';
import { judgePublication, publishedReport, settingsOfPublished } from './engine/publication.ts';
import { judgeTogether } from './engine/together.ts';
import type { TrackReport } from './engine/contract.ts';
import { trackValidator } from './engine/track-validator.ts';
import { rules } from './rules.ts';
import { defaultSettings, type Settings } from './settings.ts';

/** What was found in tracks that belong together, and in each of them. */
export interface Judgement {
  readonly tracks: readonly TrackReport[];
  /** Findings about several tracks, with the names of those. */
  readonly together: readonly { readonly names: readonly string[]; readonly findings: readonly Finding[] }[];
  readonly exercised: ReadonlySet<RuleId>;
}

/** Judges one track whose bytes are all there. */
export const judgeTrack = (input: TrackInput, settings: Settings = defaultSettings): TrackReport => {
  const validator = trackValidator(input.name, rules, settings);
  for (const { name, bytes, complete, afterFailure } of input.objects) {
    validator.open(name, afterFailure === undefined ? {} : { afterFailure });
    validator.push(bytes);
    validator.close(complete);
  }
  return validator.end();
};

/** Judges tracks one by one and together. Pure: the same input gives the same findings. */
export const judge = (input: Input, settings: Settings = defaultSettings): Judgement => {
  const ofTracks = input.publication === undefined ? settings : settingsOfPublished(settings);
  const tracks = input.tracks.map((track) => judgeTrack(track, ofTracks));
  const together = [
    ...judgeTogether(
      tracks.map(({ track }) => track),
      input,
      rules,
      settings,
    ),
    ...(input.publication === undefined ? [] : judgePublication(input.publication, tracks, rules, settings)),
  ];
  return {
    tracks: input.publication === undefined ? tracks : tracks.map(publishedReport),
    together: together.map(({ names, findings }) => ({ names, findings })),
    exercised: new Set([...tracks, ...together].flatMap(({ exercised }) => [...exercised])),
  };
};

/** All findings of a judgement. */
export const findingsOf = (judgement: Judgement): readonly Finding[] => [
  ...judgement.tracks.flatMap(({ findings }) => findings),
  ...judgement.together.flatMap(({ findings }) => findings),
];

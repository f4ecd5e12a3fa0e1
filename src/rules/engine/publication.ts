import type { RuleId } from '../facts/index.ts';
import type { ObjectInput } from '../input.ts';
import type { Rule } from '../rule.ts';
import type { Settings } from '../settings.ts';
import type { TogetherReport } from './together.ts';
import type { TrackReport } from './track-validator.ts';

/** Judges objects and manifests under one publishing point of interface 2. */
export const judgePublication = (
  _objects: readonly ObjectInput[],
  _tracks: readonly TrackReport[],
  _rules: Readonly<Record<RuleId, Rule>>,
  _settings: Settings,
): readonly TogetherReport[] => [];

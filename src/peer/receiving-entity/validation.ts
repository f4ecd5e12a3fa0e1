/**
 * Has the validator judge every byte of a track as it comes. A validator reads one body at a time: where two sources
 * send a track at once, each has one of its own, which is given the header first.
 */
import { loadXmlParser } from '../../media/xml-parser.ts';
import type { TrackValidator } from '../../rules/engine/contract.ts';
import { trackValidator } from '../../rules/engine/track-validator.ts';
import type { Finding } from '../../rules/finding.ts';
import { rules } from '../../rules/rules.ts';
import { defaultSettings } from '../../rules/settings.ts';
import type { Track } from './tracks.ts';

/** A validator while it reads one body. */
export interface Seat {
  push(bytes: Uint8Array): void;
  /** The body is over; `complete` says whether it ended as its sender meant it to. */
  leave(complete: boolean): void;
}

export interface Validation {
  /** Begins a body of a track. */
  sit(track: Track): Seat;
  /** Begins anew: a process that was killed knows nothing of what it judged. */
  forget(): void;
}

interface Judge extends Seat {
  sit(): void;
  busy(): boolean;
}

const judgeOf = (name: string, validator: TrackValidator): Judge => {
  let busy = false;
  let cut = false;
  return {
    busy: () => busy,
    sit: () => {
      busy = true;
      validator.open(name, cut ? { afterFailure: true } : undefined);
    },
    push: (bytes) => {
      if (bytes.length <= validator.skippable()) validator.skip(bytes.length);
      else validator.push(bytes);
    },
    leave: (complete) => {
      validator.close(complete);
      cut = !complete;
      busy = false;
    },
  };
};

/** Judges by all default rules. */
export const validation = async (
  onFinding: (track: Track, finding: Finding) => void,
): Promise<Validation> => {
  await loadXmlParser();
  let judges = new WeakMap<Track, Judge[]>();

  const newJudge = (track: Track, others: readonly Judge[]): Judge => {
    const validator = trackValidator(track.path, rules, defaultSettings, (finding) => {
      onFinding(track, finding);
    });
    if (others.length > 0 && track.header !== undefined) {
      validator.open(track.path);
      validator.push(track.header.bytes);
      validator.close();
    }
    return judgeOf(track.path, validator);
  };

  return {
    sit: (track) => {
      const all = judges.get(track);
      const first = all?.[0];
      const free = first?.busy() === false ? first : all?.find((each) => !each.busy());
      const judge = free ?? newJudge(track, all ?? []);
      if (free === undefined) judges.set(track, [...(all ?? []), judge]);
      judge.sit();
      return judge;
    },
    forget: () => {
      judges = new WeakMap();
    },
  };
};

import { overSamples } from '../model/whole-samples.ts';
import type { Track } from '../model/track.ts';
import type { Broken, Outcome, Subjects } from '../rule.ts';
import { eventsOf, type SampleEvent } from './cmaf-meta-event.ts';

/** What a check says of the events of a chunk. */
export const overEvents =
  (check: (event: SampleEvent, track: Track) => Broken | undefined) =>
  (subject: Subjects['samples'], track: Track): Outcome =>
    overSamples(subject, track, (sample) => {
      const found: Broken[] = [];
      for (const event of eventsOf(sample, track)) {
        const broken = check(event, track);
        if (broken === undefined) continue;
        found.push({ offset: event.at, length: event.box.size, ...broken });
      }
      return found.length === 0 ? undefined : found;
    });

/** The names that an ingest source gives to what it publishes, from one session to the next. */
import type { Observations } from '../../trace/observations.ts';
import type { Check, Outcome } from '../check.ts';
import { broken, met } from '../combine.ts';
import { isOfSecondInstance } from '../ingest/instances.ts';
import { isMedia, uploadsOf } from '../ingest/published.ts';
import type { Upload } from '../ingest/published.ts';
import { quoted } from './client-select.ts';
import { counted, notThere } from './ingest-select.ts';
import { headPlace } from './publishes-failure-story.ts';

/** Headers too: each media object, initialization included, has a path of its own. */
const isMediaObject = (upload: Upload): boolean => isMedia(upload) || upload.kind === 'header';

const isManifest = ({ kind }: Upload): boolean => kind === 'mpd' || kind === 'playlist';

/** What it is called below the publishing point, or where it is if it lies outside. */
const nameOf = ({ relative, path }: Upload): string => relative ?? path;

const ofSessions =
  (
    which: (upload: Upload) => boolean,
    nothing: string,
    look: (before: ReadonlyMap<string, Upload>, now: readonly Upload[], seen: Observations) => Outcome,
  ): Check =>
  (seen) => {
    const uploads = uploadsOf(seen).filter(which);
    const [first, second] = [
      uploads.filter(({ post }) => !isOfSecondInstance(seen, post)),
      uploads.filter(({ post }) => isOfSecondInstance(seen, post)),
    ];
    if (seen.second === undefined) return notThere(seen, 'no second session was begun');
    if (first.length === 0) return notThere(seen, `the first session had ${nothing}`);
    if (second.length === 0) return notThere(seen, `the second session had ${nothing}`);
    return look(new Map(first.map((upload) => [nameOf(upload), upload])), second, seen);
  };

const inNone =
  (noun: string) =>
  (before: ReadonlyMap<string, Upload>, now: readonly Upload[], seen: Observations): Outcome => {
    const expected = `${noun} that no session before had`;
    const { earlier = {} } = seen.parameters;
    const twice = now.find((upload) => before.has(nameOf(upload)));
    if (twice !== undefined)
      return broken(
        expected,
        `${quoted(twice.path)} in both sessions`,
        headPlace(twice),
        headPlace(before.get(nameOf(twice)) ?? twice),
      );
    const known = [...before.values(), ...now].find((upload) => Object.hasOwn(earlier, nameOf(upload)));
    if (known !== undefined)
      return broken(expected, `${quoted(known.path)}, which an earlier run had too`, headPlace(known));
    const others = Object.keys(earlier).length;
    const words = `${counted(new Set(now.map(nameOf)).size, 'name')} in the second session, none of them among the ${String(before.size)} of the first`;
    return met(others === 0 ? words : `${words} or the ${String(others)} of earlier runs`);
  };

/** Media objects of a session have paths that no session before had (E-DI-44). */
export const newMediaPaths: Check = ofSessions(
  isMediaObject,
  'no media objects',
  inNone('paths of media objects'),
);

/** Manifests of an event have paths that no event before had. */
export const newManifestPaths: Check = ofSessions(isManifest, 'no manifest', inNone('paths of manifests'));

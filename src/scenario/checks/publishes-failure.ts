/** What an ingest source of interface 2 does at once about an upload that failed. */
import type { Observations } from '../../trace/observations.ts';
import type { Check, Outcome } from '../check.ts';
import { broken, met, noted, unclear } from '../combine.ts';
import { isMedia, manifestsOf, uploadsOf } from '../ingest/published.ts';
import type { Upload } from '../ingest/published.ts';
import { curtain, scaled, seconds } from './client-select.ts';
import { busyFor, counted, endWords, median, notThere } from './ingest-select.ts';
import {
  fewObjects,
  headPlace,
  inSeconds,
  laterWords,
  nameOf,
  nothingMore,
  ofStory,
  ofSurvivor,
  segmentTime,
  wentOn,
} from './publishes-failure-story.ts';
import type { Story } from './publishes-failure-story.ts';

/** A request that was never answered may be waited for, as long as others would try again. */
const wasHeld = ({ how }: Story): boolean => how === 'the silence' || how === 'the stall';

/** A failure is outlived: uploads go on. That a source still waits for an answer is noted. */
export const outlived: Check = ofStory((story, seen) => {
  const { later, again, followers, how, at, place } = story;
  if (!wentOn(story, seen)) {
    if (wasHeld(story) && endWords(seen) === '')
      return noted(`the ingest source waited for ${seconds(seen, curtain(seen).at - at)}`, place);
    return nothingMore(`further uploads after ${how}`, story, seen);
  }
  const [next] = [...again.slice(0, 1), ...followers.slice(0, 1), ...later];
  return next === undefined ? met() : met(laterWords(next, story, seen));
});

/** The same of a server error, of which the text does not say what to do. */
export const serverErrorOutlived: Check = (seen) => {
  const outcome = outlived(seen);
  return outcome.outcome === 'broken' ? noted(outcome.actual, ...(outcome.evidence ?? [])) : outcome;
};

/** What the source did in place of sending again what failed. */
const instead = (story: Story, next: Upload | undefined, seen: Observations): string => {
  if (next !== undefined) return laterWords(next, story, seen);
  const time = seconds(seen, curtain(seen).at - story.at);
  return `${counted(story.later.length, 'upload')} of other objects in ${time}`;
};

/** What failed is sent again before the source turns to what follows it. */
const againFirst = (story: Story): readonly Upload[] => {
  const [next] = story.followers;
  return next === undefined ? story.again : story.again.filter(({ begunAt }) => begunAt <= next.begunAt);
};

/** A header that failed is sent again, be it when the media have begun. */
export const headerAgain: Check = ofSurvivor((story, seen) => {
  if (story.upload.kind !== 'header') return notThere(seen, 'no CMAF header failed');
  const [first] = story.again;
  return first === undefined
    ? broken(
        `${nameOf(story.upload)} again`,
        instead(story, story.followers[0], seen),
        headPlace(story.followers[0] ?? story.upload),
      )
    : met(laterWords(first, story, seen));
});

/** The same, for those who only tell what becomes of headers. */
export const headerResent: Check = (seen) => {
  const outcome = headerAgain(seen);
  return outcome.outcome === 'broken'
    ? noted('the CMAF header that failed did not come again', ...(outcome.evidence ?? []))
    : outcome;
};

/** What broke while this host was so late that a source had no time to try again says nothing. */
const unlessLate = (outcome: Outcome, lasts: number | undefined, seen: Observations): Outcome =>
  lasts !== undefined && busyFor(seen) > scaled(seen, lasts) / 2
    ? unclear(
        'host-overloaded',
        `this host was busy for ${seconds(seen, busyFor(seen))}, half a segment or more`,
      )
    : outcome;

/** So many media objects after the one that failed show that a source has gone on without it. */
const severalObjects = 3;

/** The least of a segment's duration for which an object is tried again, where the next one was begun meanwhile. */
const nearly = 0.7;

/** A media object that failed is sent again, for about the duration of a segment (1b; how long, E-DI-40). */
export const mediaTriedAgain: Check = ofSurvivor((story, seen) => {
  const { upload, followers, taken } = story;
  const lasts = segmentTime(seen);
  const [next] = followers;
  const words = lasts === undefined ? '' : `, for about ${inSeconds(lasts)}`;
  const expected = `${nameOf(upload)} again${words}`;
  const tries = againFirst(story);
  const watched = next === undefined ? curtain(seen).at : next.begunAt;
  // With the question for credentials, which comes before.
  const begun = uploadsOf(seen).find(({ path }) => path === upload.path) ?? upload;
  const time = watched - begun.begunAt;
  if (tries.length === 0) {
    const longEnough = lasts !== undefined && time >= scaled(seen, nearly * lasts);
    if (wasHeld(story) && longEnough)
      return met(`the request that was not answered was left under way for ${seconds(seen, time)}`);
    const outcome = broken(expected, instead(story, next, seen), headPlace(next ?? upload));
    // A source that never comes back to it had time enough, whatever this host was late for.
    return !wasHeld(story) && story.again.length === 0 && followers.length >= severalObjects
      ? outcome
      : unlessLate(outcome, lasts, seen);
  }
  const tried = `${counted(tries.length, 'further attempt')}, the last ${seconds(seen, (tries.at(-1)?.begunAt ?? story.at) - story.at)} after ${story.how}`;
  const arrived = tries.some((one) => one === taken);
  if (arrived || lasts === undefined || time >= scaled(seen, nearly * lasts)) return met(tried);
  return {
    ...broken(expected, `${tried}, and the next object then`, headPlace(next ?? upload)),
    erratum: 'E-DI-40',
  };
});

const beginsWith = (body: Uint8Array, failed: Uint8Array): boolean =>
  body.length >= failed.length && failed.every((byte, index) => byte === body[index]);

/** Whether a later body is the one that failed; of one that was cut off, if its beginning is of no version before. */
const isSameBody = ({ upload, event }: Story, again: Upload, seen: Observations): boolean => {
  if (upload.whole) return again.body.length === upload.body.length && beginsWith(again.body, upload.body);
  const isKnown = manifestsOf(seen).some(
    ({ upload: one }) => one.exchange.request.place.event < event && beginsWith(one.body, upload.body),
  );
  return !isKnown && beginsWith(again.body, upload.body);
};

/** A share of a segment's duration: what comes again sooner is not the version of the next segment. */
const soon = 0.5;

/** When the versions of a manifest came up to the one that failed, which is the last of them. */
const versionTimes = ({ upload, event }: Story, seen: Observations): readonly number[] =>
  manifestsOf(seen)
    .filter(({ upload: one }) => one.path === upload.path && one.exchange.request.place.event < event)
    .map(({ upload: one }) => one.begunAt);

/** How often the manifest is uploaded while nothing fails, in milliseconds; undefined where that is not known. */
const rhythmOf = (times: readonly number[]): number | undefined => {
  const pauses = times.slice(1).map((at, index) => at - (times[index] ?? at));
  return pauses.length === 0 ? undefined : median(pauses);
};

/** A manifest that failed is sent again, before its next version would be due (1a). */
export const manifestTriedAgain: Check = ofSurvivor((story, seen) => {
  const { upload, again, at, later } = story;
  const expected = `${nameOf(upload)} again`;
  const [first] = again;
  if (first === undefined && wasHeld(story) && story.followers.length < fewObjects)
    return noted(`the ingest source waited for ${seconds(seen, curtain(seen).at - at)}`, story.place);
  if (first === undefined)
    return broken(expected, instead(story, story.followers[0], seen), headPlace(upload));
  if (wasHeld(story)) return met(laterWords(first, story, seen));
  const same = again.find((one) => isSameBody(story, one, seen));
  const media = later.find((one) => isMedia(one) && story.followers.includes(one));
  // A segment that is sent while it is made is under way when the manifest of the one before it comes.
  const lasts = segmentTime(seen);
  const times = versionTimes(story, seen);
  const rhythm = Math.min(
    rhythmOf(times) ?? Number.POSITIVE_INFINITY,
    lasts === undefined ? Number.POSITIVE_INFINITY : scaled(seen, lasts),
  );
  // Where this one came late, as we were slow, the next is not early that comes when it is due.
  const due = (times[0] ?? at) + times.length * rhythm;
  const early =
    Number.isFinite(rhythm) && first.begunAt - at < soon * rhythm && first.begunAt < due - soon * rhythm;
  if (same !== undefined) return met(laterWords(same, story, seen));
  if (media === undefined || first.begunAt < media.endedAt || early)
    return met(laterWords(first, story, seen));
  const outcome = broken(
    expected,
    `${laterWords(media, story, seen)}, and only then another version of the manifest`,
    headPlace(media),
  );
  return unlessLate(outcome, lasts, seen);
});

/** Whatever failed is sent again; what the text only tells is noted. */
export const stepTriedAgain: Check = (seen) => {
  const look: Check = ofStory((story) => {
    const { upload } = story;
    if (upload.kind === 'mpd' || upload.kind === 'playlist') return manifestTriedAgain(seen);
    return upload.kind === 'header' ? headerAgain(seen) : mediaTriedAgain(seen);
  });
  const outcome = look(seen);
  return outcome.outcome === 'broken' ? noted(outcome.actual, ...(outcome.evidence ?? [])) : outcome;
};

/** What a source makes of a refusal after which it need not try again: it does, or it goes on (2). */
export const refusalOutlived: Check = ofStory((story, seen): Outcome => {
  const { upload, again, later, how, place } = story;
  const [first] = again;
  if (!wentOn(story, seen)) return noted(`no further upload after ${how}${endWords(seen)}`, place);
  if (first !== undefined)
    return met(`${nameOf(upload)} again ${seconds(seen, first.begunAt - story.at)} after ${how}`);
  const [next] = later;
  return next === undefined
    ? met(`no further attempt at ${nameOf(upload)}`)
    : met(`no further attempt at ${nameOf(upload)}; ${laterWords(next, story, seen)}`);
});

const hasCredentials = ({ exchange }: Upload): boolean => exchange.credentials !== undefined;

/** What was answered 403 is sent again, with credentials where there were some (E-DI-04). */
export const triedWithCredentials: Check = ofStory((story, seen) => {
  const { upload, again, how } = story;
  const expected = `${nameOf(upload)} again with credentials after ${how}`;
  const [first] = again;
  if (first === undefined)
    return wentOn(story, seen)
      ? broken(expected, instead(story, story.followers[0], seen), headPlace(story.followers[0] ?? upload))
      : nothingMore(expected, story, seen);
  if (again.some(hasCredentials)) return met(laterWords(first, story, seen));
  return hasCredentials(upload)
    ? broken(expected, 'further attempts without credentials', headPlace(first))
    : noted('further attempts without credentials, for which no challenge asked', headPlace(first));
});

/** A source whose every upload is refused stops in the end, whatever it uploads. */
export const stopsUploading: Check = ofStory((story, seen) => {
  const { at: until } = curtain(seen);
  const tries = story.later.filter(({ begunAt, status }) => begunAt <= until && status !== 401);
  const last = tries.at(-1);
  const words = counted(tries.length, 'further upload');
  if (tries.length >= endlessTries)
    return broken(
      'an end of the uploads that are refused',
      `${words}, and no end`,
      headPlace(last ?? story.upload),
    );
  const rest = until - (last?.begunAt ?? story.at);
  return met(`${words}, and none in ${seconds(seen, rest)} after the last${endWords(seen)}`);
});

/** More uploads than this, each of them refused, are taken for uploads without end. */
const endlessTries = 12;

/** How an ingest source of interface 2 goes on once an upload failed, and comes back to what it owes. */
import type { Check } from '../check.ts';
import { broken, met, noted, unclear } from '../combine.ts';
import { curtain, scaled, seconds } from './client-select.ts';
import { busyFor, endWords, knownFrom, notThere } from './ingest-select.ts';
import {
  headPlace,
  inSeconds,
  laterWords,
  leeway,
  nameOf,
  ofStory,
  ofSurvivor,
  segmentTime,
  wentOn,
} from './publishes-failure-story.ts';

/** For how many durations of a segment an object may be tried again before the next one has its turn. */
const patience = 2;

/** The next media object has its turn once the one that fails was tried for the duration of a segment (1b). */
export const nextInTime: Check = ofSurvivor((story, seen) => {
  const { upload, followers, taken } = story;
  const lasts = segmentTime(seen);
  if (lasts === undefined) return notThere(seen, 'neither manifest nor media tell the duration of a segment');
  const [next] = followers;
  const longest = patience * scaled(seen, lasts) + leeway(seen);
  const expected = `the media object after ${nameOf(upload)} about ${inSeconds(lasts)} later`;
  if (next === undefined) {
    const watched = curtain(seen).at - upload.begunAt;
    if (watched > longest)
      return broken(expected, `none in ${seconds(seen, watched)}${endWords(seen)}`, headPlace(upload));
    return unclear('window-too-short', `the ingest source was watched for ${seconds(seen, watched)} only`);
  }
  const words = laterWords(next, story, seen);
  // What was taken at last needed no giving up, and a request that nobody answers may run into a time-out of its own.
  if (taken !== undefined && taken.begunAt <= next.begunAt) return met(words);
  if (next.begunAt - upload.begunAt <= longest) return met(words);
  return story.how === 'the silence' || story.how === 'the stall'
    ? noted(words, headPlace(next))
    : broken(expected, words, headPlace(next));
});

/** Media objects after the one that failed which a source may send before it comes back to that. */
const fewObjects = 6;

/** The object that failed arrives in the end, when those after it have (1b). */
export const lostObjectLater: Check = ofSurvivor((story, seen) => {
  const { upload, taken, followers, again } = story;
  if (taken !== undefined) return met(laterWords(taken, story, seen));
  const expected = `${nameOf(upload)} again, with less priority`;
  const healed = followers.filter(
    ({ taken: arrived, begunAt }) => arrived && again.every((one) => one.begunAt < begunAt),
  );
  const last = healed.at(-1);
  if (last !== undefined && healed.length >= fewObjects) {
    const busy = busyFor(seen);
    const span = last.begunAt - (again.at(-1)?.begunAt ?? story.at);
    return busy > span / 4
      ? unclear('host-overloaded', `this host was busy for ${seconds(seen, busy)}, and left no time for it`)
      : broken(
          expected,
          `${String(healed.length)} further media objects, and no other attempt at it`,
          headPlace(last),
        );
  }
  return unclear(
    'window-too-short',
    `${String(healed.length)} further media objects were taken after the last attempt`,
  );
});

/** What was under way when nobody could take it is sent again, at once or later (general item 14). */
export const objectAgain: Check = ofSurvivor((story, seen) => {
  const { upload, again, followers, later } = story;
  const [first] = again;
  if (first !== undefined) return met(laterWords(first, story, seen));
  const lasts = segmentTime(seen);
  const down = (later[0]?.begunAt ?? curtain(seen).at) - story.at;
  const words = followers[0] === undefined ? 'other objects alone' : laterWords(followers[0], story, seen);
  return lasts !== undefined && down < scaled(seen, 3 * lasts)
    ? broken(`${nameOf(upload)} again`, words, headPlace(followers[0] ?? upload))
    : noted(`${words}, ${seconds(seen, down)} after ${story.how}`, headPlace(later[0] ?? upload));
});

/** Where the source goes on after a long interruption. */
export const goesOnAt: Check = ofStory((story, seen) => {
  const { upload, again, followers, how } = story;
  if (!wentOn(story, seen))
    return noted(`the ingest source did not come again${endWords(seen)}`, story.place);
  if (again[0] !== undefined) return met(`it sends again what failed: ${laterWords(again[0], story, seen)}`);
  return followers[0] === undefined
    ? notThere(seen, `no media came after ${how}`)
    : met(`it leaves out ${nameOf(upload)}, and goes on with ${laterWords(followers[0], story, seen)}`);
});

/** After a failure of the receiving entity the source connects anew and sends again what failed; only told. */
export const resentAfterFailure: Check = ofStory((story, seen) => {
  const { later, again, upload, place } = story;
  if (!wentOn(story, seen)) return noted(`no upload after ${story.how}${endWords(seen)}`, place);
  const [first] = again;
  return first === undefined
    ? noted(`further uploads, and ${nameOf(upload)} not among them`, headPlace(later[0] ?? upload))
    : met(laterWords(first, story, seen));
});

/**
 * After a TCP error the connection is left, and the next request comes on another one (general item 16). What was under
 * way before the source could know does not count; nor does when it closes its side, as many look at a connection only
 * when they have something to send.
 */
export const leftConnection: Check = ofSurvivor((story, seen) => {
  const { upload, later, at } = story;
  const known = knownFrom(seen, at);
  const kept = later.find(
    ({ connection, begunAt }) => connection.id === upload.connection.id && begunAt > known,
  );
  if (kept !== undefined)
    return broken('a new connection', 'an upload on the connection that failed', headPlace(kept));
  return later.some(({ connection }) => connection.id !== upload.connection.id)
    ? met()
    : notThere(seen, 'no upload came on another connection');
});

/** What failed is sent again to the path that it had (general item 16). */
export const samePathAgain: Check = ofSurvivor((story, seen) => {
  const { upload, again } = story;
  const astray = again.find((one) => one.path !== upload.path);
  if (astray !== undefined) return broken(`the path ${nameOf(upload)}`, nameOf(astray), headPlace(astray));
  return again.length > 0 ? met() : notThere(seen, `${nameOf(upload)} did not come again`);
});

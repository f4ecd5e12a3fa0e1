import { expect, test } from 'vitest';
import { valueOf, valuesOf } from '../../http/message.ts';
import { sourceTrack } from '../../media/tracks/presentation.ts';
import type { SourceQuirk } from '../../scenario/ingest/source-quirks.ts';
import type { IngestSourceOptions } from './ingest-source.ts';
import { isAt, quick, receiver, source } from './receiver.test-setup.ts';
import type { Heard, Play, Receiver } from './receiver.test-setup.ts';

const isTrack = (heard: Heard): boolean => heard.head.target !== '/live' && heard.pieces.length > 0;

/** Once, when so many fragments have come in a request of the track. */
const at = (fragments: number, act: (heard: Heard, to: Receiver) => void): Play => {
  let done = false;
  return (heard, to) => {
    if (done || !isTrack(heard) || !isAt(heard, fragments * 4)) return;
    done = true;
    act(heard, to);
  };
};

const answers =
  (status: number, ...fields: string[]): Play =>
  (heard, { answer }) => {
    if (isTrack(heard)) answer(heard, status, ...fields);
  };

interface Case {
  readonly quirk: SourceQuirk;
  readonly play?: () => Play;
  readonly options?: Partial<IngestSourceOptions>;
  /** What shows it: the stories, the heads, the code. */
  readonly shows: (to: Receiver, ended: { code: number; log: string[] }) => unknown;
  readonly as: unknown;
}

const refusedAt2 = (status: number) => (): Play => at(2, (heard, { answer }) => answer(heard, status));
const resetAt2 = () => at(2, ({ link }) => link.reset());
const story = (to: Receiver) => to.story();
const hasOneAgain = (to: Receiver) => to.story()[1]?.includes(' 1 ');
const lineOf = (to: Receiver) => to.all.at(-1)?.head.text.split('\r\n', 1)[0];
const code = (_: Receiver, ended: { code: number }) => ended.code;
const authorized = (to: Receiver) =>
  to.of('video').map(({ head }) => valueOf(head, 'authorization') !== undefined);

const cases: readonly Case[] = [
  { quirk: 'uses-put', shows: lineOf, as: 'PUT /live/Streams(video.cmfv) HTTP/1.1' },
  { quirk: 'speaks-http-1.0', shows: lineOf, as: 'POST /live/Streams(video.cmfv) HTTP/1.0' },
  { quirk: 'ignores-the-path', shows: lineOf, as: 'POST / HTTP/1.1' },
  { quirk: 'one-path-for-all', shows: lineOf, as: 'POST /live HTTP/1.1' },
  {
    quirk: 'omits-host',
    shows: (to) => to.all.flatMap(({ head }) => valuesOf(head, 'host')),
    as: [],
  },
  {
    quirk: 'declares-a-length',
    shows: (to) => to.of('video').map(({ head }) => valueOf(head, 'content-length')),
    as: ['100000000'],
  },
  {
    quirk: 'length-and-chunks',
    shows: (to) =>
      to.of('video').map(({ head }) => [valueOf(head, 'content-length'), valueOf(head, 'transfer-encoding')]),
    as: [['100000000', 'chunked']],
  },
  {
    quirk: 'form-content-type',
    shows: (to) => valueOf(to.nth(1).head, 'content-type'),
    as: 'application/x-www-form-urlencoded',
  },
  {
    quirk: 'one-connection-for-all',
    options: { tracks: [sourceTrack('video'), sourceTrack('audio')] },
    shows: (to) => [
      new Set(to.all.slice(1).map(({ link }) => link.id)).size,
      to.story('video').join(' '),
      to.story('audio').join(' '),
    ],
    as: [1, 'h 0 1 2 3 mfra', 'h 0 1 2 3 mfra'],
  },
  { quirk: 'skips-the-probe', shows: (to) => to.all.length, as: 1 },
  { quirk: 'probes-with-a-fragment', shows: (to) => to.all[0]?.objects().length, as: 4 },
  { quirk: 'omits-the-header', shows: story, as: ['0 1 2 3 mfra'] },
  { quirk: 'fragments-before-the-header', shows: story, as: ['0 h 1 2 3 mfra'] },
  {
    quirk: 'begins-without-authentication',
    play:
      () =>
      (heard, { answer }) => {
        if (isTrack(heard) && valueOf(heard.head, 'authorization') === undefined) answer(heard, 403);
      },
    shows: authorized,
    as: [false, true],
  },
  {
    quirk: 'ignores-a-failed-probe',
    play:
      () =>
      (heard, { answer }) => {
        if (heard.head.target === '/live') answer(heard, 404);
      },
    shows: story,
    as: ['h 0 1 2 3 mfra'],
  },
  { quirk: 'omits-mfra', shows: story, as: ['h 0 1 2 3'] },
  {
    quirk: 'populated-mfra',
    shows: (to) => to.of('video')[0]?.objects().at(-1)?.length,
    as: 8 + 35 + 16,
  },
  { quirk: 'omits-last-chunk', shows: (to) => to.of('video')[0]?.isWhole, as: false },
  { quirk: 'omits-credentials', shows: authorized, as: [false] },
  {
    quirk: 'wrong-password',
    shows: (to) => valueOf(to.nth(0).head, 'authorization'),
    as: `Basic ${btoa('source:not-hackme')}`,
  },
  { quirk: 'ignores-statuses', play: refusedAt2(412), shows: story, as: ['h 0 1 2 3 mfra'] },
  { quirk: 'ignores-412', play: refusedAt2(412), shows: story, as: ['h 0 1 2 3 mfra'] },
  { quirk: 'ignores-400', play: refusedAt2(400), shows: story, as: ['h 0 1 2 3 mfra'] },
  { quirk: 'never-retries', play: resetAt2, shows: code, as: 1 },
  { quirk: 'gives-up-on-403', play: refusedAt2(403), shows: (to) => to.of('video').length, as: 1 },
  { quirk: 'dies-of-415', play: refusedAt2(415), shows: (to) => to.of('video').length, as: 1 },
  { quirk: 'stops-on-503', play: refusedAt2(503), shows: (to) => to.of('video').length, as: 1 },
  {
    quirk: 'same-credentials-after-403',
    play: refusedAt2(403),
    options: { updatedCredentials: { user: 'source', password: 'newer' } },
    shows: (to) => new Set(to.of('video').map(({ head }) => valueOf(head, 'authorization'))).size,
    as: 1,
  },
  { quirk: 'drops-credentials-on-retry', play: resetAt2, shows: authorized, as: [true, false] },
  { quirk: 'drops-refused-fragments', play: refusedAt2(412), shows: hasOneAgain, as: false },
  {
    quirk: 'ignores-redirects',
    play: () => answers(307, 'Location: /x/'),
    shows: (to) => to.all.length,
    as: 2,
  },
  {
    quirk: 'get-on-redirect',
    play: () => answers(307, 'Location: /x/'),
    shows: lineOf,
    as: 'GET /x/ HTTP/1.1',
  },
  {
    quirk: 'redirect-drops-credentials',
    play: () => at(1, (heard, { answer }) => answer(heard, 307, 'Location: /x/Streams(video.cmfv)')),
    shows: authorized,
    as: [true, false],
  },
  {
    quirk: 'forgets-the-header-on-reconnect',
    play: resetAt2,
    shows: (to) => to.story()[1]?.startsWith('h'),
    as: false,
  },
  {
    quirk: 'other-url-on-reconnect',
    play: resetAt2,
    shows: lineOf,
    as: 'POST /live/Streams(video.cmfv)-again HTTP/1.1',
  },
  { quirk: 'loses-the-fragment-in-flight', play: resetAt2, shows: hasOneAgain, as: false },
  { quirk: 'skips-to-the-live-edge', play: resetAt2, shows: hasOneAgain, as: false },
  {
    quirk: 'restarts-its-clock',
    play: () => at(3, ({ link }) => link.reset()),
    shows: (to) => to.story()[1]?.startsWith('h 0 '),
    as: true,
  },
  {
    quirk: 'keeps-sparse-requests-open',
    options: { tracks: [sourceTrack('webvtt')] },
    shows: (to) => to.story('webvtt'),
    as: ['h 0 1 2 3 mfra'],
  },
  {
    quirk: 'other-url-on-takeover',
    options: { instance: 'second' },
    shows: lineOf,
    as: 'POST /live/second/Streams(video.cmfv) HTTP/1.1',
  },
  {
    quirk: 'late-takeover',
    options: { instance: 'second', firstFragment: 3, fragments: 2 },
    shows: story,
    as: ['h 8 9 mfra'],
  },
  { quirk: 'drops-fragments', shows: story, as: ['h 0 1 2 mfra'] },
];

test.for(cases)('$quirk', async ({ quirk, play = () => () => undefined, options = {}, shows, as }) => {
  const played = async (quirks: readonly SourceQuirk[]): Promise<unknown> => {
    const to = await receiver(play());
    const ended = await source(to, { fragments: 4, ...options, quirks });
    return shows(to, ended);
  };
  const [plain, deviating] = await Promise.all([played([]), played([quirk])]);
  expect(deviating).toEqual(as);
  expect(plain).not.toEqual(as);
});

test('a source that hammers asks again and again at once', async () => {
  const to = await receiver(answers(403));
  const kill = new AbortController();
  let seen = 0;
  const counted = await receiver((heard, { answer }) => {
    if (!isTrack(heard) || heard.isAnswered) return;
    answer(heard, 403);
    seen += 1;
    if (seen > 30) kill.abort();
  });
  await source(counted, { quirks: ['hammers'], signal: kill.signal, fragments: Infinity });
  expect(counted.of('video').length).toBeGreaterThan(6);
  expect((await source(to, { fragments: Infinity })).code).toBe(1);
});

test('one that falls behind takes twice as long', async () => {
  const to = await receiver();
  const begun = performance.now();
  await source(to, { quirks: ['falls-behind'], fragments: 4 });
  expect(performance.now() - begun).toBeGreaterThan(6 * 0.96 * quick.delay('second'));
});

test('one that follows redirects without end', async () => {
  const kill = new AbortController();
  const to = await receiver((heard, { answer, of }) => {
    if (!isTrack(heard)) return;
    answer(heard, 307, `Location: ${heard.head.target}`);
    if (of('video').length > 12) kill.abort();
  });
  const { code } = await source(to, { quirks: ['follows-redirects-forever'], signal: kill.signal });
  expect(code).toBe(0);
});

test('one that never stops after refusals', async () => {
  const kill = new AbortController();
  const to = await receiver((heard, { answer, of }) => {
    if (!isTrack(heard)) return;
    answer(heard, 412);
    if (of('video').length > 6) kill.abort();
  });
  expect((await source(to, { quirks: ['retries-forever'], signal: kill.signal })).code).toBe(0);
});

test('one that takes its credentials along to another authority', async () => {
  const there = await receiver();
  const here = await receiver((heard, { answer }) => {
    if (isTrack(heard)) answer(heard, 307, `Location: http://127.0.0.1:${String(there.port)}/x`);
  });
  await source(here, { quirks: ['carries-credentials-elsewhere'] });
  expect(there.all.map(({ head }) => valueOf(head, 'authorization'))).toEqual([
    `Basic ${btoa('source:hackme')}`,
  ]);
});

test.for(['keeps-stalled-requests', 'reuses-the-broken-connection'] as const)(
  '%s: it waits for an answer as long as there is none',
  async (quirk) => {
    const kill = new AbortController();
    const to = await receiver((heard, { of }) => {
      if (!isTrack(heard) || !heard.isWhole || of('video').length !== 3) return;
      heard.isAnswered = true;
      setTimeout(
        () => {
          kill.abort();
        },
        6 * quick.delay('second'),
      );
    });
    const { log } = await source(to, { quirks: [quirk], requests: 'short', signal: kill.signal });
    expect(log).not.toContain('video: got no answer');
    expect(to.story()).toEqual(['h', '0', '1']);
  },
);

test('how they end that do not end as they should', async () => {
  const ends = async (quirk: SourceQuirk): Promise<readonly boolean[]> => {
    const to = await receiver();
    await source(to, { quirks: [quirk], fragments: 1 });
    const [post] = to.of('video');
    return [post?.isWhole ?? false, post?.link.state.broken !== undefined];
  };
  expect(await ends('does-not-wait-for-the-response')).toEqual([true, false]);
  expect(await ends('resets-at-end')).toContain(true);
});

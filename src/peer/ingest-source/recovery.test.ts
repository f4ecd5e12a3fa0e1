import { expect, test } from 'vitest';
import { valueOf } from '../../http/message.ts';
import { isListening, listen } from '../../wire/listen.ts';
import { unrecorded } from '../unrecorded.ts';
import { isAt, joined, quick, receiver, source, statusText } from './receiver.test-setup.ts';
import type { Heard, Play, Receiver } from './receiver.test-setup.ts';

/** Chunks of a fragment of video. */
const chunks = 4;

/** Does something once: on the first request of the track at which so many fragments have come. */
const once = (fragments: number, act: (heard: Heard, to: Receiver) => void): Play => {
  let done = false;
  return (heard, to) => {
    if (done || heard.head.target === '/live' || !isAt(heard, fragments * chunks)) return;
    done = true;
    act(heard, to);
  };
};

const always = (act: (heard: Heard, to: Receiver) => void): Play => {
  return (heard, to) => {
    if (heard.head.target !== '/live' && heard.objects().length > 0) act(heard, to);
  };
};

const authorizations = (all: readonly Heard[]) => all.map(({ head }) => valueOf(head, 'authorization'));

test('after a reset: a new connection, the header, and no gap', async () => {
  const to = await receiver(once(3, ({ link }) => link.reset()));
  const { code, log } = await source(to);
  expect(code).toBe(0);
  expect(joined(to.story())).toBe('h 0 1 2 3 4 mfra');
  expect(to.story()[1]).toMatch(/^h [12] /);
  expect(log).toContain('video: lost the connection');
});

test('with short requests, what was not answered comes again', async () => {
  let requests = 0;
  const to = await receiver((heard) => {
    if (heard.head.target === '/live' || heard.pieces.length === 0 || heard.isWhole) return;
    requests += 1;
    if (requests === 4) heard.link.reset();
  });
  const { code } = await source(to, { requests: 'short' });
  expect(code).toBe(0);
  const whole = to.of('video').filter((heard) => heard.isWhole);
  expect(
    whole.flatMap((heard) => heard.objects().map(({ kind }) => kind)).filter((kind) => kind === 'header'),
  ).toHaveLength(2);
  expect(to.story().join(' ')).toMatch(/^h 0 1 2? ?h 2 3 4 mfra$/);
});

test('an answer that does not come ends the request', async () => {
  let silent = 0;
  const to = await receiver((heard) => {
    if (heard.head.target === '/live' || !heard.isWhole) return;
    silent += 1;
    if (silent === 3) heard.isAnswered = true;
  });
  const { code, log } = await source(to, { requests: 'short' });
  expect(code).toBe(0);
  expect(log).toContain('video: got no answer');
  expect(to.story()).toEqual(['h', '0', '1', 'h', '1', '2', '3', '4', 'mfra']);
});

test.for([412, 400])('%i: the header again, and the fragment that was refused', async (status) => {
  const to = await receiver(once(3, (heard, { answer }) => answer(heard, status)));
  const { code } = await source(to);
  expect(code).toBe(0);
  expect(joined(to.story())).toBe('h 0 1 2 3 4 mfra');
  expect(to.story()[1]).toMatch(/^h [12] /);
  let requests = 0;
  const short = await receiver((heard, { answer }) => {
    if (heard.head.target === '/live' || !heard.isWhole) return;
    requests += 1;
    if (requests === 4) answer(heard, status);
  });
  expect((await source(short, { requests: 'short' })).code).toBe(0);
  expect(short.story()).toEqual(['h', '0', '1', '2', 'h', '2', '3', '4', 'mfra']);
});

test.for([
  [403, 4],
  [404, 4],
  [412, 4],
  [415, 4],
])('%i without end: it tries again a few times, and gives up', async ([status = 0, requests]) => {
  const to = await receiver(always((heard, { answer }) => answer(heard, status)));
  const { code, log } = await source(to);
  expect(code).toBe(1);
  expect(to.of('video')).toHaveLength(requests ?? 0);
  expect(log.at(-1)).toBe(`video: gives up: was answered ${String(status)}, for the 4th time`);
});

test('a refused probe: it waits, tries again, and sends nothing meanwhile', async () => {
  let probes = 0;
  const to = await receiver((heard, { answer }) => {
    if (heard.head.target !== '/live') return;
    probes += 1;
    if (probes === 1) answer(heard, 403);
  });
  expect((await source(to)).code).toBe(0);
  expect(to.all.map(({ head }) => head.target).slice(0, 3)).toEqual([
    '/live',
    '/live',
    '/live/Streams(video.cmfv)',
  ]);
  const closed = await receiver((heard, { answer }) => answer(heard, 404));
  const { code, log } = await source(closed);
  expect(code).toBe(1);
  expect(closed.all).toHaveLength(4);
  expect(log.at(-1)).toBe('probe: gives up: was answered 404, for the 4th time');
});

test('after 403 it takes updated credentials', async () => {
  const to = await receiver(once(2, (heard, { answer }) => answer(heard, 403)));
  const updatedCredentials = { user: 'source', password: 'newer' };
  expect((await source(to, { updatedCredentials })).code).toBe(0);
  const [before, after] = authorizations(to.of('video'));
  expect(before).toBe(`Basic ${btoa('source:hackme')}`);
  expect(after).toBe(`Basic ${btoa('source:newer')}`);
  // However long it waited, it leaves nothing out.
  expect(joined(to.story())).toBe('h 0 1 2 3 4 mfra');
});

test.for([500, 503])('%i is a failure: it comes back with all that it has', async (status) => {
  const to = await receiver(once(2, (heard, { answer }) => answer(heard, status)));
  expect((await source(to)).code).toBe(0);
  expect(joined(to.story())).toBe('h 0 1 2 3 4 mfra');
  expect(to.story()[1]).toMatch(/^h [01] /);
});

test('2xx before the body is over is no reason to stop', async () => {
  const to = await receiver(once(1, (heard, { answer }) => answer(heard, 200)));
  expect((await source(to)).code).toBe(0);
  expect(to.story()).toEqual(['h 0 1 2 3 4 mfra']);
});

test.for([301, 302, 303, 307, 308])('%i leads the track elsewhere, with all of its body', async (status) => {
  const other = await receiver();
  const to = await receiver(
    always((heard, { answer }) =>
      answer(heard, status, `Location: http://127.0.0.1:${String(other.port)}${heard.head.target}`),
    ),
  );
  expect((await source(to)).code).toBe(0);
  expect(other.story()).toEqual(['h 0 1 2 3 4 mfra']);
  expect(authorizations(other.all)).toEqual([undefined]);
  const home = await receiver((heard, { answer }) => {
    if (heard.head.target.startsWith('/live/') && heard.objects().length > 0)
      answer(heard, status, `Location: /other/Streams(video.cmfv)`);
  });
  expect((await source(home, { requests: 'short' })).code).toBe(0);
  expect(home.all.at(-1)?.head.target).toBe('/other/Streams(video.cmfv)');
  expect(authorizations(home.all).every((value) => value !== undefined)).toBe(true);
});

test('redirects in a circle are left', async () => {
  const to = await receiver(
    always((heard, { answer }) => answer(heard, 307, `Location: ${heard.head.target}`)),
  );
  const { code, log } = await source(to);
  expect(code).toBe(1);
  expect(to.of('video')).toHaveLength(6);
  expect(log.at(-1)).toBe('video: gives up: was redirected more than 5 times');
});

/** A receiver whose port is closed for so many seconds of media once a fragment has come. */
const downFor = async (seconds: number) => {
  const to: Receiver = await receiver(
    once(1, ({ link }) => {
      void to.refuse();
      link.reset();
      setTimeout(() => void to.accept(), seconds * quick.delay('second'));
    }),
  );
  return to;
};

test('down for less than three fragments: no gap', async () => {
  const to = await downFor(1.5);
  expect((await source(to, { fragments: 6 })).code).toBe(0);
  expect(joined(to.story())).toBe('h 0 1 2 3 4 5 mfra');
});

test('down for longer: it goes on at the live edge', async () => {
  const to = await downFor(6);
  expect((await source(to, { fragments: 10 })).code).toBe(0);
  expect(to.story()[1]).toMatch(/^h [4-9]( \d)* mfra$/);
});

test('nobody there at first', async () => {
  const to = await receiver();
  await to.refuse();
  const told: string[] = [];
  const log = (line: string): void => {
    told.push(line);
    if (told.length === 1) void to.accept();
  };
  const { code } = await source(to, { log });
  expect(code).toBe(0);
  expect(told[0]).toBe('probe: could not connect: ECONNREFUSED');
  expect(to.story()).toEqual(['h 0 1 2 3 4 mfra']);
});

test('a connection that takes nothing is given up', async () => {
  let links = 0;
  const whole: number[] = [];
  const listening = await listen({
    recorder: unrecorded(),
    onLink: (link) => {
      links += 1;
      const number = links;
      // The first one is the probe.
      if (number === 2) link.pause();
      link.listen({
        messageEnd: () => {
          whole.push(number);
          void link.sendHead(statusText(200));
        },
        fin: () => link.close(),
      });
    },
  });
  if (!isListening(listening)) throw new Error(listening.unavailable);
  const big = new Uint8Array(4 << 20);
  const track = {
    name: 'big',
    kind: 'video' as const,
    extension: '.cmfv',
    contentType: 'video/mp4',
    timescale: 1000,
    fragmentDuration: 960,
    header: new Uint8Array(8),
    chunks: () => [big],
    says: () => true,
  };
  const { code, log } = await source(listening, { tracks: [track], fragments: 6 });
  await listening.close();
  expect(code).toBe(0);
  expect(log).toContain('big: was not read from, and ends the request');
  expect(whole).toContain(3);
});

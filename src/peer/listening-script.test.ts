import { expect, test } from 'vitest';
import type { ListenerScenario } from '../scenario/scenario.ts';
import { observe } from '../trace/observe.ts';
import { tape } from '../wire/loopback.ts';
import { listener } from './listener.ts';
import type { Heard } from './listener.ts';
import { keepListening } from './listener/listening.ts';
import { serveListeners } from './listening-script.ts';
import type { Timing } from './stage.ts';
import { deadlines, delays } from '../scenario/timing.ts';

const timing: Timing = { deadline: (name) => deadlines[name], delay: (name) => delays[name] * 0.05 };
const mount = '/live.mp3';

const played = async (
  scenario: Pick<ListenerScenario, 'play' | 'until'>,
  listen: (place: { host: string; port: number; signal: AbortSignal }) => Promise<Heard>,
) => {
  const recorded = tape();
  const gone = new AbortController();
  const script = await serveListeners({
    ...scenario,
    stage: {
      recorder: recorded.recorder,
      timing,
      signal: new AbortController().signal,
      mount,
      owner: { user: '', password: '' },
      accounts: {},
    },
  });
  const heard = listen({ host: script.host, port: script.port, signal: gone.signal });
  void heard.then(() => {
    script.commandEnded();
  });
  await script.done;
  gone.abort();
  const result = await heard;
  await script.close();
  return { heard: result, seen: observe(recorded.events) };
};

const common = { mount, connectTimeoutMs: 5000, tell: () => undefined };

test('a stream with metadata is served, and what is read of it is told', async () => {
  const { heard, seen } = await played(
    {
      play: [{ status: 200, stream: { metadata: { metaint: '500', every: 500, blocks: [{ title: 'A' }] } } }],
      until: { read: 50_000, orQuietFor: 'indefinite' },
    },
    (place) => listener({ ...common, ...place }),
  );
  expect(heard).toMatchObject({ status: 200, titles: ['A'], breaks: 0 });
  expect(seen.connections[0]?.taken?.bytes).toBeGreaterThan(50_000);
  expect(seen.steps.at(-1)?.step).toBe('seen enough');
});

test('a path that is none of the mount point is not found, and uses up no act', async () => {
  const { heard, seen } = await played(
    { play: [{ status: 503 }], until: { requests: 1, orQuietFor: 'refusal' } },
    async (place) => {
      expect(await listener({ ...common, ...place, mount: '/favicon.ico' })).toMatchObject({ status: 404 });
      return listener({ ...common, ...place });
    },
  );
  expect(heard.status).toBe(503);
  expect(seen.connections).toHaveLength(2);
});

test('a redirect leads to the next act, and a stream that ends is there again', async () => {
  const { heard, seen } = await played(
    {
      play: [
        { status: 302, fields: [['Location', '{origin}/moved{mount}']] },
        { status: 200, stream: { ends: { after: 3000, how: 'close' } } },
        { status: 200, stream: {} },
      ],
      until: { read: 9000, orQuietFor: 'indefinite' },
    },
    (place) => keepListening({ ...common, ...place, timing, returns: 1 }),
  );
  expect(heard.bytes).toBeGreaterThanOrEqual(9000);
  const targets = seen.connections.flatMap(({ exchanges }) =>
    exchanges.map((one) => one.request.head.target),
  );
  expect(targets).toEqual([mount, `/moved${mount}`, mount]);
});

test('a listener that goes for good ends the scene', async () => {
  const { seen } = await played(
    { play: [{ status: 404 }], until: { requests: 7, orQuietFor: 'indefinite' } },
    (place) => listener({ ...common, ...place }),
  );
  expect(seen.deadlines).toEqual([]);
});

/**
 * Our receiving entity as a program that writes what it receives to a file at once, so that it is there after SIGKILL;
 * or our ingest source as a program. Words: `receiver FILE`, then a port on standard input tells it to listen; or
 * `source URL SCALE`.
 */
import { appendFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { sourceTrack } from '../media/tracks/presentation.ts';
import { ingestSource } from '../peer/ingest-source/ingest-source.ts';
import { receivingEntity } from '../peer/receiving-entity/receiving-entity.ts';
import { timingOf } from '../runner/timing.ts';

const owner = { user: 'ingest', password: 'secret' };
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const receive = async (file: string, port: number): Promise<void> => {
  const quirks = [] as const;
  const entity = await receivingEntity({
    ...{ port, quirks, owner, accounts: {}, points: 'any' },
    validate: false,
    keep: true,
  });
  let headerWritten = false;
  let written = 0;
  setInterval(() => {
    const [track] = entity.tracks();
    if (track?.header === undefined) return;
    if (!headerWritten) appendFileSync(file, track.header);
    headerWritten = true;
    for (const fragment of track.fragments.slice(written)) {
      appendFileSync(file, fragment);
      written += 1;
      say(`fragment ${String(written)}`);
    }
  }, 2);
  say(`port ${String(entity.port)}`);
};

const send = async (url: URL, scale: number): Promise<void> => {
  const stop = new AbortController();
  process.once('SIGINT', () => {
    stop.abort();
  });
  process.exitCode = await ingestSource({
    host: url.hostname,
    port: Number(url.port),
    point: url.pathname,
    ...owner,
    quirks: [],
    tracks: [sourceTrack('video')],
    requests: 'long',
    pace: 'real-time',
    timing: timingOf(1, scale),
    signal: new AbortController().signal,
    stop: stop.signal,
    log: say,
  });
};

const [, , role, word = '', scale = '1'] = process.argv;
if (role === 'source') await send(new URL(word), Number(scale));
else {
  say('ready');
  createInterface({ input: process.stdin }).once('line', (line) => void receive(word, Number(line)));
}

// A receiving side, a process of its own: ours with all default rules and no recording, or a bare node:http sink.
import http from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [side, dist, rules] = process.argv.slice(2);

const ours = async () => {
  const load = (file) => import(pathToFileURL(path.join(dist, 'src', file)).href);
  const { receivingEntity } = await load('peer/receiving-entity/receiving-entity.js');
  const { sourceTrack } = await load('media/tracks/presentation.js');
  const errors = new Set();
  const entity = await receivingEntity({
    quirks: [],
    owner: { user: 'ingest', password: 'hackme' },
    accounts: {},
    points: 'any',
    validate: rules !== 'none',
    keep: false,
  });
  process.on('message', () => {
    for (const { findings } of entity.tracks())
      for (const { severity, rule, message } of findings)
        if (severity === 'error') errors.add(`${rule} ${message}`);
    const received = entity.tracks().reduce((sum, track) => sum + track.received, 0);
    process.send({ errors: [...errors], received });
  });
  process.send({ port: entity.port, header: Buffer.from(sourceTrack('video').header).toString('base64') });
};

const sink = () => {
  let bytes = 0;
  const server = http.createServer((request, response) => {
    request.on('data', (data) => (bytes += data.length));
    request.on('end', () => response.end());
  });
  server.requestTimeout = 0;
  process.on('message', () => process.send({ bytes }));
  server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
};

process.on('SIGINT', () => process.exit(0));
if (side === 'ours') await ours();
else sink();

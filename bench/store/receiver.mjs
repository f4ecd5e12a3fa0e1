// A store, a process of its own: ours, with its objects in files or in memory, or node:http that writes each body to a file.
// All that write files do so under another name first, and rename them when they are whole.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { pipeline } from 'node:stream';
import { pathToFileURL } from 'node:url';

const [side, dist, directory] = process.argv.slice(2);

const ours = async (where) => {
  const file = path.join(dist, 'src/peer/receiving-entity/receiving-entity.js');
  const { receivingEntity } = await import(pathToFileURL(file).href);
  const { port } = await receivingEntity({
    quirks: [],
    owner: { user: 'ingest', password: 'hackme' },
    accounts: {},
    points: 'any',
    validate: false,
    keep: false,
    stores: true,
    ...where,
  });
  process.send({ port });
};

/** Creates the folder of a file where it is not there yet. */
const renamed = (from, to, done) =>
  fs.rename(from, to, (error) => {
    if (error?.code !== 'ENOENT') return done(error);
    fs.mkdir(path.dirname(to), { recursive: true }, () => fs.rename(from, to, done));
  });

let uploads = 0;
/** As it is written with Node: a stream into a file, and no thread waits for the disk. */
const streamed = (request, file, done) => {
  const temporary = path.join(directory, `incoming-${(uploads += 1)}`);
  pipeline(request, fs.createWriteStream(temporary), (error) => {
    if (error) done(error);
    else renamed(temporary, file, done);
  });
};

/** The same calls of the file system as ours makes, each at once. */
const atOnce = (request, file, done) => {
  const temporary = path.join(directory, `incoming-${(uploads += 1)}`);
  const fd = fs.openSync(temporary, 'wx');
  request.on('data', (bytes) => {
    for (let at = 0; at < bytes.length;) at += fs.writeSync(fd, bytes, at);
  });
  request.on('end', () => {
    fs.closeSync(fd);
    try {
      fs.renameSync(temporary, file);
    } catch {
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.renameSync(temporary, file);
    }
    done();
  });
};

const node = (write) => {
  const server = http.createServer((request, response) => {
    const file = path.join(directory, path.normalize(request.url));
    if (request.method === 'GET') pipeline(fs.createReadStream(file), response, () => {});
    else
      write(request, file, (error) => {
        response.statusCode = error ? 500 : 201;
        response.end();
      });
  });
  server.requestTimeout = 0;
  server.keepAliveTimeout = 0;
  server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
};

process.on('SIGINT', () => process.exit(0));
if (side === 'ours') await ours({ directory });
else if (side === 'memory') await ours({});
else node(side === 'at-once' ? atOnce : streamed);

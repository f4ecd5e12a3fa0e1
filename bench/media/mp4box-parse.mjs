// mp4box.js on a file as an application feeds it: in pieces, the mdat let go once it was seen. It checks nothing, and
// is the named peer that a validator in JavaScript is measured against. node bench/media/mp4box-parse.mjs FILE
import fs from 'node:fs';
import { createFile, Log } from 'mp4box';

Log.setLogLevel(Log.LOG_LEVEL_ERROR);
const file = createFile(false);
let errors = 0;
file.onError = () => (errors += 1);

let offset = 0;
for await (const piece of fs.createReadStream(process.argv[2], { highWaterMark: 1024 * 1024 })) {
  // It wants an ArrayBuffer of its own that says where in the file it stands.
  const buffer = piece.buffer.slice(piece.byteOffset, piece.byteOffset + piece.length);
  buffer.fileStart = offset;
  offset += piece.length;
  file.appendBuffer(buffer);
}
file.flush();

const samples = (file.moov?.traks ?? []).reduce((sum, track) => sum + (track.samples?.length ?? 0), 0);
console.log(JSON.stringify({ moofs: file.moofs.length, samples, boxes: file.boxes.length, errors }));

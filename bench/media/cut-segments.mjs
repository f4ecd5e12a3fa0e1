// Cuts a fragmented file into a CMAF header and segments of one moof each, named so that they sort in their order.
// node bench/media/cut-segments.mjs FILE DIR COUNT; DIR must not be there yet.
import fs from 'node:fs';
import path from 'node:path';

const [file, directory, wanted] = process.argv.slice(2);
const count = Number(wanted);
// A thousand segments of the small audio are 200 KB; a file of a thousand larger ones would still fit here.
const bytes = Buffer.allocUnsafe(64 * 1024 * 1024);
const descriptor = fs.openSync(file);
const length = fs.readSync(descriptor, bytes, 0, bytes.length, 0);
fs.closeSync(descriptor);

const cuts = [];
for (let at = 0; at + 8 <= length && cuts.length <= count;) {
  const size = bytes.readUInt32BE(at);
  if (size < 8) throw new Error(`${file}: a box of ${size} bytes at ${at}`);
  const type = bytes.toString('latin1', at + 4, at + 8);
  if (type === 'moof') cuts.push(at);
  at += size;
}
if (cuts.length <= count) throw new Error(`${file}: holds ${cuts.length} moofs, not more than ${count}`);

fs.mkdirSync(directory);
fs.writeFileSync(path.join(directory, 'header.cmfa'), bytes.subarray(0, cuts[0]));
const digits = String(count).length;
for (let index = 0; index < count; index += 1) {
  const name = `segment-${String(index + 1).padStart(digits, '0')}.m4s`;
  fs.writeFileSync(path.join(directory, name), bytes.subarray(cuts[index], cuts[index + 1]));
}

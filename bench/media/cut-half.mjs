// Writes the first half of a fragmented file, up to a moof, so that there are three lengths of the same stream: growth
// between two of them says what a moof costs, and between three whether that stays so.
// node bench/media/cut-half.mjs FILE OUT
import fs from 'node:fs';

const [file, out] = process.argv.slice(2);
const source = fs.openSync(file);
const half = fs.fstatSync(source).size / 2;
const head = Buffer.allocUnsafe(8);

let end = 0;
for (;;) {
  if (fs.readSync(source, head, 0, 8, end) < 8) throw new Error(`${file}: no moof in its second half`);
  const size = head.readUInt32BE(0);
  if (size < 8) throw new Error(`${file}: a box of ${size} bytes at ${end}`);
  if (end >= half && head.toString('latin1', 4) === 'moof') break;
  end += size;
}

const target = fs.openSync(out, 'wx');
const block = Buffer.allocUnsafe(1024 * 1024);
for (let at = 0; at < end;) {
  const length = fs.readSync(source, block, 0, Math.min(block.length, end - at), at);
  fs.writeSync(target, block, 0, length);
  at += length;
}

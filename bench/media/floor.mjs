// The least that parsing can cost in JavaScript: every box header is read, every sample of every trun is counted, and
// five things are checked. It knows no rule set and explains nothing, so a validator is measured in multiples of it.
// node bench/media/floor.mjs FILE. What is wrong is counted, not told; it is not a reader for hostile files.
import fs from 'node:fs';

const readSize = 1024 * 1024;

const moof = 0x6d6f6f66;
const mfhd = 0x6d666864;
const traf = 0x74726166;
const tfhd = 0x74666864;
const tfdt = 0x74666474;
const trun = 0x7472756e;
const mdat = 0x6d646174;
const moov = 0x6d6f6f76;
const mvex = 0x6d766578;
const trex = 0x74726578;

// The five checks, in the order in which ISO/IEC 14496-12 meets them: mfhd counts up, tfhd says
// default-base-is-moof, tfdt goes on where the samples before it ended, the sample sizes fill the mdat, and the boxes
// fill what holds them.
const faults = { sequence: 0, base: 0, continuity: 0, sizes: 0, tiling: 0 };

// One object, because V8 writes a field of an object faster than a variable of a module.
const state = {
  boxes: 0,
  moofs: 0,
  samples: 0,
  trexDuration: 0,
  trexSize: 0,
  lastSequence: 0,
  expectedTime: -1,
  // Bytes that the truns of the last moof announced; the mdat behind it must hold as many.
  announced: 0,
  // Bytes of an mdat, or of another box that nobody reads, which are still to come.
  skipping: 0,
};

const readMoov = (view, from, end) => {
  let at = from;
  while (at + 8 <= end) {
    const size = view.getUint32(at);
    if (size < 8 || at + size > end) break;
    state.boxes += 1;
    const type = view.getUint32(at + 4);
    if (type === mvex) readMoov(view, at + 8, at + size);
    else if (type === trex) {
      state.trexDuration = view.getUint32(at + 20);
      state.trexSize = view.getUint32(at + 24);
    }
    at += size;
  }
  if (at !== end) faults.tiling += 1;
};

const readTraf = (view, from, end) => {
  let at = from;
  let defaultDuration = state.trexDuration;
  let defaultSize = state.trexSize;
  let start = 0;
  let duration = 0;
  while (at + 8 <= end) {
    const size = view.getUint32(at);
    if (size < 8 || at + size > end) break;
    state.boxes += 1;
    const type = view.getUint32(at + 4);
    if (type === tfhd) {
      const flags = view.getUint32(at + 8);
      if ((flags & 0x020000) === 0) faults.base += 1;
      let field = at + 16;
      if (flags & 0x000001) field += 8;
      if (flags & 0x000002) field += 4;
      if (flags & 0x000008) {
        defaultDuration = view.getUint32(field);
        field += 4;
      }
      if (flags & 0x000010) defaultSize = view.getUint32(field);
    } else if (type === tfdt) {
      start = view.getUint32(at + 12);
      if (view.getUint8(at + 8) === 1) start = start * 4294967296 + view.getUint32(at + 16);
      if (state.expectedTime !== -1 && start !== state.expectedTime) faults.continuity += 1;
    } else if (type === trun) {
      const flags = view.getUint32(at + 8);
      const count = view.getUint32(at + 12);
      const stop = at + size;
      let field = at + 16 + (flags & 0x000001 ? 4 : 0) + (flags & 0x000004 ? 4 : 0);
      const hasDuration = flags & 0x000100;
      const hasSize = flags & 0x000200;
      const unread = (flags & 0x000400 ? 4 : 0) + (flags & 0x000800 ? 4 : 0);
      const width = (hasDuration ? 4 : 0) + (hasSize ? 4 : 0) + unread;
      if (field + count * width !== stop) faults.tiling += 1;
      else {
        for (let index = 0; index < count; index += 1) {
          if (hasDuration) {
            duration += view.getUint32(field);
            field += 4;
          } else duration += defaultDuration;
          if (hasSize) {
            state.announced += view.getUint32(field);
            field += 4;
          } else state.announced += defaultSize;
          field += unread;
        }
        state.samples += count;
      }
    }
    at += size;
  }
  if (at !== end) faults.tiling += 1;
  state.expectedTime = start + duration;
};

const readMoof = (view, from, end) => {
  let at = from;
  state.moofs += 1;
  state.announced = 0;
  while (at + 8 <= end) {
    const size = view.getUint32(at);
    if (size < 8 || at + size > end) break;
    state.boxes += 1;
    const type = view.getUint32(at + 4);
    if (type === mfhd) {
      const sequence = view.getUint32(at + 12);
      if (sequence <= state.lastSequence) faults.sequence += 1;
      state.lastSequence = sequence;
    } else if (type === traf) readTraf(view, at + 8, at + size);
    at += size;
  }
  if (at !== end) faults.tiling += 1;
};

/** Reads the box at `at` of `length` bytes: how many are done with, or minus how many a box wants to be read at all. */
const readBox = (view, at, length) => {
  const have = length - at;
  if (have < 8) return -8;
  let size = view.getUint32(at);
  let head = 8;
  if (size === 1) {
    if (have < 16) return -16;
    size = view.getUint32(at + 8) * 4294967296 + view.getUint32(at + 12);
    head = 16;
  }
  // A size of 0 means "to the end of the file" and anything else below the head is broken: either way no box follows.
  if (size < head) size = Infinity;
  const type = view.getUint32(at + 4);
  if (type === moof || type === moov) {
    if (size === Infinity) faults.tiling += 1;
    else if (have < size) return -size;
    else if (type === moof) readMoof(view, at + head, at + size);
    else readMoov(view, at + head, at + size);
  } else if (type === mdat && size - head !== state.announced) faults.sizes += 1;
  state.boxes += 1;
  if (size <= have) return size;
  state.skipping = size - have;
  return have;
};

const block = Buffer.allocUnsafe(readSize);
const blockView = new DataView(block.buffer, block.byteOffset, readSize);
// The beginning of a box that goes on in the next read.
let rest = null;

/** Reads boxes from `view` until it ends; a box that is cut off there is kept, with room for what it still wants. */
const readBoxes = (bytes, view, from, length) => {
  let at = from;
  while (at < length) {
    const done = readBox(view, at, length);
    if (done < 0) {
      const held = Buffer.allocUnsafe(-done);
      bytes.copy(held, 0, at, length);
      rest = { bytes: held, have: length - at };
      return;
    }
    at += done;
  }
};

/** Fills the kept box from the block; says where in the block the next box begins. */
const completeRest = (length) => {
  let at = 0;
  while (rest !== null && at < length) {
    const { bytes, have } = rest;
    const taken = Math.min(bytes.length - have, length - at);
    block.copy(bytes, have, at, at + taken);
    at += taken;
    rest.have += taken;
    if (rest.have < bytes.length) continue;
    const whole = rest;
    rest = null;
    readBoxes(
      whole.bytes,
      new DataView(whole.bytes.buffer, whole.bytes.byteOffset, whole.have),
      0,
      whole.have,
    );
  }
  return at;
};

const descriptor = fs.openSync(process.argv[2]);
for (;;) {
  const length = fs.readSync(descriptor, block, 0, readSize, null);
  if (length === 0) break;
  let at = completeRest(length);
  if (state.skipping > 0) {
    const skipped = Math.min(state.skipping, length - at);
    state.skipping -= skipped;
    at += skipped;
  }
  // An mdat that ended in this read leaves nothing to skip, so the boxes behind it are read from where it stopped.
  readBoxes(block, blockView, at, length);
}
if (rest !== null || (state.skipping > 0 && state.skipping !== Infinity)) faults.tiling += 1;
const { moofs, samples, boxes } = state;
console.log(JSON.stringify({ moofs, samples, boxes, faults }));

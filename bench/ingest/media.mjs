// Fragments of a video track of 5 Mbit/s: 24 frames in 0.96 s, with samples that nobody decodes. Only a few numbers differ
// from one fragment to the next, so that sending costs next to nothing beside receiving.

const timescale = 12800;
const frames = 24;
const frame = 512;

export const fragmentSeconds = (frames * frame) / timescale;

const u32 = (value) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
};
const box = (type, ...content) => {
  const body = Buffer.concat(content);
  return Buffer.concat([u32(8 + body.length), Buffer.from(type, 'latin1'), body]);
};
const full = (type, version, flags, ...content) => box(type, u32(version * 2 ** 24 + flags), ...content);

/** A fragment of so many samples and bytes, and where its sequence number and its time stand. */
export const fragment = (samples, bytes) => {
  const each = Math.floor(bytes / samples);
  const sizes = Array.from({ length: samples }, () => u32(each));
  const moof = (offset) =>
    box(
      'moof',
      full('mfhd', 0, 0, u32(1)),
      box(
        'traf',
        full('tfhd', 0, 0x020028, u32(1), u32(frame), u32(0x01010000)),
        full('tfdt', 1, 0, u32(0), u32(0)),
        full('trun', 0, 0x205, u32(samples), u32(offset), u32(0x02000000), ...sizes),
      ),
    );
  const { length } = moof(0);
  const whole = Buffer.concat([moof(length + 8), box('mdat', Buffer.alloc(each * samples, 0x2a))]);
  return {
    bytes: whole,
    sequenceAt: whole.indexOf('mfhd') + 8,
    timeAt: whole.indexOf('tfdt') + 8,
    duration: samples * frame,
  };
};

export const oneFragment = () => fragment(frames, 600_000);
export const smallFragment = () => fragment(1, 3_900);

/** A fragment in chunks of the chunked coding, and where its numbers stand in it; they lie in the first chunk. */
export const inChunks = (one, size) => {
  const parts = [];
  for (let at = 0; at < one.bytes.length; at += size) {
    const piece = one.bytes.subarray(at, at + size);
    parts.push(Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n'));
  }
  const shift = parts[0].length;
  return {
    bytes: Buffer.concat(parts),
    sequenceAt: one.sequenceAt + shift,
    timeAt: one.timeAt + shift,
    duration: one.duration,
  };
};

/** Makes it the fragment of a number. */
export const renumber = ({ bytes, sequenceAt, timeAt, duration }, number) => {
  bytes.writeUInt32BE(number + 1, sequenceAt);
  bytes.writeBigUInt64BE(BigInt(number) * BigInt(duration), timeAt);
};

/** Bytes that hold no pattern and follow from a seed alone, for objects whose content says nothing. */

/** No object is longer than this, in bytes. */
export const mostFiller = 256 * 1024 * 1024;

/** Of what size the portions are in which filler is handed over, in bytes. */
export const fillerPortion = 1024 * 1024;

/** Marsaglia's constant for seeds, so that neighbouring ones have nothing in common; its state must not be 0. */
const stateOf = (seed: number): number => Math.imul(seed | 0, 0x9e3779b1) ^ 0x6d2b79f5 || 1;

/** So many bytes, `mostFiller` at most: xorshift of 32 bits (Marsaglia, 2003), each word with its low byte first. */
export const fillerBytes = (length: number, seed: number): Uint8Array => {
  const bounded = Math.max(0, Math.min(Math.trunc(length) || 0, mostFiller));
  const bytes = new Uint8Array(Math.ceil(bounded / 4) * 4);
  const view = new DataView(bytes.buffer);
  let state = stateOf(seed);
  for (let at = 0; at < bytes.length; at += 4) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    view.setInt32(at, state, true);
  }
  return bytes.subarray(0, bounded);
};

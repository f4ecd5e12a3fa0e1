/** SHA-256 (FIPS 180-4, 6.2) of bytes that come in pieces, without anything of Node or a browser. */

/** The first 32 bits of the fractional parts of roots of the first primes (4.2.2 and 5.3.3). */
const fractions = (count: number, root: (prime: number) => number): Uint32Array => {
  const words = new Uint32Array(count);
  for (let candidate = 2, found = 0; found < count; candidate++) {
    let isPrime = true;
    for (let divisor = 2; divisor * divisor <= candidate; divisor++) {
      if (candidate % divisor === 0) isPrime = false;
    }
    if (isPrime) words[found++] = (root(candidate) % 1) * 2 ** 32;
  }
  return words;
};

const constants = fractions(64, Math.cbrt);
const beginning = fractions(8, Math.sqrt);

const rotated = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

export interface Sha256 {
  add(bytes: Uint8Array): void;
  /** The digest of all that was added, as 64 hexadecimal digits; nothing is added behind it. */
  digest(): string;
}

export const sha256 = (): Sha256 => {
  const state = beginning.slice();
  const block = new Uint8Array(64);
  const view = new DataView(block.buffer);
  const words = new Uint32Array(64);
  let used = 0;
  let length = 0;

  const at = (index: number): number => words[index] ?? 0;

  const mix = (): void => {
    for (let i = 0; i < 16; i++) words[i] = view.getUint32(i * 4);
    for (let i = 16; i < 64; i++) {
      const a = at(i - 15);
      const b = at(i - 2);
      const low = rotated(a, 7) ^ rotated(a, 18) ^ (a >>> 3);
      const high = rotated(b, 17) ^ rotated(b, 19) ^ (b >>> 10);
      words[i] = at(i - 16) + low + at(i - 7) + high;
    }
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
    for (let i = 0; i < 64; i++) {
      const choice = (e & f) ^ (~e & g);
      const majority = (a & b) ^ (a & c) ^ (b & c);
      const first =
        (h + (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) + choice + (constants[i] ?? 0) + at(i)) | 0;
      const second = (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) + majority;
      h = g;
      g = f;
      f = e;
      e = (d + first) | 0;
      d = c;
      c = b;
      b = a;
      a = (first + second) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => {
      state[i] = (state[i] ?? 0) + word;
    });
    used = 0;
  };

  const add = (bytes: Uint8Array): void => {
    length += bytes.length;
    for (let from = 0; from < bytes.length;) {
      const part = Math.min(64 - used, bytes.length - from);
      block.set(bytes.subarray(from, from + part), used);
      used += part;
      from += part;
      if (used === 64) mix();
    }
  };

  return {
    add,
    digest: () => {
      const bits = length;
      add(Uint8Array.of(0x80));
      add(new Uint8Array((120 - used) % 64));
      view.setUint32(56, Math.floor((bits * 8) / 2 ** 32));
      view.setUint32(60, (bits * 8) >>> 0);
      mix();
      return Array.from(state, (word) => word.toString(16).padStart(8, '0')).join('');
    },
  };
};

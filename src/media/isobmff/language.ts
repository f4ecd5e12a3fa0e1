/** The three letters that 15 bits pack (ISO/IEC 14496-12, 8.4.2.3), or undefined where they are none. */
export const unpackLanguage = (packed: number): string | undefined => {
  const letters = [packed >> 10, packed >> 5, packed].map((value) => value & 31);
  if ((packed & 0x8000) !== 0 || letters.some((value) => value < 1 || value > 26)) return undefined;
  return String.fromCharCode(...letters.map((value) => value + 0x60));
};

/** The 15 bits of a language of three letters. */
export const packLanguage = (language: string): number =>
  [...language].reduce((packed, letter) => (packed << 5) | ((letter.charCodeAt(0) - 0x60) & 31), 0);

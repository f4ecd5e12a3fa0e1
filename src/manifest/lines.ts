/** How the lines of a text end; `none` where it has only one, without an end. */
export type LineEnding = 'LF' | 'CRLF' | 'mixed' | 'none';

/** The lines of a text, without their ends; whether the last has one. */
export interface Lines {
  readonly lines: readonly string[];
  readonly lineEnding: LineEnding;
  readonly terminated: boolean;
}

/** Splits a text at LF and CRLF (RFC 8216, 4.1). A CR without LF stays in its line. Takes any text. */
export const splitLines = (text: string): Lines => {
  const lines = text.split('\n');
  const feeds = lines.length - 1;
  const terminated = lines.at(-1) === '';
  if (terminated) lines.pop();
  let returns = 0;
  for (let i = 0; i < feeds; i++) {
    const line = lines[i];
    if (line?.endsWith('\r') !== true) continue;
    returns++;
    lines[i] = line.slice(0, -1);
  }
  const lineEnding = feeds === 0 ? 'none' : returns === 0 ? 'LF' : returns === feeds ? 'CRLF' : 'mixed';
  return { lines, lineEnding, terminated };
};

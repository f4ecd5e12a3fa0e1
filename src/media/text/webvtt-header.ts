import type { Parsed } from '../codec/parsed.ts';
import { decodeUtf8 } from '../events/terminated-string.ts';

/** What can be seen of the text of a `vttC` box. */
export interface WebVttHeader {
  /** The text without a byte order mark. */
  readonly text: string;
  readonly hasByteOrderMark: boolean;
  /** Whether it begins with `WEBVTT`, and a space, a tab or the end of the line behind it. */
  readonly startsWithSignature: boolean;
  /** Whether a line has `-->`, as only the cues of a file have. */
  readonly hasArrow: boolean;
  /** Whether a line begins with `X-TIMESTAMP-MAP`, which HLS puts there. */
  readonly hasTimestampMap: boolean;
  /** Whether a zero byte is in the text, as of a string that was ended like in C. */
  readonly hasZero: boolean;
}

/**
 * Looks at the configuration of a WebVTT track, the payload of its `vttC` box: the text of a WebVTT file up to its
 * first cue (ISO/IEC 14496-30, 7.5; WebVTT, 4.1). Broken where it is not UTF-8.
 */
export const parseWebVttHeader = (config: Uint8Array): Parsed<WebVttHeader> => {
  const whole = decodeUtf8(config);
  if (whole === undefined) return { broken: 'the configuration is not UTF-8', at: 0 };
  const hasByteOrderMark = whole.startsWith('\ufeff');
  const text = hasByteOrderMark ? whole.slice(1) : whole;
  return {
    value: {
      text,
      hasByteOrderMark,
      startsWithSignature: /^WEBVTT(?:[\t\n\r ]|$)/.test(text),
      hasArrow: text.includes('-->'),
      hasTimestampMap: /(?:^|[\n\r])X-TIMESTAMP-MAP/.test(text),
      hasZero: text.includes('\0'),
    },
  };
};

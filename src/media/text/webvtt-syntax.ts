const timestamp = /^(?:\d{2,15}:)?[0-5]\d:[0-5]\d\.\d{3}$/;

/** Whether a text is a timestamp as a `ctim` box holds it (WebVTT, 4.1: "WebVTT timestamp"). */
export const isWebVttTimestamp = (text: string): boolean => timestamp.test(text);

const isPercentage = (text: string): boolean =>
  /^\d{1,15}(?:\.\d{1,15})?%$/.test(text) && parseFloat(text) <= 100;

const withAlignment = (value: string, alignments: readonly string[]): readonly [string, boolean] => {
  const comma = value.indexOf(',');
  return comma < 0 ? [value, true] : [value.slice(0, comma), alignments.includes(value.slice(comma + 1))];
};

const settings: ReadonlyMap<string, (value: string) => boolean> = new Map([
  ['vertical', (value: string) => value === 'rl' || value === 'lr'],
  [
    'line',
    (value: string) => {
      const [offset, aligned] = withAlignment(value, ['start', 'center', 'end']);
      return aligned && (isPercentage(offset) || /^-?\d{1,15}$/.test(offset));
    },
  ],
  [
    'position',
    (value: string) => {
      const [offset, aligned] = withAlignment(value, ['line-left', 'center', 'line-right']);
      return aligned && isPercentage(offset);
    },
  ],
  ['size', isPercentage],
  ['align', (value: string) => ['start', 'center', 'end', 'left', 'right'].includes(value)],
  ['region', (value: string) => value !== '' && !value.includes('-->')],
]);

/** Whether a text without spaces is one cue setting, such as `line:80%,end` (WebVTT, 4.4). */
export const isWebVttSetting = (token: string): boolean => {
  const colon = token.indexOf(':');
  return colon > 0 && (settings.get(token.slice(0, colon))?.(token.slice(colon + 1)) ?? false);
};

/**
 * Whether a text is a list of cue settings as a `sttg` box holds it (WebVTT, 4.4: "WebVTT cue settings list"): settings
 * with spaces or tabs between them, none of them twice.
 */
export const isWebVttSettings = (text: string): boolean => {
  if (text === '') return true;
  const tokens = text.split(/[\t ]+/);
  const names = new Set(tokens.map((token) => token.slice(0, token.indexOf(':'))));
  return tokens.every(isWebVttSetting) && names.size === tokens.length;
};

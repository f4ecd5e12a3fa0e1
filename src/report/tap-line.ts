/** The grammar of TAP: test points, directives and diagnostics that any text can be put into. */
import { line as oneLine } from './text.ts';

export interface TapPoint {
  readonly ok: boolean;
  readonly description: string;
  readonly directive?: { readonly word: 'SKIP' | 'TODO'; readonly reason: string };
  readonly diagnostics?: Diagnostics;
}

export type Diagnostics = Readonly<Record<string, string | number | readonly string[] | undefined>>;

const longest = { description: 300, reason: 300, value: 4096, items: 40 };

/** `#` begins a directive and `\` escapes it; a brace at the end would open a buffered subtest. */
const escaped = (text: string, most: number): string =>
  oneLine(text.trim(), most)
    .replace(/[\\#]/g, '\\$&')
    .replace(/\{\s*$/, '{…');

const word = /^[a-z][\w/-]*$/i;
const notAWord = /^(?:true|false|yes|no|on|off|y|n|null|nan)$/i;

const scalar = (value: string | number): string => {
  if (typeof value === 'number') return String(value);
  const shown = oneLine(value, longest.value);
  return word.test(shown) && !notAWord.test(shown) ? shown : JSON.stringify(shown);
};

const list = (values: readonly string[]): string[] => [
  ...values.slice(0, longest.items).map((value) => `    - ${scalar(value)}`),
  ...(values.length > longest.items
    ? [`    - ${scalar(`… ${String(values.length - longest.items)} more`)}`]
    : []),
];

/** A YAML block of plain words and quoted strings, which every parser of YAML reads alike. */
const yaml = (diagnostics: Diagnostics): string[] => {
  const lines = Object.entries(diagnostics).flatMap(([key, value]) => {
    if (value === undefined) return [];
    if (typeof value === 'string' || typeof value === 'number') return [`  ${key}: ${scalar(value)}`];
    return value.length === 0 ? [] : [`  ${key}:`, ...list(value)];
  });
  return lines.length === 0 ? [] : ['  ---', ...lines, '  ...'];
};

/** The lines of one test point. */
export const tapPoint = (number: number, { ok, description, directive, diagnostics }: TapPoint): string[] => [
  `${ok ? 'ok' : 'not ok'} ${String(number)} - ${escaped(description, longest.description)}` +
    (directive ? ` # ${directive.word} ${escaped(directive.reason, longest.reason)}`.trimEnd() : ''),
  ...yaml(diagnostics ?? {}),
];

export const tapPlan = (count: number): string => `1..${String(count)}`;

export const tapComment = (text: string): string => `# ${oneLine(text, longest.description)}`;

export const tapSubtest = (name: string): string => `# Subtest: ${escaped(name, longest.description)}`;

export const tapBailOut = (reason: string): string => `Bail out! ${escaped(reason, longest.description)}`;

export const indented = (lines: readonly string[]): string[] => lines.map((each) => `    ${each}`);

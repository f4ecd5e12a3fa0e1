/** The difference of two runs for a person: one line that sums up, then what there is to say, worst first. */
import {
  differenceLine,
  verdictWords,
  type Change,
  type ClauseChange,
  type Difference,
  type Side,
  type Single,
} from './difference.ts';
import { line } from './text.ts';

const sideOf = (side: Side | undefined): string => {
  if (side === undefined) return 'not judged';
  const verdict = verdictWords(side);
  return side.said === '' ? verdict : `${verdict} (${line(side.said, 240)})`;
};

const changeLine = ({ scenario, check, before, after }: Change): string =>
  `  ${[line(scenario, 200), ...(check === undefined ? [] : [line(check, 200)])].join('  ')}  was ${sideOf(before)}, is ${sideOf(after)}`;

const singleLine = ({ scenario, verdict }: Single): string => `  ${line(scenario, 200)}  ${verdict}`;

const clauseLine = ({ clause, before, after }: ClauseChange): string =>
  `  ${line(clause, 200)}  was ${before ?? 'not judged'}, is ${after ?? 'not judged'}`;

const section = (title: string, lines: readonly string[]): string =>
  lines.length === 0 ? '' : `\n${title}\n\n${lines.map((each) => `${each}\n`).join('')}`;

/** The line in which everything stands that makes two runs hard to compare. */
export const comparedAllTheSame = ({ circumstances }: Difference): string =>
  circumstances.length === 0 ? '' : `compared all the same: ${circumstances.join('; ')}`;

export const differenceText = (difference: Difference): string => {
  const odd = comparedAllTheSame(difference);
  return [
    `${line(differenceLine(difference), 300)}\n`,
    odd === '' ? '' : `${line(odd, 1000)}\n`,
    section('Turned red', difference.red.map(changeLine)),
    section('Turned green', difference.green.map(changeLine)),
    section('New', difference.added.map(singleLine)),
    section('Gone', difference.gone.map(singleLine)),
    section('Changed otherwise', difference.changed.map(changeLine)),
    section('The same verdict, and something else was seen', difference.seen.map(changeLine)),
    section('Clauses', difference.clauses.map(clauseLine)),
  ].join('');
};

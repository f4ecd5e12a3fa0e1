/** The difference of two runs as a page of Markdown, for a job summary or a comment. */
import {
  differenceLine,
  verdictWords,
  type Change,
  type ClauseChange,
  type Difference,
  type Side,
  type Single,
} from './difference.ts';
import { comparedAllTheSame } from './difference-text.ts';
import { page, type Section } from './markdown-page.ts';
import { code, prose } from './markdown-text.ts';

const sideOf = (side: Side | undefined): string => {
  if (side === undefined) return 'not judged';
  const verdict = `**${prose(verdictWords(side), 100)}**`;
  return side.said === '' ? verdict : `${verdict} ${code(side.said, 300)}`;
};

const changeItem = ({ scenario, check, before, after }: Change): string => {
  const about = [code(scenario, 200), ...(check === undefined ? [] : [code(check, 200)])].join(' ');
  return `- ${about}: was ${sideOf(before)}, is ${sideOf(after)}`;
};

const singleItem = ({ scenario, verdict }: Single): string =>
  `- ${code(scenario, 200)}: **${prose(verdict, 100)}**`;

const clauseItem = ({ clause, before, after }: ClauseChange): string =>
  `- ${code(clause, 200)}: was ${prose(before ?? 'not judged', 100)}, is ${prose(after ?? 'not judged', 100)}`;

export const differenceMarkdown = (difference: Difference): string => {
  const { red, green, added, gone, changed, seen, clauses } = difference;
  const odd = comparedAllTheSame(difference);
  const section = (
    title: string,
    noun: string,
    items: readonly string[],
    kind: Section['kind'] = 'list',
  ): Section => ({ title, noun, items, kind });
  const head = [
    `## ingestspec: ${red.length > 0 ? 'something turned red' : 'nothing turned red'}`,
    prose(differenceLine(difference), 300),
    ...(odd === '' ? [] : [prose(odd, 1000)]),
  ];
  return page(
    `${head.join('\n\n')}\n`,
    [
      section('Turned red', 'red one', red.map(changeItem)),
      section('Turned green', 'green one', green.map(changeItem)),
      section('New', 'new one', added.map(singleItem), 'folded'),
      section('Gone', 'lost one', gone.map(singleItem), 'folded'),
      section('Changed otherwise', 'other change', changed.map(changeItem), 'folded'),
      section('The same verdict, and something else was seen', 'other sight', seen.map(changeItem), 'folded'),
      section('Clauses', 'clause', clauses.map(clauseItem), 'folded'),
    ],
    'The option --json leaves nothing out.',
  );
};

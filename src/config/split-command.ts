/** A command line in one string, taken apart as a shell would, without a shell: quotes and backslashes, nothing else. */
import { UsageError } from './usage-error.ts';

/** A word that is part of the shell's own language when it stands alone. */
const operators = new Set(['|', '||', '&', '&&', ';', '<', '>', '>>', '2>', '2>&1']);

interface Reading {
  readonly words: string[];
  word: string | undefined;
  plain: boolean;
}

const finishWord = (reading: Reading): void => {
  if (reading.word === undefined) return;
  if (reading.plain && operators.has(reading.word)) {
    throw new UsageError(
      `no shell runs the command, so “${reading.word}” means nothing: use a list [sh, -c, '…'] where you need one`,
    );
  }
  reading.words.push(reading.word);
  reading.word = undefined;
  reading.plain = true;
};

const add = (reading: Reading, text: string): void => {
  reading.word = (reading.word ?? '') + text;
};

/** A quoted piece, from the character after the quote; gives the index of the closing quote. */
const takeQuoted = (reading: Reading, command: string, from: number, quote: string): number => {
  reading.plain = false;
  add(reading, '');
  for (let index = from; index < command.length; index += 1) {
    const character = command.charAt(index);
    if (character === quote) return index;
    const next = command.charAt(index + 1);
    if (quote === '"' && character === '\\' && '"\\$`'.includes(next) && next !== '') {
      add(reading, next);
      index += 1;
    } else add(reading, character);
  }
  throw new UsageError(`the command has a ${quote} that is never closed: close it`);
};

/**
 * @throws UsageError where a quote is never closed, where a word only means something to a shell, or where nothing
 * is left to run
 */
export const splitCommand = (command: string): string[] => {
  const reading: Reading = { words: [], word: undefined, plain: true };
  for (let index = 0; index < command.length; index += 1) {
    const character = command.charAt(index);
    if (/\s/.test(character)) finishWord(reading);
    else if (character === "'" || character === '"')
      index = takeQuoted(reading, command, index + 1, character);
    else if (character === '\\') {
      reading.plain = false;
      add(reading, command.charAt(index + 1));
      index += 1;
    } else add(reading, character);
  }
  finishWord(reading);
  if (reading.words.length === 0)
    throw new UsageError('the command is empty: name the program that is to be run');
  return reading.words;
};

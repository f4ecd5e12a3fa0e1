import { expect, test } from 'vitest';
import { splitCommand } from './split-command.ts';

test.each([
  ['ffmpeg -re  -i t.mp3 {url}', ['ffmpeg', '-re', '-i', 't.mp3', '{url}']],
  [`sh -c 'sleep 1; echo "x"'`, ['sh', '-c', 'sleep 1; echo "x"']],
  [`a "b \\"c\\" \\d" e\\ f`, ['a', 'b "c" \\d', 'e f']],
  [`a '' ""b`, ['a', '', 'b']],
  ['curl http://h/x?a=1&b=2', ['curl', 'http://h/x?a=1&b=2']],
  [`echo '|' \\;`, ['echo', '|', ';']],
  ['a\n  b\t c ', ['a', 'b', 'c']],
])('%s', (command, argv) => {
  expect(splitCommand(command)).toEqual(argv);
});

test.each([
  ['ffmpeg "t.mp3', 'the command has a " that is never closed: close it'],
  ['  ', 'the command is empty: name the program that is to be run'],
  [
    'cat t.mp3 | curl',
    "no shell runs the command, so “|” means nothing: use a list [sh, -c, '…'] where you need one",
  ],
])('%s is refused', (command, message) => {
  expect(() => splitCommand(command)).toThrow(message);
});

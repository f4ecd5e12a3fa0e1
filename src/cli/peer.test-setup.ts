import type { Typed } from './typed.ts';
import { typed } from './typed.ts';

/** A peer that runs until it is told to end; `said` resolves once its output has what is waited for. */
export const runningPeer = (argv: readonly string[]) => {
  const interruption = new AbortController();
  let out = '';
  let check = (): void => undefined;
  const ended: Promise<Typed> = typed(argv, {
    signal: interruption.signal,
    onOut: (text) => {
      out += text;
      check();
    },
  });
  const said = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      check = () => {
        const found = pattern.exec(out);
        if (found) resolve(found);
      };
      check();
      void ended.then(({ err }) => {
        reject(new Error(`it ended without saying ${String(pattern)}: ${out}${err}`));
      });
    });
  return {
    said,
    ended,
    end: () => {
      interruption.abort('SIGINT');
      return ended;
    },
  };
};

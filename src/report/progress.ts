/** The line at the foot of a terminal that tells how far a run has come. */
import type { Out } from './reporter.ts';
import { visible } from './text.ts';

export interface Progress {
  /** Writes text above the line. */
  print(text: string): void;
  plan(total: number): void;
  begin(id: string): void;
  finish(id: string): void;
  /** Takes the line away for good. */
  stop(): void;
}

const erase = '\r\u001b[2K';

/** Where nobody watches, text is only written. */
const plain = (out: Out): Progress => ({
  print: (text) => out.write(text),
  plan: () => undefined,
  begin: () => undefined,
  finish: () => undefined,
  stop: () => undefined,
});

const redrawn = (out: Out): Progress => {
  const running = new Set<string>();
  let total = 0;
  let done = 0;
  let drawn = false;

  const clear = (): void => {
    if (drawn) out.write(erase);
    drawn = false;
  };
  const draw = (): void => {
    clear();
    const latest = [...running].at(-1);
    if (latest === undefined) return;
    const others = running.size > 1 ? ` and ${String(running.size - 1)} more` : '';
    out.write(
      `${String(done)}/${String(total)}  ${visible(latest)}${others}`.slice(0, Math.max(10, out.columns - 1)),
    );
    drawn = true;
  };
  return {
    print: (text) => {
      clear();
      out.write(text);
      draw();
    },
    plan: (count) => {
      total = count;
    },
    begin: (id) => {
      // One that runs again is the latest again.
      running.delete(id);
      running.add(id);
      draw();
    },
    finish: (id) => {
      running.delete(id);
      done += 1;
    },
    stop: () => {
      running.clear();
      clear();
    },
  };
};

export const progressOn = (out: Out): Progress => (out.terminal ? redrawn(out) : plain(out));

/** Puts off what need not happen at once to the end of the turn, so that what waits for it is woken once for all. */
export interface Postponed {
  add(call: () => void): void;
}

export const postponed = (): Postponed => {
  let calls: (() => void)[] = [];
  const run = (): void => {
    const due = calls;
    calls = [];
    for (const call of due) call();
  };
  return {
    add: (call) => {
      if (calls.push(call) === 1) setImmediate(run);
    },
  };
};

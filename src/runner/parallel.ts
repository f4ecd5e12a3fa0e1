/** Runs a task for each thing, so many at once; the results are in the order of the things. */
export const inParallel = async <T, R>(
  things: readonly T[],
  jobs: number,
  task: (thing: T, index: number) => Promise<R>,
): Promise<R[]> => {
  const results = new Array<R>(things.length);
  const queue = things.map((thing, index) => ({ thing, index }));
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      results[next.index] = await task(next.thing, next.index);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(jobs, things.length)) }, worker));
  return results;
};

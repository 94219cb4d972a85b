/** Does some work again and again, `ms` milliseconds after it was last done, first after `firstMs`. Returns what ends that. */
export function every(
  ms: number,
  work: () => unknown,
  onError: (error: unknown) => void,
  firstMs = ms,
): () => Promise<void> {
  let stopped = false;
  let running = Promise.resolve();
  let timer = setTimeout(run, firstMs);
  function run(): void {
    running = Promise.resolve()
      .then(work)
      .then(() => undefined, onError)
      .then(() => {
        if (!stopped) timer = setTimeout(run, ms);
      });
  }
  return () => {
    stopped = true;
    clearTimeout(timer);
    return running;
  };
}

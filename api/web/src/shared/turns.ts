// Long work in turns: what takes longer than a moment lets the page do something else in between.

const BUSY = 16; // milliseconds of work before the page may do something else

/** Let the page do something else. */
export const breath = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve, 0); });

/** Give what is to be called now and then in long work: it waits a moment where the page has been busy for long enough. */
export const turns = (signal?: AbortSignal): (() => Promise<void>) => {
  let until = performance.now() + BUSY;
  return async () => {
    if (performance.now() < until) return;
    await breath();
    signal?.throwIfAborted();
    until = performance.now() + BUSY;
  };
};

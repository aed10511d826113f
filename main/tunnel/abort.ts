/** Not waiting any longer for what cannot be cancelled. */

/** As the promise, or rejects as soon as `signal` aborts. The promise goes on, and nobody minds how it ends. */
export function orAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(Object.assign(new Error('given up'), { code: 'ABORTED' }));
    signal.addEventListener('abort', abort);
    if (signal.aborted) abort();
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

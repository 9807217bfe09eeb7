import type { Clock } from '../clock.js';

/**
 * Makes one attempt and settles when it is over: with what `call` gives, or with the reason of `controller`, which
 * fires at the timeout too. A call that does not listen to its signal is left to itself; its late answer is dropped.
 *
 * @param timeoutMs how long the attempt may take, in milliseconds; `undefined`, as long as it likes
 * @param timeoutError makes the reason for which it is aborted then
 */
export function performAttempt(
  call: () => unknown,
  controller: AbortController,
  clock: Clock,
  timeoutMs: number | undefined,
  timeoutError: () => Error,
): Promise<unknown> {
  const { signal } = controller;
  return new Promise((resolve, reject) => {
    const cancelTimer =
      timeoutMs === undefined ? undefined : clock.setTimer(timeoutMs, () => controller.abort(timeoutError()));
    const giveUp = (): void => settle(reject, signal.reason);
    const settle = (how: (value: unknown) => void, value: unknown): void => {
      cancelTimer?.();
      signal.removeEventListener('abort', giveUp);
      how(value);
    };
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      Promise.resolve(call()).then(
        (value) => settle(resolve, value),
        (error: unknown) => settle(reject, error),
      );
    } catch (error) {
      settle(reject, error);
    }
  });
}

export const clocks = ['wall', 'cpu'] as const;

/**
 * What times are taken by: `wall` is what a user waits; `cpu` is the time of all threads of the process, the
 * collector's among them, and says the same on a machine that others use.
 */
export type ClockName = (typeof clocks)[number];

/** Milliseconds since some moment. */
export function stopwatch(clock: ClockName): () => number {
  if (clock === 'wall') return () => performance.now();
  return () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  };
}

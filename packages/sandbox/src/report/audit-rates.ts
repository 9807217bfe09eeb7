/** What one call takes of one rate. */
export interface Amount {
  readonly atMs: number;
  readonly order: number;
  readonly endedAtMs: number;
  readonly endOrder: number;
  readonly letIn: boolean;
  readonly reserved: number;
  readonly settled: number;
}

/** What a limit was, from a moment on. */
export interface LimitFrom {
  readonly fromMs: number;
  readonly order: number;
  readonly limit: number | undefined;
}

/** What counted when a call had been let in, that call with it. */
export interface Use {
  readonly atMs: number;
  readonly used: number;
  readonly limit: number | undefined;
}

/**
 * What the window that ends with each arrival held. Every call is three changes of one sum: it comes, it is settled, it
 * leaves the window; sorted by time, their sums up to each arrival are what the windows hold.
 */
export function rollingUses(
  amounts: readonly Amount[],
  limits: readonly LimitFrom[],
  windowMs: number,
): Use[] {
  const changes: Change[] = [];
  for (const { atMs, order, endedAtMs, endOrder, letIn, reserved, settled } of amounts) {
    const leavesAtMs = atMs + windowMs;
    const isSettledInside = endedAtMs < leavesAtMs;
    changes.push({ atMs, order, by: reserved, arrives: letIn });
    if (isSettledInside)
      changes.push({ atMs: endedAtMs, order: endOrder, by: settled - reserved, arrives: false });
    // Exactly when the window has passed it counts no more: before all else that happens then.
    const left = isSettledInside ? settled : reserved;
    changes.push({ atMs: leavesAtMs, order: 0, by: -left, arrives: false });
  }
  changes.sort((one, other) => one.atMs - other.atMs || one.order - other.order);
  const limitAt = inForce(limits);
  const uses: Use[] = [];
  let used = 0;
  for (const { atMs, order, by, arrives } of changes) {
    used += by;
    if (arrives && by > 0) uses.push({ atMs, used, limit: limitAt(order) });
  }
  return uses;
}

/** What was missing from the bucket after each arrival. */
export function bucketUses(
  amounts: readonly Amount[],
  limits: readonly LimitFrom[],
  windowMs: number,
): Use[] {
  const steps: Step[] = limits.map(({ fromMs, order, limit }) => ({
    atMs: fromMs,
    order,
    apply: (missing, state) => {
      state.limit = limit ?? Infinity;
      return missing;
    },
  }));
  const uses: Use[] = [];
  for (const { atMs, order, endedAtMs, endOrder, letIn, reserved, settled } of amounts) {
    steps.push({
      atMs,
      order,
      apply: (missing, { limit }) => {
        // A refused request takes what is left, one at most.
        if (!letIn) return Math.max(missing, Math.min(limit, missing + 1));
        const used = missing + reserved;
        if (reserved > 0) uses.push({ atMs, used, limit: limit === Infinity ? undefined : limit });
        return used;
      },
    });
    if (endOrder < Infinity) {
      steps.push({
        atMs: endedAtMs,
        order: endOrder,
        apply: (missing) => Math.max(0, missing + settled - reserved),
      });
    }
  }
  steps.sort((one, other) => one.order - other.order);
  const state = { limit: Infinity };
  let [missing, at] = [0, 0];
  for (const { atMs, apply } of steps) {
    missing = state.limit === Infinity ? 0 : Math.max(0, missing - ((atMs - at) * state.limit) / windowMs);
    at = atMs;
    missing = apply(missing, state);
  }
  return uses;
}

/** The limit at an order; to be asked with orders that rise. */
export function inForce<Value>(
  periods: readonly { readonly order: number; readonly limit: Value }[],
): (order: number) => Value | undefined {
  let current: Value | undefined;
  let next = 0;
  return (order) => {
    for (let period = periods[next]; period && period.order <= order; period = periods[next]) {
      current = period.limit;
      next++;
    }
    return current;
  };
}

interface Change {
  readonly atMs: number;
  readonly order: number;
  readonly by: number;
  /** Whether a call is let in by it. */
  readonly arrives: boolean;
}

interface Step {
  readonly atMs: number;
  readonly order: number;
  readonly apply: (missing: number, state: { limit: number }) => number;
}

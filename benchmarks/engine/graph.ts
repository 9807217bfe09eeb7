/** Tasks and what each needs, in rows of flat arrays. Task `i` needs only tasks below `i`. */
export interface Graph {
  readonly tasks: number;
  /** What task `i` needs is `needs[starts[i]]` to below `needs[starts[i + 1]]`. */
  readonly starts: Int32Array;
  readonly needs: Int32Array;
}

/** The tasks that a task needs. */
export function needsOf({ starts, needs }: Graph, task: number): Int32Array {
  return needs.subarray(starts[task] ?? 0, starts[task + 1] ?? 0);
}

/** Makes a graph of a list of needs a task. */
export function graphOf(rows: readonly (readonly number[])[]): Graph {
  const starts = new Int32Array(rows.length + 1);
  rows.forEach((row, task) => {
    starts[task + 1] = (starts[task] ?? 0) + row.length;
  });
  return { tasks: rows.length, starts, needs: Int32Array.from(rows.flat()) };
}

/** The tasks that no other task needs. */
export function leavesOf({ tasks, needs }: Graph): number[] {
  const needed = new Uint8Array(tasks);
  for (const task of needs) needed[task] = 1;
  return Array.from(needed.keys()).filter((task) => needed[task] === 0);
}

/**
 * The groups of nodes of which each can be reached from each other, a node that has no such company by itself: the
 * strongly connected components, by Tarjan's algorithm (Depth-first search and linear graph algorithms, 1972).
 *
 * With a stack of its own: a library that calls itself for each node cannot take a chain of ten thousand.
 *
 * @param nodes how many there are, numbered from 0
 * @param next the place in `to` at which the ways out of a node begin, by node; one more for the end
 * @param to by way out: the node that it leads to, or a negative number for none
 */
export function componentsOf(nodes: number, next: Int32Array, to: (way: number) => number): number[][] {
  /** By node: when it was first seen, from 1 on, and the earliest that is known to be reached from it. */
  const seen = new Int32Array(nodes);
  const low = new Int32Array(nodes);
  /** By node: 1, while its component is not known. */
  const open = new Uint8Array(nodes);
  const way = next.slice(0, nodes);
  const path: number[] = [];
  const pending: number[] = [];
  const components: number[][] = [];
  let count = 0;
  const enter = (node: number): void => {
    seen[node] = low[node] = ++count;
    open[node] = 1;
    path.push(node);
    pending.push(node);
  };
  for (let start = 0; start < nodes; start++) {
    if (seen[start] !== 0) continue;
    enter(start);
    for (let node = start; path.length > 0; node = path.at(-1) ?? 0) {
      const at = way[node] ?? 0;
      if (at < (next[node + 1] ?? 0)) {
        way[node] = at + 1;
        const other = to(at);
        if (other < 0) continue;
        if (seen[other] === 0) enter(other);
        else if (open[other] === 1) low[node] = Math.min(low[node] ?? 0, seen[other] ?? 0);
        continue;
      }
      path.pop();
      const from = path.at(-1);
      if (from !== undefined) low[from] = Math.min(low[from] ?? 0, low[node] ?? 0);
      if (low[node] !== seen[node]) continue;
      const component = pending.splice(pending.lastIndexOf(node));
      for (const member of component) open[member] = 0;
      components.push(component);
    }
  }
  return components;
}

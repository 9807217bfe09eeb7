/** So many characters of an id tell those apart that are looked for by how they begin. */
const headLength = 16;

/** What was taken, by id, and is not part of a commit yet. */
export class Unwritten<T> {
  readonly #states = new Map<string, T>();
  /** The same ids by how they begin, from when they are first looked for so. */
  #byHead: Map<string, Set<string>> | undefined;

  get(id: string): T | undefined {
    return this.#states.get(id);
  }

  /** Holds what stands for an id; the returned function is called when it is over, with all that was taken of the id. */
  hold(id: string, state: T): () => void {
    this.#states.set(id, state);
    if (this.#byHead !== undefined) addTo(this.#byHead, id);
    return () => {
      this.#states.delete(id);
      this.#forgetHead(id);
    };
  }

  /** The ids that begin so. */
  idsFrom(beginning: string): readonly string[] {
    if (this.#byHead === undefined) {
      this.#byHead = new Map();
      for (const id of this.#states.keys()) addTo(this.#byHead, id);
    }
    const alike =
      beginning.length < headLength ? this.#states.keys() : (this.#byHead.get(headOf(beginning)) ?? []);
    return [...alike].filter((id) => id.startsWith(beginning));
  }

  #forgetHead(id: string): void {
    const head = headOf(id);
    const alike = this.#byHead?.get(head);
    alike?.delete(id);
    if (alike?.size === 0) this.#byHead?.delete(head);
  }
}

function headOf(id: string): string {
  return id.slice(0, headLength);
}

function addTo(byHead: Map<string, Set<string>>, id: string): void {
  const head = headOf(id);
  const alike = byHead.get(head);
  if (alike === undefined) byHead.set(head, new Set([id]));
  else alike.add(id);
}

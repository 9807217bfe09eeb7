/**
 * Whether a name comes after another where the shorter is the smaller one: 9 before 10. Numbered names ascend so, and
 * ascending ones differ, which costs a look at the one before and no set.
 */
export function isAbove(name: string, other: string): boolean {
  return name.length === other.length ? name > other : name.length > other.length;
}

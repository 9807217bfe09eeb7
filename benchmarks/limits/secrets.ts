/** The secret of a key; any word would do. */
export function secretOf(key: number): string {
  return `benchmark-secret-of-key-${key}`;
}

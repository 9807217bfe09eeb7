/** For the end of a switch over a closed union: a member that nobody handles is a bug. */
export function unreachable(value: never): never {
  throw new Error(`Internal error: nothing handles ${JSON.stringify(value)}`);
}

/** For the `default` of a switch that names every case: a new case fails to compile, and a bug says what came. */
export function unreachable(value: never): never {
  throw new Error(`Internal error: ${JSON.stringify(value)} was not expected here`);
}

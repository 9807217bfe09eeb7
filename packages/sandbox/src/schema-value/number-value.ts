import { numberOr, type Keywords } from './json-schema.js';

/**
 * A number inside the bounds of a schema: `preferred` where it fits, else the nearest sensible one.
 * Undefined when nothing fits.
 */
export function numberValue(schema: Keywords, integer: boolean, preferred: number): number | undefined {
  const low = Math.max(
    numberOr(schema['minimum'], -Infinity),
    numberOr(schema['exclusiveMinimum'], -Infinity),
  );
  const high = Math.min(
    numberOr(schema['maximum'], Infinity),
    numberOr(schema['exclusiveMaximum'], Infinity),
  );
  return candidates(schema, integer, preferred, low, high).find((value) => fits(schema, integer, value));
}

function candidates(
  schema: Keywords,
  integer: boolean,
  preferred: number,
  low: number,
  high: number,
): number[] {
  const step = numberOr(schema['multipleOf'], undefined);
  if (step !== undefined && step > 0) return multiples(step, preferred, low, high);
  const offset = preferred - 1;
  const middle = low + (high - low) / 2;
  const values = [preferred, low + offset, low + 1, low, middle, high - offset, high - 1, high, 0];
  const rounded = values.flatMap((value) => [Math.ceil(value), Math.floor(value)]);
  return (integer ? rounded : [preferred, ...rounded, ...values]).filter(Number.isFinite);
}

/** Multiples of `step` from the preferred one and from both bounds inwards. */
function multiples(step: number, preferred: number, low: number, high: number): number[] {
  const fromLow = Math.ceil(low / step);
  const fromHigh = Math.floor(high / step);
  const counts = [preferred];
  // A step such as 0.3 gives a whole number only every tenth time, so look at more than the first multiple.
  for (let i = 0; i < 200; i++) counts.push(fromLow + i, fromHigh - i, i);
  return counts.map((count) => count * step).filter(Number.isFinite);
}

function fits(schema: Keywords, integer: boolean, value: number): boolean {
  const step = numberOr(schema['multipleOf'], undefined);
  return (
    (!integer || Number.isInteger(value)) &&
    value >= numberOr(schema['minimum'], -Infinity) &&
    value <= numberOr(schema['maximum'], Infinity) &&
    value > numberOr(schema['exclusiveMinimum'], -Infinity) &&
    value < numberOr(schema['exclusiveMaximum'], Infinity) &&
    (step === undefined || Number.isInteger(value / step))
  );
}

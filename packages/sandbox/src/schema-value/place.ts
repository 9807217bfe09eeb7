import type { JsonSchema } from './json-schema.js';

/** Where in the value that is being made a part stands. */
export interface Place {
  /** Of the schema, for messages: `#/properties/pages/items`. */
  readonly path: string;
  /** The name of the nearest property around. */
  readonly name: string;
  /** The indexes of the list items around, outermost first. */
  readonly serial: readonly number[];
  /** The references that are being followed. */
  readonly refs: readonly string[];
  /** Whether only what is required is made. */
  readonly small: boolean;
}

/** What makes the parts of an object or a list. */
export interface PartBuilder {
  build(schema: JsonSchema, place: Place): unknown;
  /** How many references the smallest value of a schema passes through; Infinity when none is finite. */
  height(schema: JsonSchema): number;
}

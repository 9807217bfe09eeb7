import type { z } from 'zod';
import type { FileProblem } from './file-error.js';

/** A kind of YAML or JSON file that people write, and how messages speak of it. */
export interface FileKind<Schema extends z.ZodType = z.ZodType> {
  /** What it holds: an object. Its descriptions tell what a field that is missing is for. */
  readonly schema: Schema;
  /** What it is called, with an article: `a brief`. */
  readonly called: string;
  /** What it begins with, for whoever gave something else: `name: Hearth & Rye`. */
  readonly example: string;
  /** What that is: `the name of the business`. */
  readonly beginsWith: string;
  /**
   * Whether messages quote what was found, for files without secrets. Else they say of what kind it is, name only fields that
   * there are, and the place has to do. Default `true`.
   */
  readonly quotesValues?: boolean;
}

/** What came of reading a file. */
export type FileReading<Value> =
  | {
      readonly status: 'read';
      /** What it holds, with every default filled in. */
      readonly value: Value;
    }
  | {
      readonly status: 'unusable';
      /** At least one, in the order of the file. */
      readonly problems: readonly FileProblem[];
    };

import type { FileKind, FileReading } from '../reading/file-kind.js';
import { readFields } from '../reading/read-fields.js';
import { readText } from '../reading/text.js';
import { BriefError } from './brief-error.js';
import { briefSchema, type Brief } from './schema.js';

/** Where a brief came from. */
export interface BriefSource {
  /** The path as it was given. */
  readonly path: string;
  /** Its text, as it was read. */
  readonly text: string;
}

/**
 * Reads a brief from a YAML or JSON file of at most 1 MB.
 *
 * @throws BriefError with every mistake, each with file, line and column
 */
export async function readBrief(path: string): Promise<{
  /** The brief, with every default filled in. */
  brief: Brief;
  /** Where it came from. */
  source: BriefSource;
}> {
  const text = usable(await readText(path, briefFile), path);
  return { brief: parseBrief(text, path), source: { path, text } };
}

/**
 * Parses the text of a brief, YAML or JSON (which YAML includes).
 *
 * @param path the name of the file in messages
 * @throws BriefError with every mistake, each with file, line and column
 */
export function parseBrief(text: string, path: string): Brief {
  return usable(readFields(text, briefFile), path);
}

const briefFile: FileKind<typeof briefSchema> = {
  schema: briefSchema,
  called: 'a brief',
  example: 'name: Hearth & Rye',
  beginsWith: 'the name of the business',
};

function usable<Value>(reading: FileReading<Value>, path: string): Value {
  if (reading.status === 'unusable') throw new BriefError(path, reading.problems);
  return reading.value;
}

import type { z } from 'zod';
import type { FileKind, FileReading } from './file-kind.js';
import { readFields } from './read-fields.js';
import { readText } from './text.js';

/** Reads the fields of a file of at most 1 MB, YAML or JSON, with every mistake at its place. */
export async function readFieldsFile<Schema extends z.ZodType>(
  path: string,
  kind: FileKind<Schema>,
): Promise<FileReading<z.output<Schema>>> {
  const text = await readText(path, kind);
  return text.status === 'read' ? readFields(text.value, kind) : text;
}

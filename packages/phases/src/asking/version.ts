import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** The version of this package: its rules and checks are those of a release. */
export const packageVersion: string = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))).version;

/**
 * The version of a phase that asks a model: with another question, or in another release, what was recorded of it no
 * longer holds.
 */
export function versionOf(instructions: string, answer: z.ZodType): string {
  const question = JSON.stringify([packageVersion, instructions, z.toJSONSchema(answer)]);
  return createHash('sha256').update(question).digest('hex').slice(0, 16);
}

import { z } from 'zod';
import type { Connection } from './call.js';
import type { ObjectRequest } from './client.js';
import { errors } from './errors.js';
import { inputText } from './input-text.js';
import type { PoolModels } from './options.js';
import { respond } from './respond.js';
import { strictSchema } from './strict-schema.js';
import type { Turn } from './words.js';

/**
 * Asks for a value that fits a schema. An answer that does not fit is shown to the model with what broke, once.
 *
 * @throws ModelError `schema-unsupported` before anything is sent; `invalid-answer` when the second answer breaks the
 *   schema too
 */
export async function askForObject<T>(
  connection: Connection,
  models: PoolModels,
  request: ObjectRequest<T>,
): Promise<T> {
  const { name, schema, instructions, model = models.text } = request;
  const asked = `"${name}"`;
  const words = {
    model,
    asked,
    instructions,
    maxOutputTokens: request.maxOutputTokens ?? models.maxOutputTokens(model),
    format: { name, schema: strictSchema(name, schema) },
  };
  const question: Turn = { role: 'user', content: inputText(request.input) };
  const answer = await respond(connection, { ...words, turns: [question] });
  const first = await readAnswer(schema, answer);
  if (first.status === 'fits') return first.value;

  // The correction is the developer's, so that the last word of the user stays the input.
  const turns: Turn[] = [
    question,
    { role: 'assistant', content: answer },
    { role: 'developer', content: correction(first.problems) },
  ];
  const second = await readAnswer(schema, await respond(connection, { ...words, turns }));
  if (second.status === 'fits') return second.value;
  const place = { task: connection.scope.task, model, asked };
  throw errors.invalidAnswer(place, connection.scrub(`after one correction:\n${second.problems}`));
}

type Reading<T> =
  { readonly status: 'fits'; readonly value: T } | { readonly status: 'broken'; readonly problems: string };

async function readAnswer<T>(schema: z.ZodType<T>, answer: string): Promise<Reading<T>> {
  let json: unknown;
  try {
    json = JSON.parse(answer);
  } catch {
    // The parser's own message quotes the beginning of the answer.
    return { status: 'broken', problems: 'it is not JSON' };
  }
  const parsed = await schema.safeParseAsync(json);
  return parsed.success
    ? { status: 'fits', value: parsed.data }
    : { status: 'broken', problems: z.prettifyError(parsed.error) };
}

function correction(problems: string): string {
  return `Your last answer does not fit the schema:\n${problems.slice(0, 4000)}\nGive the whole answer again, with these mended and everything else as it was.`;
}

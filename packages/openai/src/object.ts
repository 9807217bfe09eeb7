import { z } from 'zod';
import type { Connection } from './call.js';
import type { ListItems, ObjectRequest } from './client.js';
import { errors } from './errors.js';
import { inputText } from './input-text.js';
import { ItemHandOver } from './item-hand-over.js';
import type { ErasedItems } from './item-hand-over.js';
import type { PoolModels } from './options.js';
import { respond } from './respond.js';
import { strictSchema } from './strict-schema.js';
import type { Turn } from './words.js';
import type { WordsQuestion } from './respond.js';

/**
 * Asks for a value that fits a schema. An answer that does not fit is shown to the model with what broke, once. The items
 * of one of its lists are handed over while they are written, if that is asked for.
 *
 * @throws ModelError `schema-unsupported` before anything is sent; `invalid-answer` when the second answer breaks the
 *   schema too; what `onItem` throws
 */
export async function askForObject<T>(
  connection: Connection,
  models: PoolModels,
  request: ObjectRequest<T> & { readonly items?: ListItems<NoInfer<T>> },
): Promise<T> {
  const { name, schema } = request;
  const format = { name, schema: strictSchema(name, schema) };
  // Erased: that list and item fit each other is checked where the request is written.
  const erased = request.items as ErasedItems | undefined;
  const items = erased && new ItemHandOver(name, schema, erased, connection.hideSecrets);
  try {
    const value = await askTwice(connection, models, request, {
      format,
      ...(items !== undefined && {
        listen: (signal: AbortSignal) => items.listen(signal, () => connection.scope.budget?.handingOver()),
      }),
    });
    await items?.finish(value, connection.scope.signal);
    return value;
  } catch (error) {
    throw items?.failure === undefined ? error : items.failure.error;
  }
}

async function askTwice<T>(
  connection: Connection,
  models: PoolModels,
  request: ObjectRequest<T>,
  how: Pick<WordsQuestion, 'format' | 'listen'>,
): Promise<T> {
  const { name, schema, instructions, model = models.text } = request;
  const asked = `"${name}"`;
  const words = {
    ...how,
    model,
    asked,
    instructions,
    caps: models.capsOf(request, model),
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
  // A correction that breaks the schema as well is asked for anew, when it is a recorded one.
  const fits = async (text: string): Promise<boolean> => (await readAnswer(schema, text)).status === 'fits';
  const second = await readAnswer(schema, await respond(connection, { ...words, turns, fits }));
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

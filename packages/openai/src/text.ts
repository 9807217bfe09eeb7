import type { Connection } from './call.js';
import type { TextRequest } from './client.js';
import { inputText } from './input-text.js';
import type { PoolModels } from './options.js';
import { respond } from './respond.js';

/** Asks for plain text. */
export function askForText(
  connection: Connection,
  models: PoolModels,
  request: TextRequest,
): Promise<string> {
  const { instructions, input, model = models.text } = request;
  return respond(connection, {
    model,
    asked: 'text',
    instructions,
    turns: [{ role: 'user', content: inputText(input) }],
    caps: models.capsOf(request, model),
  });
}

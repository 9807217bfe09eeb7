import { errors } from './api-error.js';

/** What a conversation says to a responder. */
export interface Conversation {
  /** Instructions, system and developer messages, a blank line between them. */
  readonly instructions: string;
  /** The last user message, parsed where it is JSON. */
  readonly input: unknown;
  /** Everything that was sent, for the count of tokens. */
  readonly everything: string;
}

/**
 * Reads `input` of the responses endpoint (a text, or messages) or `messages` of chat completions. Items that are not
 * messages (tool calls, reasoning) are ignored.
 */
export function readConversation(
  param: string,
  value: unknown,
  instructions: string | undefined,
): Conversation {
  const messages = readMessages(param, value);
  const system = messages.filter(({ role }) => role === 'system' || role === 'developer');
  const user = messages.findLast(({ role }) => role === 'user');
  return {
    instructions: [instructions ?? '', ...system.map(({ text }) => text)]
      .filter((text) => text !== '')
      .join('\n\n'),
    input: parsedWhereJson(user?.text ?? ''),
    everything: [instructions ?? '', ...messages.map(({ text }) => text)].join(''),
  };
}

interface Message {
  readonly role: string;
  readonly text: string;
}

function readMessages(param: string, value: unknown): Message[] {
  if (param === 'input' && typeof value === 'string') return [{ role: 'user', text: value }];
  if (value === undefined || value === null) throw errors.missing(param);
  if (!Array.isArray(value)) {
    const expected = param === 'input' ? 'one of a string or an array of input items' : 'an array of objects';
    throw errors.wrongType(param, expected, value);
  }
  return value.flatMap((item: unknown, i) => {
    if (typeof item !== 'object' || item === null)
      throw errors.wrongType(`${param}[${i}]`, 'an object', item);
    if (!('role' in item)) {
      if ('type' in item && item.type !== 'message') return [];
      throw errors.missing(`${param}[${i}].role`);
    }
    const content = 'content' in item ? item.content : undefined;
    if (typeof item.role !== 'string') throw errors.wrongType(`${param}[${i}].role`, 'a string', item.role);
    return [{ role: item.role, text: textOf(`${param}[${i}].content`, content) }];
  });
}

/** A message's text: itself, or its text parts joined; parts of other kinds (images, files) say nothing here. */
function textOf(param: string, content: unknown): string {
  if (typeof content === 'string') return content;
  if (content === undefined || content === null) return '';
  if (!Array.isArray(content))
    throw errors.wrongType(param, 'one of a string or an array of content parts', content);
  return content
    .map((part: unknown) =>
      typeof part === 'object' && part !== null && 'text' in part && typeof part.text === 'string'
        ? part.text
        : '',
    )
    .join('');
}

function parsedWhereJson(text: string): unknown {
  if (!JSON_START.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** How JSON begins. Most texts do not, and an error that is thrown and caught is dear: a tenth of a small call. */
const JSON_START = /^\s*(?:[[{"\-\d]|(?:true|false|null)\s*$)/;

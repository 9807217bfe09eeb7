import { errors } from './api-error.js';
import type { CallEndpoint } from './call.js';
import { brokenValue } from './faults/broken-value.js';
import type { AnswerFault } from './faults/fault.js';
import type { Conversation } from './messages.js';
import type { SandboxOptions, TextCall } from './options.js';
import { valueForSchema } from './schema-value/value-for-schema.js';
import type { TextFormat } from './text-format.js';
import { charactersOfTokens, tokensOfText } from './usage.js';

/** A call for text, read and checked. */
export interface TextRequest {
  readonly endpoint: CallEndpoint;
  readonly model: string;
  readonly conversation: Conversation;
  readonly format: TextFormat;
  readonly stream: boolean;
  /** The most tokens that the answer may have. */
  readonly maxOutputTokens: number | undefined;
}

/** What the model says. */
export interface TextAnswer {
  readonly kind: 'text' | 'refusal' | 'nothing';
  readonly text: string;
  /** Whether it stopped before its end, at the most tokens that it may have. */
  readonly truncated: boolean;
}

/** Answers a call for text: by the responder of its schema, by a value made from the schema, or by plain text. */
export async function answerText(
  request: TextRequest,
  options: SandboxOptions,
  fault: AnswerFault | undefined,
  signal: AbortSignal,
): Promise<TextAnswer> {
  if (fault?.kind === 'refusal') {
    return { kind: 'refusal', text: fault.message ?? "I'm sorry, I can't help with that.", truncated: false };
  }
  if (fault?.kind === 'empty-output') return { kind: 'nothing', text: '', truncated: false };
  const whole = await wholeText(request, options, fault, signal);
  if (fault?.kind === 'truncated') return { kind: 'text', text: firstHalf(whole), truncated: true };
  if (fault?.kind === 'invalid-json')
    return { kind: 'text', text: `${firstHalf(whole)}\u2026`, truncated: false };
  if (fault?.kind === 'cut-json') return { kind: 'text', text: firstHalf(whole), truncated: false };
  const text = whole.slice(0, charactersOfTokens(request.maxOutputTokens ?? Infinity));
  return { kind: 'text', text, truncated: text.length < whole.length };
}

/** The tokens that a call for so many answers counts for before they are known. */
export function reservedTokens(request: TextRequest, answers: number): number {
  return tokensOfText(request.conversation.everything) + answers * (request.maxOutputTokens ?? 0);
}

async function wholeText(
  request: TextRequest,
  options: SandboxOptions,
  fault: AnswerFault | undefined,
  signal: AbortSignal,
): Promise<string> {
  const { format, conversation, endpoint, model } = request;
  const { instructions, input } = conversation;
  const call: TextCall = { endpoint, model, instructions, input, signal };
  if (format.type !== 'json_schema') {
    if (options.text) return plainText(await attempt('plain text', () => options.text?.(call)));
    return format.type === 'json_object' ? '{}' : sampleText(input);
  }
  const { name: schemaName, schema } = format;
  const responder =
    options.responders && Object.hasOwn(options.responders, schemaName) && options.responders[schemaName];
  return attempt(`the schema "${schemaName}"`, async () => {
    const value = responder ? await responder({ ...call, schemaName, schema }) : valueForSchema(schema);
    const said = fault?.kind === 'breaks-schema' ? brokenValue(value, schema) : value;
    const text: string | undefined = JSON.stringify(said); // undefined for what JSON has no form for
    if (text === undefined) throw new Error(`it gave ${typeof value}, which is not a JSON value`);
    return text;
  });
}

async function attempt<Value>(name: string, respond: () => Value): Promise<Awaited<Value>> {
  try {
    return await respond();
  } catch (error) {
    throw errors.responderFailed(name, error);
  }
}

function plainText(value: unknown): string {
  if (typeof value === 'string') return value;
  throw errors.responderFailed('plain text', new Error(`it gave ${typeof value} where a string is needed`));
}

function sampleText(input: unknown): string {
  const asked = typeof input === 'string' ? input : JSON.stringify(input);
  return `Sample answer to: ${asked.slice(0, 80)}`;
}

function firstHalf(text: string): string {
  return text.slice(0, Math.floor(text.length / 2));
}

import type { Verdict } from './report/verdict.js';

/** An answer in the provider's error shape: `{ error: { message, type, param, code } }`. */
export class ApiError extends Error {
  readonly status: number;
  readonly type: string;
  readonly code: string | null;
  readonly param: string | null;
  readonly headers: Readonly<Record<string, string>>;
  /** What the log says of the call. */
  readonly verdict: Verdict;

  constructor(status: number, fields: ApiErrorFields) {
    super(fields.message);
    this.name = 'ApiError';
    this.status = status;
    this.type = fields.type ?? (status < 500 ? 'invalid_request_error' : 'server_error');
    this.code = fields.code ?? null;
    this.param = fields.param ?? null;
    this.headers = fields.headers ?? {};
    this.verdict = fields.verdict ?? (status < 500 ? 'invalid' : 'failed');
  }

  get body(): { error: { message: string; type: string; param: string | null; code: string | null } } {
    return { error: { message: this.message, type: this.type, param: this.param, code: this.code } };
  }
}

export interface ApiErrorFields {
  message: string;
  type?: string | undefined;
  code?: string | null | undefined;
  param?: string | null | undefined;
  headers?: Readonly<Record<string, string>> | undefined;
  /** Default: that the request was no good below 500, that the sandbox failed from there on. */
  verdict?: Verdict | undefined;
}

/** Every error that the sandbox itself answers with. Messages never repeat a key. */
export const errors = {
  missingKey: (): ApiError =>
    new ApiError(401, {
      message:
        "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY).",
      verdict: 'key:missing',
    }),

  unknownKey: (): ApiError =>
    new ApiError(401, {
      message: 'Incorrect API key provided. The sandbox accepts the keys in its `keys` option.',
      code: 'invalid_api_key',
      verdict: 'key:unknown',
    }),

  revokedKey: (id: string): ApiError =>
    new ApiError(401, {
      message: `Incorrect API key provided. The key "${id}" has been revoked.`,
      code: 'invalid_api_key',
      verdict: 'key:revoked',
    }),

  noAccess: (group: string, model: string): ApiError =>
    new ApiError(403, {
      message: `Project \`${group}\` does not have access to model \`${model}\`.`,
      code: 'model_not_found',
      verdict: 'key:no-access',
    }),

  unreadableBody: (why: string): ApiError =>
    new ApiError(400, {
      message: `We could not parse the JSON body of your request. The API expects a JSON object. (${why})`,
    }),

  missing: (param: string): ApiError =>
    new ApiError(400, {
      message: `Missing required parameter: '${param}'.`,
      code: 'missing_required_parameter',
      param,
    }),

  wrongType: (param: string, expected: string, value: unknown): ApiError =>
    new ApiError(400, {
      message: `Invalid type for '${param}': expected ${expected}, but got ${describe(value)} instead.`,
      code: 'invalid_type',
      param,
    }),

  wrongValue: (param: string, value: unknown, expected: string): ApiError =>
    new ApiError(400, {
      message: `Invalid value for '${param}': ${JSON.stringify(value)}. ${expected}`,
      code: 'invalid_value',
      param,
    }),

  unsupported: (param: string, why: string): ApiError =>
    new ApiError(400, {
      message: `Unsupported by the sandbox: '${param}'. ${why}`,
      code: 'unsupported_parameter',
      param,
    }),

  unknownModel: (model: string): ApiError =>
    new ApiError(404, {
      message: `The model '${model}' does not exist or you do not have access to it.`,
      code: 'model_not_found',
      param: 'model',
    }),

  unknownRoute: (method: string, url: string): ApiError =>
    new ApiError(404, { message: `Invalid URL (${method} ${url})` }),

  responderFailed: (name: string, cause: unknown): ApiError =>
    new ApiError(500, {
      message: `The sandbox's responder for ${name} failed: ${cause instanceof Error ? cause.message : String(cause)}`,
      code: 'responder_failed',
    }),

  /** Whatever else goes wrong in here: a callback that throws, or a bug. */
  unexpected: (cause: unknown): ApiError =>
    new ApiError(500, {
      message: `The sandbox failed: ${cause instanceof Error ? cause.message : String(cause)}`,
    }),
} as const;

function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'number') return Number.isInteger(value) ? 'an integer' : 'a decimal number';
  return typeof value === 'boolean' ? 'a boolean' : `a ${typeof value}`;
}

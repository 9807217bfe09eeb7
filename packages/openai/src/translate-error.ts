import { APIConnectionError, APIError, APIUserAbortError } from 'openai';
import { UnreadableBody, isPage, pageNamed } from './answer-body.js';
import { ModelError, errors } from './errors.js';
import type { CallPlace, ModelErrorCode } from './errors.js';
import { OnItemFailed } from './item-hand-over.js';
import { exceededOf, waitToldIn } from './limit-facts.js';
import type { ProviderFailure } from './provider-failure.js';
import { retryAfterOf } from './retry-after.js';
import type { Scrub } from './scrub.js';

/** The server that a call went to, and what must not be said of it. */
export interface AskedServer {
  /** Its address, for a person. */
  readonly server: string;
  readonly scrub: Scrub;
}

/** What a translation reads besides the error. */
export interface Translation extends AskedServer {
  readonly place: CallPlace;
  readonly keyId: string;
  readonly aborted: boolean;
  /** Milliseconds since 1970. */
  readonly wallTimeMs: number;
}

/** Whatever a call threw as a {@link ModelError}: its own code, no secret, none of the SDK's objects. */
export function translateError(thrown: unknown, translation: Translation): ModelError {
  const { place, keyId, server, aborted, wallTimeMs, scrub } = translation;
  if (thrown instanceof ModelError) return thrown;
  const stoppedFromHere = thrown instanceof APIUserAbortError || thrown instanceof OnItemFailed;
  if (aborted || stoppedFromHere) return errors.aborted(place);
  if (thrown instanceof APIConnectionError) return errors.connection(place, server, scrub(chainOf(thrown)));
  if (thrown instanceof APIError && typeof thrown.status === 'number') {
    const details = {
      status: thrown.status,
      providerCode: optionally(scrub, codeOf(thrown)),
      retryAfterMs: waitAskedBy(thrown, wallTimeMs),
      about: aboutOf(thrown),
    };
    if (isNotServed(thrown)) return errors.notServed(place, server, scrub(saidBy(thrown)), details);
    const code = codeFor(thrown.status, thrown.code ?? undefined, thrown.type);
    if (code === 'content-filter') return errors.contentFilter(place, details);
    return errors.answered(code, place, keyId, scrub(saidBy(thrown)), details);
  }
  // An error in the midst of a stream has no status; what it holds of the provider's error is of any shape.
  if (thrown instanceof APIError) return failedAtProvider(place, failureIn(thrown), translation);
  if (thrown instanceof UnreadableBody) return errors.unreadableAnswer(place, scrub(thrown.message));
  // The body broke off: fetch throws a TypeError whose cause says more.
  return errors.brokenOff(place, server, scrub(chainOf(thrown)));
}

/** What a call came to whose answer, of status 200, carries an error. */
export function failedAtProvider(
  place: CallPlace,
  { code, type, message }: ProviderFailure,
  { server, scrub }: AskedServer,
): ModelError {
  // LM Studio answers so, with status 200.
  if (saysUnknownAddress(message)) return errors.notServed(place, server, scrub(message), {});
  const named = code ?? type ?? undefined;
  const status = serverCodes.has(named) ? 500 : named === 'rate_limit_exceeded' ? 429 : 400;
  const isNoModel = modelCodes.has(code ?? '') || modelCodes.has(type ?? '');
  return errors.failed(codeFor(status, code ?? undefined, type ?? undefined), place, scrub(message), {
    providerCode: optionally(scrub, named),
    retryAfterMs: status === 429 ? waitToldIn(message) : undefined,
    about: isNoModel ? 'model' : undefined,
  });
}

/** Codes of failures that are the server's own; one without any code says nothing against the request either. */
const serverCodes: ReadonlySet<string | undefined> = new Set([
  undefined,
  'server_error',
  'internal_error',
  'overloaded',
  'timeout',
]);

/** Whether the server has no such endpoint: not to be taken for a model that it does not have, or a bad request. */
function isNotServed(error: APIError): boolean {
  const said = saidBy(error);
  if (error.status === 405) return true;
  if (error.status === 400 || error.status === 501) return saysUnknownAddress(said);
  if (error.status !== 404) return false;
  if (saysUnknownAddress(said)) return true;
  return !isAboutModel(error);
}

/** `Invalid URL (POST /v1/responses)`, `Unexpected endpoint or method.`, `Unknown request URL: ...`. */
function saysUnknownAddress(said: string): boolean {
  return /\b(invalid|unknown|unexpected|unrecogni[sz]ed|unsupported|no such)\s+(request\s+)?(url|endpoint|path|route)\b/i.test(
    said,
  );
}

/** What an error is about, where that is less than the whole key. */
function aboutOf(error: APIError): 'model' | 'concurrency' | undefined {
  if (error.status === 429) {
    return exceededOf(error.error)?.dimension === 'concurrency' ? 'concurrency' : undefined;
  }
  // Restricted keys may call some endpoints only, and an endpoint goes with its models.
  const isScope = scopeCodes.has(error.code ?? '') || scopeCodes.has(error.type ?? '');
  return isScope || isAboutModel(error) ? 'model' : undefined;
}

function isAboutModel(error: APIError): boolean {
  return error.param === 'model' || /model|deployment/i.test(`${error.code ?? ''} ${saidBy(error)}`);
}

/** What the status and the provider's code or type of an error mean. */
function codeFor(status: number, providerCode: string | undefined, type: string | undefined): ModelErrorCode {
  const isOneOf = (codes: ReadonlySet<string>): boolean =>
    codes.has(providerCode ?? '') || codes.has(type ?? '');
  if (status === 402 || (status >= 400 && status < 500 && isOneOf(billingCodes))) return 'billing';
  // A 404 of an address that is not there has a code of its own. One of a model means as often that this account may not use it.
  if (status === 403 || status === 404 || isOneOf(scopeCodes) || isOneOf(modelCodes)) return 'forbidden';
  if (status === 401) return 'unauthorized';
  if (status === 429) return 'rate-limited';
  if (status === 408 || status === 409 || status >= 500) return 'server';
  return isOneOf(filterCodes) ? 'content-filter' : 'bad-request';
}

/** A 429, or another refusal, that only money ends. */
const billingCodes: ReadonlySet<string> = new Set([
  'insufficient_quota',
  'credit_balance_exhausted',
  'organization_spend_limit_exceeded',
  'project_spend_limit_exceeded',
  'billing_hard_limit_reached',
  'billing_not_active',
]);

/** A 401 that speaks of what the key may do, not of the key: those of restricted keys. */
const scopeCodes: ReadonlySet<string> = new Set(['missing_scope']);

/** No such model, or none for this account: which of both, the provider does not say. */
const modelCodes: ReadonlySet<string> = new Set(['model_not_found']);

const filterCodes: ReadonlySet<string> = new Set([
  'content_filter',
  'content_policy_violation',
  'image_content_policy_violation',
  'moderation_blocked',
]);

/** By the headers, else by the words of a 429. */
function waitAskedBy({ headers, status, message }: APIError, wallTimeMs: number): number | undefined {
  const byHeaders = headers && retryAfterOf(headers, wallTimeMs);
  return byHeaders ?? (status === 429 ? waitToldIn(message) : undefined);
}

function failureIn(error: APIError): ProviderFailure {
  return { code: error.code, type: error.type, message: saidBy(error) };
}

function codeOf(error: APIError): string | undefined {
  return error.code ?? error.type ?? undefined;
}

function optionally(scrub: Scrub, text: string | undefined): string | undefined {
  return text === undefined ? undefined : scrub(text);
}

/** The provider's own words; the SDK puts the status before them, which is said already. */
function saidBy(error: APIError): string {
  const said = error.message.replace(/^\d{3}\s+/, '') || 'no reason given';
  return isPage(said) ? pageNamed(said) : said;
}

/** The messages and system codes from an error to its first cause: `fetch failed: ECONNREFUSED`. */
function chainOf(thrown: unknown): string {
  const parts: string[] = [];
  for (let error = thrown; isErrorLike(error) && parts.length < 5; error = error.cause) {
    const code = typeof error.code === 'string' ? error.code : '';
    const said = error.message || code || error.name;
    parts.push(said.includes(code) ? said : `${said} (${code})`);
  }
  return parts.length === 0 ? String(thrown) : parts.join(': ');
}

interface ErrorLike {
  readonly name: string;
  readonly message: string;
  readonly code?: unknown;
  readonly cause?: unknown;
}

/** By shape: errors of Node's own fetch need not be of this realm's classes. */
function isErrorLike(value: unknown): value is ErrorLike {
  return typeof value === 'object' && value !== null && 'name' in value && 'message' in value;
}

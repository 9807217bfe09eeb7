import { ApiError } from './api-error.js';
import type { Key } from './keys.js';
import type { Usage } from './usage.js';

/** What can be used up before the provider wants money. Without both, there is no end to it. */
export interface Credit {
  /** So many requests are let in. */
  readonly requests?: number;
  /** No request is let in once so many tokens were used. */
  readonly tokens?: number;
  /** What is said from then on. Default `insufficient_quota`. */
  readonly code?: BillingCode;
}

/** What is known of a group of keys. */
export interface SandboxGroup {
  /** What its keys may use together before all of them are out of credit; no end when left out. */
  readonly credit?: Credit;
}

/** The provider's codes for an account that has to pay first. */
export type BillingCode = keyof typeof refusals;

/** Every {@link BillingCode}. */
export const billingCodes: readonly BillingCode[] = [
  'insufficient_quota',
  'credit_balance_exhausted',
  'organization_spend_limit_exceeded',
  'project_spend_limit_exceeded',
  'billing_hard_limit_reached',
  'billing_not_active',
];

/** Keeps account of what keys and groups have left. */
export class Billing {
  readonly #creditOfGroup: ReadonlyMap<string, Credit>;
  readonly #exhausted = new Map<string, BillingCode>();
  readonly #ofKeys = new Map<string, Spent>();
  readonly #ofGroups = new Map<string, Spent>();

  constructor(groups: Readonly<Record<string, SandboxGroup>>) {
    this.#creditOfGroup = new Map(
      Object.entries(groups).flatMap(([group, { credit }]) => (credit ? [[group, credit]] : [])),
    );
  }

  /** Lets no request of the group in any more. */
  exhaust(group: string, code: BillingCode): void {
    this.#exhausted.set(group, code);
  }

  /** @throws ApiError with a billing code when nothing is left */
  check(key: Key): void {
    const code =
      this.#exhausted.get(key.group) ??
      overdrawn(this.#creditOfGroup.get(key.group), this.#ofGroups.get(key.group)) ??
      overdrawn(key.credit, this.#ofKeys.get(key.id));
    if (code !== undefined) throw outOfCredit(code);
  }

  /** Counts a request that was let in; the returned function counts the tokens that it used. */
  charge(key: Key): (usage: Usage | undefined) => void {
    const accounts = [spentOf(this.#ofKeys, key.id), spentOf(this.#ofGroups, key.group)];
    for (const spent of accounts) spent.requests++;
    return (usage) => {
      for (const spent of accounts) spent.tokens += usage?.totalTokens ?? 0;
    };
  }
}

interface Spent {
  requests: number;
  tokens: number;
}

function spentOf(accounts: Map<string, Spent>, name: string): Spent {
  const spent = accounts.get(name) ?? { requests: 0, tokens: 0 };
  accounts.set(name, spent);
  return spent;
}

function overdrawn(credit: Credit | undefined, spent: Spent | undefined): BillingCode | undefined {
  if (!credit) return undefined;
  const { requests, tokens } = spent ?? { requests: 0, tokens: 0 };
  const over = requests >= (credit.requests ?? Infinity) || tokens >= (credit.tokens ?? Infinity);
  return over ? (credit.code ?? 'insufficient_quota') : undefined;
}

function outOfCredit(code: BillingCode): ApiError {
  const { status, type, message } = refusals[code];
  return new ApiError(status, { message, type, code, verdict: `billing:${code}` });
}

/** As the provider words them. One of them is no 429, and has a type of its own. */
const refusals = {
  insufficient_quota: {
    status: 429,
    type: 'insufficient_quota',
    message: 'You exceeded your current quota, please check your plan and billing details.',
  },
  credit_balance_exhausted: {
    status: 429,
    type: 'insufficient_quota',
    message: 'Your credit balance is exhausted. Add credits to go on.',
  },
  organization_spend_limit_exceeded: {
    status: 429,
    type: 'insufficient_quota',
    message: 'Your organization has reached its spend limit.',
  },
  project_spend_limit_exceeded: {
    status: 429,
    type: 'insufficient_quota',
    message: 'Your project has reached its spend limit.',
  },
  billing_hard_limit_reached: {
    status: 400,
    type: 'invalid_request_error',
    message: 'Billing hard limit has been reached.',
  },
  billing_not_active: {
    status: 429,
    type: 'billing_not_active',
    message: 'Your account is not active, please check your billing details.',
  },
} as const;

import type { BillingCode } from '../billing.js';
import type { FaultKind } from '../faults/fault.js';
import type { LimitKind } from '../limits/limits.js';

/**
 * What came of a request: `served`; refused because of a limit, a key or its credit; befallen by a fault that was
 * injected; `invalid` for a request that is no good, or asks for what is not there; `failed` for a fault of the sandbox
 * itself or of a responder; `left` when the client did not wait for the end.
 */
export type Verdict =
  | 'served'
  | `refused:${LimitKind}`
  | `key:${'missing' | 'unknown' | 'revoked' | 'no-access'}`
  | `billing:${BillingCode}`
  | `fault:${Exclude<FaultKind, 'status'> | `status-${number}`}`
  | 'invalid'
  | 'failed'
  | 'left';

import type { Cost, OpenRequest, ServedRequest } from './request-log.js';

/** A request that the limits were asked about. */
export interface AuditedCall {
  readonly group: string;
  readonly model: string;
  readonly keyId: string;
  readonly atMs: number;
  readonly order: number;
  /** Infinity while it is in flight. */
  readonly endedAtMs: number;
  readonly endOrder: number;
  readonly letIn: boolean;
  readonly reserved: Cost;
  /** As reserved where it was not let in, or is in flight. */
  readonly settled: Cost;
}

/** Those of the requests that the limits were asked about, in the order in which they came. */
export function callsOf(requests: readonly (ServedRequest | OpenRequest)[]): AuditedCall[] {
  return requests.flatMap(readCall).toSorted((one, other) => one.order - other.order);
}

function readCall(request: ServedRequest | OpenRequest): AuditedCall[] {
  const { cost, group, model, keyId, startedAtMs, arrivalOrder, endedAtMs, endOrder } = request;
  if (!cost || group === undefined || model === undefined || keyId === undefined) return [];
  const { reserved, settled } = cost;
  return [
    {
      group,
      model,
      keyId,
      atMs: startedAtMs,
      order: arrivalOrder,
      endedAtMs: endedAtMs ?? Infinity,
      endOrder: endOrder ?? Infinity,
      // A refused request ends in the moment in which it comes: none is ever seen in flight.
      letIn: settled !== undefined || endOrder === undefined,
      reserved,
      settled: settled ?? reserved,
    },
  ];
}

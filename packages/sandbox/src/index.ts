export { startSandbox, type Sandbox } from './start-sandbox.js';
export type { ImageCall, ImageFormat, ObjectCall, Responder, SandboxOptions, TextCall } from './options.js';
export { SandboxError, type SandboxErrorCode } from './errors.js';
export type { Call, CallEndpoint } from './call.js';
export { systemClock, type Clock } from './clock.js';
export { billingCodes, type BillingCode, type Credit, type SandboxGroup } from './billing.js';
export {
  answerFaultKinds,
  type AnswerFault,
  type Fault,
  type FaultChooser,
  type FaultKind,
  type StatusFault,
} from './faults/fault.js';
export { seededFaults, type FaultName, type SeededFaultsOptions } from './faults/seeded-faults.js';
export type { SandboxKey } from './keys.js';
export type { Latency } from './latency.js';
export type { LimitMode } from './limits/group-use.js';
export type { LimitPeriod } from './limits/limit-schedule.js';
export type { LimitChange, LimitKind, Limits, LimitsByModel, LimitsOption } from './limits/limits.js';
export type { Audit } from './report/audit.js';
export type { Peak } from './report/peak.js';
export type { SandboxReport } from './report/report.js';
export type { Cost, LogKind, ServedRequest } from './report/request-log.js';
export type { Verdict } from './report/verdict.js';
export type { Quality, Usage } from './usage.js';
export { valueForSchema } from './schema-value/value-for-schema.js';
export type { JsonSchema } from './schema-value/json-schema.js';

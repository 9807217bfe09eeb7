export { artifact, artifactList } from './declare/artifact.js';
export type {
  AnyArtifact,
  Artifact,
  ArtifactOptions,
  ItemOf,
  ListArtifact,
  ValueOf,
} from './declare/artifact.js';
export { collect, each, optional } from './declare/input.js';
export type {
  Collect,
  Collected,
  CollectOptions,
  Each,
  Input,
  Inputs,
  InputValues,
  Optional,
  Quorum,
} from './declare/input.js';
export { pick } from './declare/pick.js';
export type { Pickable, Picked } from './declare/pick.js';
export type { BudgetHold, BudgetReport, CallBudget } from './declare/budget.js';
export { definePhase } from './declare/phase.js';
export type {
  Fallback,
  HedgePolicy,
  Outputs,
  OutputValues,
  Phase,
  PhaseOptions,
  RetryPolicy,
  RunResult,
  TaskContext,
} from './declare/phase.js';
export { narrow } from './declare/narrow.js';
export type { NarrowedResource } from './declare/narrow.js';
export { resource } from './declare/resource.js';
export type {
  CallRecord,
  CallRecords,
  CallReport,
  CallScope,
  KeyChange,
  RecordedAnswer,
  Resource,
  ResourceDeclaration,
  RunShare,
  Usage,
  Uses,
} from './declare/resource.js';
export { InvalidGivenError, InvalidPipelineError, PhasegraphError } from './errors.js';
export type { ErrorCode, ErrorPlace, GivenProblem, Problem } from './errors.js';
export { sayUsd, sayUsdUp } from './say-usd.js';
export { systemClock } from './clock.js';
export type { CancelTimer, Clock } from './clock.js';
export { clockGate } from './limits/clock-gate.js';
export type { Cost, Dimension } from './limits/cost.js';
export { bottleneckGate } from './limits/gate.js';
export type { Gate, GateOptions } from './limits/gate.js';
export type { Admission, Ledger, Limit, LimitFact, LimitUse, Reservation } from './limits/ledger.js';
export { memoryLedger } from './limits/memory-ledger.js';
export type { LedgerOptions } from './limits/memory-ledger.js';
export { keyPool } from './limits/pool.js';
export type { CallOptions, KeyPool, Lease } from './limits/key-pool.js';
export type { KeyOptions, KeyPoolOptions, KeyVerdict } from './limits/pool-options.js';
export type { KeyCondition, KeySnapshot, PoolSnapshot, TargetSnapshot } from './limits/snapshot.js';
export type { LimitsByTarget, TargetLimits } from './limits/target-limits.js';
export type { Random } from './clock.js';
export type { Given, GivenValues, PipelineDeclaration } from './declare/pipeline.js';
export type {
  ErrorRecord,
  PhaseSummary,
  RunEvent,
  RunEventBody,
  RunStatus,
  Take,
  TaskEnd,
} from './events.js';
export { summarise } from './observe/report.js';
export type { CostReport, PhaseCost, RunCost, Spent } from './observe/costs.js';
export { sayKeyChange } from './observe/key-reports.js';
export type { KeyReport } from './observe/key-reports.js';
export type { RunSummary, TaskReport } from './observe/report.js';
export { RunHandle } from './handle.js';
export { phasesOf } from './load.js';
export { checkGraph, definePipeline, Pipeline } from './pipeline.js';
export type { SubPipelineOptions } from './sub-pipeline.js';
export { forecast } from './plan/forecast.js';
export type { Forecast } from './plan/forecast.js';
export { forecastCost } from './plan/forecast-cost.js';
export type { CostForecast } from './plan/forecast-cost.js';
export { Plan } from './plan/plan.js';
export type { PlanOptions } from './plan/plan.js';
export type { PlannedPhase } from './plan/planned-phase.js';
export { RunReport } from './report.js';
export type { Observer, RecordedUse, RunOptions } from './run/options.js';
export { throughByPhase } from './run/through.js';
export { rehearse } from './run/rehearse.js';
export type { Rehearsal, RehearsalOptions } from './run/rehearse.js';
export type { ExpectedCalls, RehearsedKeys } from './run/rehearsed-pool.js';
export { habitsOf } from './observe/habits.js';
export type { Habits } from './observe/habits.js';
export { memoryStore } from './store/memory.js';
export { openStore } from './store/sqlite.js';
export type { CallStore, ClaimStore, ReadOptions, ResultStore, RunStore, Store } from './store/port.js';
export type {
  Claim,
  ClaimAnswer,
  Freed,
  RecordedCall,
  RecordedResult,
  RecordedRun,
  RunLife,
} from './store/records.js';
export { keptInMemory, StoredBytes, storedBytes } from './stored-bytes.js';
export type { PhaseGraph, PhaseGraphEdge, PhaseGraphNode } from './graph/build.js';
export { toDot } from './graph/export/dot.js';
export { toGexf } from './graph/export/gexf.js';
export { toJson } from './graph/export/json.js';
export { toMermaid } from './graph/export/mermaid.js';
export type { ExportOptions, PhaseStatus, StatusOverlay } from './graph/export/overlay.js';
export { toSvg } from './graph/export/svg.js';
export { statusOverlay } from './observe/status-overlay.js';
export { explain } from './observe/explain.js';
export type { PathStep, RunExplanation, TaskExplanation, Wait } from './observe/explain.js';
export type { Stretch } from './observe/task-facts.js';
export { otelObserver } from './observe/otel.js';
export type { OtelOptions } from './observe/otel.js';
export { toTrace } from './observe/trace.js';

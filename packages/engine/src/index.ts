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
export type { Collect, Collected, Each, Input, Inputs, InputValues, Optional } from './declare/input.js';
export { definePhase } from './declare/phase.js';
export type {
  Outputs,
  OutputValues,
  Phase,
  PhaseOptions,
  RetryPolicy,
  RunResult,
  TaskContext,
} from './declare/phase.js';
export { resource } from './declare/resource.js';
export type {
  CallReport,
  CallScope,
  Resource,
  ResourceDeclaration,
  Usage,
  Uses,
} from './declare/resource.js';
export { InvalidPipelineError, PhasegraphError } from './errors.js';
export type { ErrorCode, Problem } from './errors.js';

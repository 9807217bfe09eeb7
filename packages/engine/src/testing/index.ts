export { pipelineSpec, runSpec } from './arbitraries.js';
export { buildPipeline } from './build.js';
export type { BuiltPipeline, Sleeper, Work } from './build.js';
export { seededRandom } from './random.js';
export { Rig } from './rig.js';
export type { RiggedAttempt, RiggedTask } from './rig.js';
export { drawRun, runOptions } from './run-spec.js';
export type { Pause, RunSpec } from './run-spec.js';
export {
  artifactName,
  conditionHolds,
  digest,
  drawSpec,
  durationOf,
  failuresOf,
  itemsOf,
  phaseName,
  valueOf,
} from './spec.js';
export type { DrawnItem, InputSpec, PhaseSpec, PipelineSpec } from './spec.js';
export { virtualClock } from './virtual-clock.js';
export type { VirtualClock } from './virtual-clock.js';

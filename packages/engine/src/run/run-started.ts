import type { RunEventBody } from '../events.js';
import type { Plan } from '../plan/plan.js';
import type { Resources } from './options.js';
import { throughOf } from './through.js';

/**
 * The event that a run begins with.
 *
 * @param wallTimeMs milliseconds since 1970
 */
export function runStarted(
  plan: Plan,
  resources: Resources,
  runId: string,
  wallTimeMs: number,
): RunEventBody {
  const { pipeline, targets } = plan;
  return {
    type: 'run-started',
    runId,
    pipeline,
    targets,
    // Made when somebody reads it: of a plan of a hundred thousand phases it is the largest object of the log.
    get phases() {
      return plan.phases.map(({ name, phase, origin, after, takes, rank, estimateMs }) => {
        const through = throughOf(phase, resources);
        return {
          name,
          mapped: origin !== undefined,
          after,
          takes,
          rank,
          estimateMs,
          ...(through !== undefined && { through }),
        };
      });
    },
    wallTimeMs,
  };
}

import type { AnyArtifact } from '../declare/artifact.js';
import { artifactOf } from '../declare/input.js';
import type { Phase } from '../declare/phase.js';
import type { PipelineDeclaration } from '../declare/pipeline.js';

/** The phases that the targets need, in the order of `pipeline.phases`, and the artifacts that the run must be given. */
export function selectPhases(
  pipeline: PipelineDeclaration,
  targets: readonly string[],
  override: ReadonlySet<string>,
): { phases: readonly Phase[]; given: AnyArtifact[] } {
  const producers = new Map<string, Phase>();
  const artifacts = new Map<string, AnyArtifact>();
  for (const artifact of Object.values(pipeline.given)) artifacts.set(artifact.name, artifact);
  for (const phase of pipeline.phases) {
    for (const output of Object.values(phase.outputs)) {
      if (override.has(output.name)) artifacts.set(output.name, output);
      else producers.set(output.name, phase);
    }
  }
  const needed = new Set<Phase>();
  const supplied = new Set<string>();
  const open = [...targets];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const producer = producers.get(name);
    if (producer === undefined) {
      if (artifacts.has(name)) supplied.add(name);
    } else if (!needed.has(producer)) {
      needed.add(producer);
      for (const input of Object.values(producer.inputs)) open.push(artifactOf(input).name);
    }
  }
  return {
    phases: pipeline.phases.filter((phase) => needed.has(phase)),
    given: [...artifacts.values()].filter(({ name }) => supplied.has(name)),
  };
}

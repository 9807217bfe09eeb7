import { wholeOf } from '../declare/input.js';
import type { PipelineDeclaration } from '../declare/pipeline.js';

/**
 * For each list artifact the name of the list that its items come from: itself, when its items bring their keys;
 * for a list of a mapped phase, the origin of what that phase is mapped over.
 */
export function originsOf(pipeline: PipelineDeclaration): Map<string, string> {
  const mappedOver = new Map<string, string>();
  for (const phase of pipeline.phases) {
    const over = Object.values(phase.inputs)
      .map(wholeOf)
      .find((input) => input.kind === 'each');
    for (const output of Object.values(phase.outputs)) {
      if (output.kind === 'list' && !output.keyed && over?.kind === 'each')
        mappedOver.set(output.name, over.list.name);
    }
  }
  const origins = new Map<string, string>();
  const lists = [
    ...Object.values(pipeline.given),
    ...pipeline.phases.flatMap((phase) => Object.values(phase.outputs)),
  ];
  for (const { kind, name } of lists) {
    if (kind !== 'list') continue;
    let origin = name;
    const seen = new Set<string>();
    // A cycle of lists has no origin; the graph's own check reports it.
    for (
      let over = mappedOver.get(origin);
      over !== undefined && !seen.has(over);
      over = mappedOver.get(origin)
    ) {
      seen.add(over);
      origin = over;
    }
    origins.set(name, origin);
  }
  return origins;
}

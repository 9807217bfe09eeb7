import { artifactFault, faultsOfPhase } from '../declare/faults.js';
import { isArtifact, isPhase } from '../declare/fields.js';
import type { PipelineDeclaration } from '../declare/pipeline.js';
import type { Fault, Problem } from '../errors.js';

/** A declaration without what is no phase or no artifact, as code that no compiler saw may hand it in; and that. */
export function onlyWhatFits(declaration: PipelineDeclaration): {
  readonly declaration: PipelineDeclaration;
  readonly misfits: readonly Problem[];
} {
  const { name, given, phases } = declaration;
  const misfits: Problem[] = [];
  const areFit = phases.every(isPhase);
  const fitting = areFit ? phases : phases.filter(isPhase);
  if (!areFit) misfits.push(...phases.flatMap((phase, at) => problemsOf(phase, at, name)));
  const givenArtifacts = Object.entries(given).filter(([key, artifact]) => {
    const fits = isArtifact(artifact);
    if (!fits)
      misfits.push(
        problem('no-artifact', artifactFault(`Pipeline "${name}" has given.${key}`, artifact), []),
      );
    return fits;
  });
  if (misfits.length === 0) return { declaration, misfits };
  return { declaration: { name, given: Object.fromEntries(givenArtifacts), phases: fitting }, misfits };
}

function problemsOf(phase: unknown, at: number, pipeline: string): Problem[] {
  if (isPhase(phase)) return [];
  const faults = faultsOfPhase(phase, `What stands at place ${at} of the phases of "${pipeline}"`);
  return faults.map((fault) => problem('no-phase', fault, nameOf(phase)));
}

function problem(code: Problem['code'], { what, next }: Fault, phases: readonly string[]): Problem {
  return { code, message: `${what}. ${next.charAt(0).toUpperCase()}${next.slice(1)}.`, phases };
}

/** Of something that is no phase the name may be anything. */
function nameOf(phase: unknown): string[] {
  const name: unknown = typeof phase === 'object' && phase !== null ? Reflect.get(phase, 'name') : undefined;
  return typeof name === 'string' ? [name] : [];
}

import { z } from 'zod';
import { artifact } from '../../../src/declare/artifact.js';
import type { Artifact } from '../../../src/declare/artifact.js';
import { definePhase } from '../../../src/declare/phase.js';
import type { Phase } from '../../../src/declare/phase.js';
import { buildGraph } from '../../../src/graph/build.js';
import type { PhaseGraph } from '../../../src/graph/build.js';

const one = (name: string): Artifact => artifact(name, z.unknown());

/**
 * Two hundred phases, as a pipeline over many sources has them: a plan, a fetch, a read and a summary for each of 60
 * sources, a group of checks that take different things, and a report at the end.
 */
export function largeGraph(): PhaseGraph {
  const topic = one('topic');
  const plan = one('plan');
  const report = one('report');
  const phases: Phase[] = [phase('plan', { topic }, plan)];
  const summaries = Array.from({ length: 60 }, (_, index) => {
    const number = index + 1;
    const [page, text, summary] = [one(`page-${number}`), one(`text-${number}`), one(`summary-${number}`)];
    phases.push(phase(`fetch-${number}`, { plan }, page, 'fetching'));
    phases.push(phase(`read-${number}`, { page }, text));
    phases.push(phase(`summarise-${number}`, { text, topic }, summary));
    return summary;
  });
  const checks = Array.from({ length: 17 }, (_, index) => {
    const check = one(`check-${index + 1}`);
    // Different numbers of summaries, some of them the plan too: alike in nothing but their group.
    const taken = Object.fromEntries(summaries.slice(index, 2 * index + 1).map((each) => [each.name, each]));
    phases.push(phase(check.name, index % 2 === 0 ? { ...taken, plan } : taken, check, 'checking'));
    return check;
  });
  const all = Object.fromEntries([...summaries, ...checks].map((each) => [each.name, each]));
  phases.push(phase('join', all, report));
  phases.push(phase('publish', { report, topic }, one('published')));
  return buildGraph({ name: 'large', given: { topic }, phases });
}

function phase(name: string, inputs: Record<string, Artifact>, output: Artifact, group?: string): Phase {
  const outputs = { [output.name]: output };
  return definePhase({ name, inputs, outputs, ...(group !== undefined && { group }), run: () => ({}) });
}

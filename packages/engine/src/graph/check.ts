import { hasCycle } from 'graphology-dag';
import type { AnyArtifact, ListArtifact } from '../declare/artifact.js';
import { artifactOf } from '../declare/input.js';
import { isMapped } from '../declare/phase.js';
import type { Phase } from '../declare/phase.js';
import type { PipelineDeclaration } from '../declare/pipeline.js';
import type { Problem } from '../errors.js';
import { didYouMean } from './suggest.js';
import { findCycles } from './cycles.js';
import { originsOf } from './origins.js';
import type { PhaseGraph } from './build.js';

/** Every problem of a pipeline, in the order of its phases; none, when it can be planned. */
export function checkPipeline(pipeline: PipelineDeclaration, graph: PhaseGraph): Problem[] {
  return [
    ...duplicatePhases(pipeline),
    ...conflictingArtifacts(pipeline),
    ...duplicateProducers(pipeline),
    ...missingProducers(pipeline),
    ...wrongLists(pipeline),
    ...mixedOrigins(pipeline),
    ...earlyLists(pipeline),
    ...cycles(graph),
  ];
}

function duplicatePhases({ phases }: PipelineDeclaration): Problem[] {
  const counts = new Map<string, number>();
  for (const { name } of phases) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count > 1)
    .map(([name, count]) => ({
      code: 'duplicate-phase',
      message: `${count} phases are named "${name}". Rename all but one, or use replace() to swap one for another.`,
      phases: [name],
    }));
}

/** One name, two declarations: the values would be checked against different schemas in different places. */
function conflictingArtifacts(pipeline: PipelineDeclaration): Problem[] {
  const first = new Map<string, { artifact: AnyArtifact; where: string }>();
  const conflicts = new Map<string, Problem>();
  const look = (artifact: AnyArtifact, where: string): void => {
    const known = first.get(artifact.name);
    if (known === undefined) first.set(artifact.name, { artifact, where });
    else if (known.artifact !== artifact && !conflicts.has(artifact.name)) {
      conflicts.set(artifact.name, {
        code: 'conflicting-artifact',
        message:
          `"${artifact.name}" is declared twice: once in ${known.where}, once in ${where}. ` +
          'Declare an artifact once and import it where it is used.',
        phases: [],
      });
    }
  };
  for (const given of Object.values(pipeline.given)) look(given, 'given');
  for (const phase of pipeline.phases) {
    for (const output of Object.values(phase.outputs)) look(output, `phase "${phase.name}"`);
    for (const input of Object.values(phase.inputs)) look(artifactOf(input), `phase "${phase.name}"`);
  }
  return [...conflicts.values()];
}

function duplicateProducers(pipeline: PipelineDeclaration): Problem[] {
  return [...producersByArtifact(pipeline)]
    .filter(([, producers]) => producers.length > 1)
    .map(([artifact, producers]) => ({
      code: 'duplicate-producer',
      message:
        `"${artifact}" is given by ${producers.map(describeProducer).join(' and ')}. ` +
        'One artifact has one producer: rename one, or use replace() to swap the phase.',
      phases: producers.filter((producer) => producer !== null),
    }));
}

function missingProducers(pipeline: PipelineDeclaration): Problem[] {
  const producers = producersByArtifact(pipeline);
  const problems: Problem[] = [];
  for (const phase of pipeline.phases) {
    for (const input of Object.values(phase.inputs)) {
      const { name } = artifactOf(input);
      if (input.kind === 'optional' || producers.has(name)) continue;
      const suggestion = didYouMean(name, producers.keys());
      problems.push({
        code: 'missing-producer',
        message:
          `Phase "${phase.name}" needs "${name}", which nothing gives. ` +
          (suggestion === undefined
            ? 'Add a phase that gives it, or make it a given artifact.'
            : `Did you mean "${suggestion}" (given by ${(producers.get(suggestion) ?? []).map(describeProducer).join(' and ')})?`),
        phases: [phase.name],
      });
    }
  }
  return problems;
}

/** Where an item's key would be missing, or a single value would be given once an item. */
function wrongLists({ given, phases }: PipelineDeclaration): Problem[] {
  const problems: Problem[] = [];
  for (const phase of phases) {
    for (const output of Object.values(phase.outputs)) {
      if (isMapped(phase) && output.kind === 'artifact') {
        problems.push({
          code: 'single-from-mapped',
          message:
            `Phase "${phase.name}" runs once an item, so it would give "${output.name}" many times. ` +
            `Declare "${output.name}" with artifactList(), or take the list with collect() instead of each().`,
          phases: [phase.name],
        });
      } else if (!isMapped(phase) && output.kind === 'list' && !output.keyed) {
        problems.push(unkeyed(output, `phase "${phase.name}"`, [phase.name]));
      }
    }
  }
  for (const artifact of Object.values(given)) {
    if (artifact.kind === 'list' && !artifact.keyed) problems.push(unkeyed(artifact, 'the run', []));
  }
  return problems;
}

function unkeyed(list: ListArtifact, giver: string, phases: readonly string[]): Problem {
  return {
    code: 'unkeyed-list',
    message:
      `"${list.name}" is given by ${giver}, all items at once, and its items have no key. ` +
      `Declare it with artifactList('${list.name}', schema, { key: (item) => ... }).`,
    phases,
  };
}

/** Lists can be joined item by item only when their items are the same. */
function mixedOrigins(pipeline: PipelineDeclaration): Problem[] {
  const origins = originsOf(pipeline);
  const problems: Problem[] = [];
  for (const phase of pipeline.phases) {
    const lists = eachLists(phase);
    const known = lists.map((list) => ({ list, origin: origins.get(list.name) }));
    const distinct = new Set(known.flatMap(({ origin }) => (origin === undefined ? [] : [origin])));
    if (distinct.size < 2) continue;
    problems.push({
      code: 'mixed-origins',
      message: `Phase "${phase.name}" takes each of ${known
        .map(({ list, origin }) => `"${list.name}" (whose items come from "${origin ?? 'nothing'}")`)
        .join(' and ')}; only lists with the same items can be joined. Take one of them with collect().`,
      phases: [phase.name],
    });
  }
  return problems;
}

/** A list that is cancelled once enough is there has to be made task by task, and for nobody else. */
function earlyLists({ phases }: PipelineDeclaration): Problem[] {
  const problems: Problem[] = [];
  for (const phase of phases) {
    for (const input of Object.values(phase.inputs)) {
      if (input.kind !== 'collect' || !input.early) continue;
      const { name } = input.list;
      const giver = phases.find(({ outputs }) =>
        Object.values(outputs).some((output) => output.name === name),
      );
      const given = giver === undefined ? [] : Object.values(giver.outputs).map((output) => output.name);
      const takers = phases.filter(
        (other) =>
          other !== phase &&
          Object.values(other.inputs).some((taken) => given.includes(artifactOf(taken).name)),
      );
      const why =
        typeof input.min !== 'number'
          ? 'asks for all of it; give it a "min"'
          : giver === undefined || !isMapped(giver) || input.list.keyed
            ? 'it is not given item by item by a mapped phase; take it without "early"'
            : takers.length > 0
              ? `${takers.map((taker) => `"${taker.name}"`).join(' and ')} would be left without the rest of what "${giver.name}" gives; take it without "early"`
              : undefined;
      if (why === undefined) continue;
      problems.push({
        code: 'early-list',
        message: `Phase "${phase.name}" collects "${name}" early, and ${why}.`,
        phases: [phase.name],
      });
    }
  }
  return problems;
}

function eachLists(phase: Phase): ListArtifact[] {
  return Object.values(phase.inputs).flatMap((input) => (input.kind === 'each' ? [input.list] : []));
}

function cycles(graph: PhaseGraph): Problem[] {
  if (!hasCycle(graph)) return [];
  return findCycles(graph).map((path) => ({
    code: 'cycle',
    message:
      `These phases wait for each other: ${[...path, path[0]].join(' -> ')}. ` +
      `Take one of the inputs from another phase, or split ${path.length === 1 ? 'the' : 'a'} phase.`,
    phases: path,
  }));
}

/** Producers of each artifact in the order of declaration; `null` stands for the run that is given it. */
function producersByArtifact({ given, phases }: PipelineDeclaration): Map<string, (string | null)[]> {
  const producers = new Map<string, (string | null)[]>();
  const add = (artifact: string, producer: string | null): void => {
    const known = producers.get(artifact);
    if (known === undefined) producers.set(artifact, [producer]);
    else known.push(producer);
  };
  for (const artifact of Object.values(given)) add(artifact.name, null);
  for (const phase of phases) for (const output of Object.values(phase.outputs)) add(output.name, phase.name);
  return producers;
}

function describeProducer(producer: string | null): string {
  return producer === null ? 'the run, as a given artifact' : `"${producer}"`;
}

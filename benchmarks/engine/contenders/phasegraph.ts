import { artifact, artifactList, collect, definePhase, definePipeline, each } from '@phasegraph/engine';
import type { AnyArtifact, Inputs, ListArtifact, Phase } from '@phasegraph/engine';
import { z } from 'zod';
import type { Contender, Prepared } from '../contender.js';
import { leavesOf, needsOf } from '../graph.js';
import type { Graph } from '../graph.js';
import type { ItemGraph } from '../shapes.js';

/** This engine: events, results parsed by their schemas, three attempts a task and a signal to abort with. */
export const phasegraph: Contender = {
  prepare: (work) => (work.form === 'phases' ? prepareDeclared(work.graph) : prepareMapped(work.items)),
};

// One schema for all: a schema of its own for each would be most of what the collector has to look at.
const count = z.number();
const start = artifact('start', count);
const list = artifactList('list', z.string(), { key: (item) => item });
const retry = { attempts: 3 };

/** A phase a task. Every artifact has its own name, and is taken and given under it. */
function prepareDeclared(graph: Graph): Prepared {
  const artifacts = Array.from({ length: graph.tasks }, (_, task) => artifact(`a${task}`, count));
  const phases = artifacts.map((output, task) => {
    const inputs = pick(artifacts, needsOf(graph, task));
    return noOp(`p${task}`, Object.keys(inputs).length === 0 ? { start } : inputs, output, 1);
  });
  return {
    build: () => {
      const pipeline = definePipeline({ name: 'bench', given: { start }, phases });
      return {
        run: async () => {
          const report = await pipeline.run({ start: 0 }, { signal: new AbortController().signal });
          return expectSuccess(report);
        },
      };
    },
  };
}

function prepareMapped({ phases: graph, items, framed }: ItemGraph): Prepared {
  const keys = Array.from({ length: items }, (_, item) => `i${item}`);
  const artifacts = Array.from({ length: graph.tasks }, (_, task) => artifactList(`a${task}`, count));
  const phases: Phase[] = artifacts.map((output, task) => {
    const taken = Object.entries(pick(artifacts, needsOf(graph, task)));
    const inputs: Inputs = taken.length === 0 ? { item: each(list) } : eachOf(taken);
    return noOp(`p${task}`, inputs, output, 1);
  });
  if (framed) {
    const collected = leavesOf(graph).map(
      (task) => [`a${task}`, collect(listAt(artifacts, task), { min: 'all' })] as const,
    );
    phases.unshift(noOp('source', { start }, list, keys));
    phases.push(noOp('join', Object.fromEntries(collected), artifact('joined', count), 1));
  }
  return {
    build: () => {
      const given: Record<string, AnyArtifact> = framed ? { start } : { list };
      const values: Record<string, unknown> = framed ? { start: 0 } : { list: keys };
      const pipeline = definePipeline({ name: 'bench', given, phases });
      return {
        run: async () => {
          const report = await pipeline.run(values, { signal: new AbortController().signal });
          return expectSuccess(report);
        },
      };
    },
  };
}

function noOp(name: string, inputs: Inputs, output: AnyArtifact, value: unknown): Phase {
  const made = { [output.name]: value };
  return definePhase({
    name,
    inputs,
    outputs: { [output.name]: output },
    retry,
    // What a phase that does nothing gives is the same for every output.
    run: () => made as never,
  });
}

function expectSuccess<R extends { readonly status: string }>(report: R): R {
  if (report.status !== 'succeeded') throw new Error(`The run ended as ${report.status}.`);
  return report;
}

function pick<A extends AnyArtifact>(artifacts: readonly A[], tasks: Iterable<number>): Record<string, A> {
  const picked: Record<string, A> = {};
  for (const task of tasks) picked[`a${task}`] = listAt(artifacts, task);
  return picked;
}

function eachOf(taken: readonly (readonly [string, ListArtifact])[]): Inputs {
  return Object.fromEntries(taken.map(([name, taker]) => [name, each(taker)]));
}

function listAt<A>(artifacts: readonly A[], task: number): A {
  const found = artifacts[task];
  if (found === undefined) throw new Error(`there is no task ${task}`);
  return found;
}

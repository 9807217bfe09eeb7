import type { ListArtifact } from '../declare/artifact.js';
import { artifactOf, wholeOf } from '../declare/input.js';
import { isMapped } from '../declare/phase.js';
import type { Phase } from '../declare/phase.js';
import type { PipelineDeclaration } from '../declare/pipeline.js';
import type { Problem } from '../errors.js';
import { isAbove } from './ascending.js';
import { giver, resolveNames, take } from './names.js';
import type { Names } from './names.js';
import { onlyWhatFits } from './misfits.js';
import { orderPhases } from './order.js';
import { didYouMean } from './suggest.js';
import { findCycles } from './cycles.js';
import { unhandledFailures } from './failures.js';
import { originsOf } from './origins.js';

/** A pipeline that was found whole. */
export interface CheckedPipeline {
  readonly declaration: PipelineDeclaration;
  readonly names: Names;
  /** Its phases, by their places in the declaration, each after those that it takes something from. */
  readonly order: Int32Array;
}

/** Every problem of a pipeline, in the order of its phases; or the pipeline, when it can be planned. */
export function checkPipeline(declared: PipelineDeclaration): readonly Problem[] | CheckedPipeline {
  const { declaration, misfits } = onlyWhatFits(declared);
  const names = resolveNames(declaration);
  const order = orderPhases(names);
  const problems = [
    ...misfits,
    ...duplicatePhases(names),
    ...conflictingArtifacts(names),
    ...duplicateProducers(names),
    // What seems to be given by nobody may be given by what is no phase yet.
    ...(misfits.length === 0
      ? [...missingProducers(names), ...earlyLists(names), ...unhandledFailures(names)]
      : []),
    ...wrongLists(names),
    ...itemsOfNoList(names),
    ...mixedOrigins(declaration, names),
    ...(order === undefined ? cycles(names) : []),
  ];
  return order === undefined || problems.length > 0 ? problems : { declaration, names, order };
}

function duplicatePhases({ phases }: Names): Problem[] {
  if (phases.every(({ name }, at) => isAbove(name, phases[at - 1]?.name ?? ''))) return [];
  const counts = new Map<string, number>();
  for (const { name } of phases) counts.set(name, (counts.get(name) ?? 0) + 1);
  if (counts.size === phases.length) return [];
  return [...counts]
    .filter(([, count]) => count > 1)
    .map(([name, count]) => ({
      code: 'duplicate-phase',
      message: `${count} phases are named "${name}". Rename all but one, or use replace() to swap one for another.`,
      phases: [name],
    }));
}

/** One name, two declarations: the values would be checked against different schemas in different places. */
function conflictingArtifacts({ phases, artifacts, conflicts }: Names): Problem[] {
  const where = (by: number): string => (by === giver.run ? 'given' : `phase "${phases[by]?.name}"`);
  return conflicts.map(({ slot, first, second }) => ({
    code: 'conflicting-artifact',
    message:
      `"${artifacts[slot]?.name}" is declared twice: once in ${where(first)}, once in ${where(second)}. ` +
      'Declare an artifact once and import it where it is used.',
    phases: [],
  }));
}

function duplicateProducers(names: Names): Problem[] {
  const { phases, artifacts, doubles } = names;
  return [...new Set(doubles.map(({ slot }) => slot))].map((slot) => {
    const producers = giversOf(names, slot);
    return {
      code: 'duplicate-producer',
      message:
        `"${artifacts[slot]?.name}" is given by ${producers.map((by) => describeGiver(names, by)).join(' and ')}. ` +
        'One artifact has one producer: rename one, or use replace() to swap the phase.',
      phases: producers.flatMap((by) => phases[by]?.name ?? []),
    };
  });
}

function missingProducers(names: Names): Problem[] {
  const { phases, artifacts, slotOf, givenBy, takeStart, takeSlot, takeKind } = names;
  const problems: Problem[] = [];
  for (let phase = 0; phase < phases.length; phase++) {
    for (let at = takeStart[phase] ?? 0; at < (takeStart[phase + 1] ?? 0); at++) {
      const slot = takeSlot[at] ?? 0;
      if (givenBy[slot] !== giver.nobody || takeKind[at] === take.optional) continue;
      const name = artifacts[slot]?.name ?? '';
      const known = artifacts.filter((_, other) => givenBy[other] !== giver.nobody);
      const suggestion = didYouMean(
        name,
        known.map((artifact) => artifact.name),
      );
      const givers = suggestion === undefined ? [] : giversOf(names, slotOf.get(suggestion) ?? 0);
      problems.push({
        code: 'missing-producer',
        message:
          `Phase "${phases[phase]?.name}" needs "${name}", which nothing gives. ` +
          (suggestion === undefined
            ? 'Add a phase that gives it, or make it a given artifact.'
            : `Did you mean "${suggestion}" (given by ${givers.map((by) => describeGiver(names, by)).join(' and ')})?`),
        phases: [phases[phase]?.name ?? ''],
      });
    }
  }
  return problems;
}

/** Where an item's key would be missing, or a single value would be given once an item. */
function wrongLists({ phases, artifacts, givenBy, giveStart, giveSlot, mapped }: Names): Problem[] {
  const problems: Problem[] = [];
  for (let phase = 0; phase < phases.length; phase++) {
    for (let at = giveStart[phase] ?? 0; at < (giveStart[phase + 1] ?? 0); at++) {
      const output = artifacts[giveSlot[at] ?? 0];
      const name = phases[phase]?.name ?? '';
      if (mapped[phase] === 1 && output?.kind === 'artifact') {
        problems.push({
          code: 'single-from-mapped',
          message:
            `Phase "${name}" runs once an item, so it would give "${output.name}" many times. ` +
            `Declare "${output.name}" with artifactList(), or take the list with collect() instead of each().`,
          phases: [name],
        });
      } else if (mapped[phase] === 0 && output?.kind === 'list' && !output.keyed) {
        problems.push(unkeyed(output, `phase "${name}"`, [name]));
      }
    }
  }
  artifacts.forEach((artifact, slot) => {
    if (givenBy[slot] === giver.run && artifact.kind === 'list' && !artifact.keyed)
      problems.push(unkeyed(artifact, 'the run', []));
  });
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

/** The compiler sees to it where it knows the phases. */
function itemsOfNoList({ phases, takeStart, takeKind, takeSlot, artifacts }: Names): Problem[] {
  const problems: Problem[] = [];
  for (let phase = 0; phase < phases.length; phase++) {
    for (let at = takeStart[phase] ?? 0; at < (takeStart[phase + 1] ?? 0); at++) {
      const artifact = artifacts[takeSlot[at] ?? 0];
      const taker =
        takeKind[at] === take.each ? 'each' : takeKind[at] === take.collect ? 'collect' : undefined;
      if (taker === undefined || artifact === undefined || artifact.kind === 'list') continue;
      const name = phases[phase]?.name ?? '';
      problems.push({
        code: 'no-list',
        message:
          `Phase "${name}" takes ${taker}("${artifact.name}"), and "${artifact.name}" is no list. ` +
          `Declare it with artifactList(), or take it without ${taker}().`,
        phases: [name],
      });
    }
  }
  return problems;
}

/** Lists can be joined item by item only when their items are the same. */
function mixedOrigins(declaration: PipelineDeclaration, { phases, mapped }: Names): Problem[] {
  const joining = phases.filter((phase, index) => mapped[index] === 1 && eachLists(phase).length > 1);
  if (joining.length === 0) return [];
  const origins = originsOf(declaration);
  const problems: Problem[] = [];
  for (const phase of joining) {
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

/** A list that is cancelled once enough is there has to be made task by task, and for nobody and nothing else. */
function earlyLists({ phases, takeStart, takeKind, takeName, takeSlot, givenBy }: Names): Problem[] {
  const problems: Problem[] = [];
  for (let index = 0; index < phases.length; index++) {
    for (let at = takeStart[index] ?? 0; at < (takeStart[index + 1] ?? 0); at++) {
      if (takeKind[at] !== take.collect) continue;
      const phase = phases[index];
      const input = phase?.inputs[takeName[at] ?? ''];
      if (phase === undefined || input?.kind !== 'collect' || !input.early) continue;
      const { name } = input.list;
      const maker = phases[givenBy[takeSlot[at] ?? 0] ?? giver.nobody];
      const given = maker === undefined ? [] : Object.values(maker.outputs).map((output) => output.name);
      const takers = phases.filter((other) =>
        Object.values(other.inputs).some(
          (taken) => taken !== input && given.includes(artifactOf(taken).name),
        ),
      );
      const why =
        typeof input.min !== 'number'
          ? 'asks for all of it; give it a "min"'
          : maker === undefined || !isMapped(maker) || input.list.keyed
            ? 'it is not given item by item by a mapped phase; take it without "early"'
            : takers.length > 0
              ? `${takers.map((taker) => `"${taker.name}"`).join(' and ')} would be left without the rest of what "${maker.name}" gives; take it without "early"`
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
  return Object.values(phase.inputs)
    .map(wholeOf)
    .flatMap((input) => (input.kind === 'each' ? [input.list] : []));
}

function cycles(names: Names): Problem[] {
  return findCycles(names).map((path) => ({
    code: 'cycle',
    message:
      `These phases wait for each other: ${ring(path)}. ` +
      `Take one of the inputs from another phase, or split ${path.length === 1 ? 'the' : 'a'} phase.`,
    phases: path,
  }));
}

/** How many phases of a cycle a message names; all of them are in the problem's `phases`. */
const namedOfCycle = 20;

function ring(path: readonly string[]): string {
  const [first = ''] = path;
  if (path.length <= namedOfCycle) return [...path, first].join(' -> ');
  const left = path.length - namedOfCycle;
  return [...path.slice(0, namedOfCycle), `${left} more`, first].join(' -> ');
}

/** All who give an artifact, in the order of declaration. */
function giversOf({ givenBy, doubles }: Names, slot: number): number[] {
  const others = doubles.filter((double) => double.slot === slot).map(({ by }) => by);
  return [givenBy[slot] ?? giver.nobody, ...others];
}

function describeGiver({ phases }: Names, by: number): string {
  return by === giver.run ? 'the run, as a given artifact' : `"${phases[by]?.name}"`;
}

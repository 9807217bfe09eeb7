import { collect, definePhase, definePipeline } from '@phasegraph/engine';
import type { Phase } from '@phasegraph/engine';
import {
  ask,
  essay,
  join,
  model,
  outline,
  plan,
  quote,
  section,
  topic,
  write,
  writeSafely,
} from '../declared.js';

const essays = definePipeline({ name: 'essays', given: { topic }, phases: [join, write, plan] });
const report = await essays.run(
  { topic: 'bread' },
  { override: { outline: [{ id: 'a' }] }, targets: [essay] },
);
report.value(essay) satisfies string;
report.value(section) satisfies readonly string[];

const quoting = essays.with(ask);
await quoting.run({ topic: 'bread' }, { resources: { model: { connect: () => ({ ask: async (x) => x }) } } });
void model;

// Nothing can fail there, so nothing has to be said of it; `'all'` says that the join needs every one.
const joinSafe = definePhase({
  name: 'join-safe',
  inputs: { parts: collect(section) },
  outputs: { essay },
  run: ({ parts }) => ({ essay: String(parts.failed.length) }),
});
definePipeline({ name: 'safe', given: { topic }, phases: [plan, writeSafely, joinSafe] });
const joinAll = definePhase({
  name: 'join-all',
  inputs: { parts: collect(section, { min: 'all' }), plain: section },
  outputs: { essay },
  run: ({ parts, plain }) => ({ essay: String(parts.failed.length + plain.length) }),
});
definePipeline({ name: 'all', given: { topic }, phases: [plan, write, joinAll] });

// Phases from a module at run time are checked at run time.
const loaded: readonly Phase[] = [plan, write];
definePipeline({ name: 'loaded', given: { topic }, phases: loaded });

// A phase that hands on everything while it runs returns nothing.
definePhase({
  name: 'emit',
  inputs: { topic },
  outputs: { outline },
  run: (_, { emit }) => emit(outline, { id: 'b' }),
});
void quote;

import {
  artifact,
  artifactList,
  collect,
  definePhase,
  definePipeline,
  each,
  resource,
} from '@phasegraph/engine';
import type { Artifact, Phase } from '@phasegraph/engine';
import { z } from 'zod';
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

// What is left, replaced, merged and handed on fits.
const whole = definePipeline({ name: 'whole', given: { topic }, phases: [plan, write, join, ask] });
await whole.without('ask').run({ topic: 'bread' });
const faster = definePhase({
  name: 'faster-ask',
  inputs: {},
  outputs: { quote },
  run: () => ({ quote: 'bread is bread' }),
});
await whole.replace(faster).run({ topic: 'bread' });
const asking = definePipeline({ name: 'asking', given: { topic }, phases: [ask] });
await essays
  .merge(asking)
  .run({ topic: 'bread' }, { resources: { model: { connect: () => ({ ask: async (x) => x }) } } });
const essayOf = artifactList('essay-of', z.string());
const topics = artifactList('topics', z.string(), { key: (about) => about });
definePipeline({
  name: 'many',
  given: { topics },
  phases: [essays.asPhase({ name: 'one', inputs: { topic: each(topics) }, outputs: { essay: essayOf } })],
});
// With a fallback of its own none of its items can fail.
const safely = essays.asPhase({
  name: 'one',
  inputs: { topic: each(topics) },
  outputs: { essay: essayOf },
  hedge: { afterMs: 1_000 },
  fallback: ({ topic: about }) => ({ essay: about }),
});
const all = artifact('all', z.number());
const count = definePhase({
  name: 'count',
  inputs: { essays: collect(essayOf) },
  outputs: { all },
  run: ({ essays: some }) => ({ all: some.succeeded.length }),
});
definePipeline({ name: 'many', given: { topics }, phases: [safely, count] });

// Names that a helper makes are known when they are run.
const textOf = (name: string) => artifact(name, z.string());
const [one, two] = [textOf('one'), textOf('two')];
definePipeline({
  name: 'helped',
  given: { topic },
  phases: [
    definePhase({ name: 'first', inputs: { topic }, outputs: { one }, run: () => ({ one: '' }) }),
    definePhase({ name: 'second', inputs: { one }, outputs: { two }, run: () => ({ two: '' }) }),
  ],
});

// Schemas that take what they give, though they may take more.
artifact('trimmed', z.string().trim().default('none')) satisfies Artifact<'trimmed', string>;
artifact('made', z.coerce.number()) satisfies Artifact<'made', number>;
artifact('marked', z.string().brand('marked'));
artifact('anything', z.any());
artifactList('either', z.union([z.string(), z.object({ text: z.string().optional() })]));
const generic = <Value>(schema: z.ZodType<Value>): Artifact<'generic', Value> => artifact('generic', schema);
void generic;
for (const some of loaded) essays.replace(some);

// What is overridden may only be known when it runs.
const mine: Readonly<Record<string, unknown>> = { outline: [{ id: 'a' }] };
await essays.run({ topic: 'bread' }, { override: mine });
await essays.run({ topic: 'bread' }, { override: { outline: [{ id: 'a' }] } });

// A phase that needs less of a resource than another.
const asker = resource<'model', Pick<ClientOfModel, 'ask'>>('model');
const askLess = definePhase({
  name: 'ask-less',
  inputs: { quote },
  outputs: { essay },
  uses: { asker },
  run: async (inputs, { asker: { ask: question } }) => ({ essay: await question(inputs.quote) }),
});
type ClientOfModel = { ask(prompt: string): Promise<string>; draw(): void };
const full = resource<'model', ClientOfModel>('model');
const askAll = definePhase({
  name: 'ask-all',
  inputs: { topic },
  outputs: { quote },
  uses: { full },
  run: async (inputs, { full: model }) => ({ quote: await model.ask(inputs.topic) }),
});
definePipeline({ name: 'both', given: { topic }, phases: [askLess, askAll] });

import fc from 'fast-check';
import { DirectedGraph } from 'graphology';
import { givenNode } from '../../../src/graph/build.js';
import type { PhaseGraph } from '../../../src/graph/build.js';
import type { PhaseStatus, StatusOverlay } from '../../../src/graph/export/overlay.js';

/** Text with every sign that some format gives a meaning to. */
export function hostileText(): fc.Arbitrary<string> {
  const signs = fc.constantFrom(...hostileSigns);
  return fc
    .array(fc.oneof(signs, fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 5 })
    .map((parts) => parts.join(''));
}

const hostileSigns = (
  `" ' \` | ] ) } ; * \\ \\N \\" <b> <!-- ]]> */ &amp; #35; %% --> ::: --- end graph __proto__ é ` +
  '\u{1f950}'
)
  .split(' ')
  .concat('\n', '\r\n', ' ', '\t', '\0', '\u0007');

/** A name that is one in every format: no control characters, and, for graphology, none that every object has. */
function hostileName(): fc.Arbitrary<string> {
  return hostileText()
    .map((text) => text.replace(/\p{Cc}/gu, ' '))
    .filter((text) => !(text in {}));
}

/** Few enough that phases meet in one. */
function hostileGroup(): fc.Arbitrary<string> {
  return fc.constantFrom('images', 'end', 'a "b" <c> & \\n]', '#35; --> x');
}

/** A small graph whose names and descriptions may be anything. */
export function anyGraph(): fc.Arbitrary<PhaseGraph> {
  const name = hostileName();
  const phases = fc.uniqueArray(
    fc.record({
      name,
      mapped: fc.boolean(),
      description: fc.option(hostileText(), { nil: undefined }),
      group: fc.option(hostileGroup(), { nil: undefined }),
    }),
    { minLength: 1, maxLength: 6, selector: (phase) => phase.name },
  );
  const givens = fc.uniqueArray(name, { maxLength: 3 });
  const edges = fc.array(
    fc.record({
      from: fc.nat(),
      to: fc.nat(),
      artifacts: fc.uniqueArray(name, { minLength: 1, maxLength: 3 }),
      each: fc.boolean(),
      optional: fc.boolean(),
    }),
    { maxLength: 10 },
  );
  return fc.tuple(phases, givens, edges).map(([phaseList, givenList, edgeList]) => {
    const graph: PhaseGraph = new DirectedGraph({ allowSelfLoops: true });
    for (const given of givenList) {
      graph.mergeNode(givenNode(given), { kind: 'given', name: given, description: undefined });
    }
    for (const phase of phaseList) graph.mergeNode(phase.name, { kind: 'phase', ...phase });
    const nodes = graph.nodes();
    for (const { from, to, ...edge } of edgeList) {
      graph.mergeEdge(nodes[from % nodes.length], phaseList[to % phaseList.length]?.name, edge);
    }
    return graph;
  });
}

/** A status for some of the phases. */
function anyStatus(graph: PhaseGraph): fc.Arbitrary<StatusOverlay> {
  const status = fc.record<PhaseStatus, 'status'>(
    {
      status: fc.constantFrom('waiting', 'running', 'succeeded', 'degraded', 'reused', 'failed', 'skipped'),
      durationMs: fc.nat({ max: 1e7 }),
      done: fc.nat({ max: 9 }),
      total: fc.nat({ max: 9 }),
      calls: fc.nat({ max: 99 }),
      tokens: fc.nat({ max: 1e6 }),
      images: fc.nat({ max: 9 }),
    },
    { requiredKeys: ['status'] },
  );
  return fc
    .array(fc.tuple(fc.constantFrom(...graph.nodes()), status))
    .map((entries) => Object.fromEntries(entries));
}

/** A graph with a status for some of its phases. */
export function graphWithStatus(): fc.Arbitrary<readonly [PhaseGraph, StatusOverlay]> {
  return anyGraph().chain((graph) => anyStatus(graph).map((status) => [graph, status] as const));
}

/** What a graph consists of, to compare: properties that are undefined left out, as in any text. */
export function contentsOf(graph: { export(): unknown }): unknown {
  return JSON.parse(JSON.stringify(graph.export()));
}

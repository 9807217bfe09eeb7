import { Annotation, END, START, StateGraph } from '@langchain/langgraph';
import type { Contender } from '../contender.js';
import { leavesOf, needsOf } from '../graph.js';

/** LangGraph 1.7.3 without a checkpointer: a node a task, one channel that counts what was done. */
export const langGraph: Contender = {
  prepare: ({ graph }) => ({
    build: () => {
      const State = Annotation.Root({
        done: Annotation<number>({ reducer: (sum, more) => sum + more, default: () => 0 }),
      });
      const builder = new StateGraph(State);
      for (let task = 0; task < graph.tasks; task++) builder.addNode(`p${task}`, () => ({ done: 1 }));
      // Its types collect the names of nodes that are added in a chain of calls; these are added in a loop.
      const wired = builder as unknown as {
        addEdge(from: string | string[], to: string): void;
        compile: typeof builder.compile;
      };
      for (let task = 0; task < graph.tasks; task++) {
        const needs = Array.from(needsOf(graph, task), (need) => `p${need}`);
        wired.addEdge(
          needs.length === 0 ? START : needs.length === 1 ? (needs[0] ?? START) : needs,
          `p${task}`,
        );
      }
      for (const leaf of leavesOf(graph)) wired.addEdge(`p${leaf}`, END);
      const compiled = wired.compile();
      return { run: () => compiled.invoke({ done: 0 }, { recursionLimit: graph.tasks + 2 }) };
    },
  }),
};

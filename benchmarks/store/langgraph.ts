import { randomUUID } from 'node:crypto';
import { Annotation, END, Send, START, StateGraph } from '@langchain/langgraph';
import { SqliteSaver } from '@langchain/langgraph-checkpoint-sqlite';
import Database from 'libsql';

interface Part {
  readonly id: string;
}
interface Made extends Part {
  readonly words: number;
}

const State = Annotation.Root({
  parts: Annotation<readonly Part[]>(),
  made: Annotation<readonly Made[]>({ reducer: (sum, more) => [...sum, ...more], default: () => [] }),
  sum: Annotation<number>(),
});

// parts -> make* -> add, as in `run.ts`.
const graph = new StateGraph(State)
  .addNode('make', ({ part }: { part: Part }) => ({ made: [{ id: part.id, words: part.id.length }] }))
  .addNode('add', ({ made }) => ({ sum: made.reduce((total, { words }) => total + words, 0) }))
  .addConditionalEdges(START, ({ parts }) => parts.map((part) => new Send('make', { part })), ['make'])
  .addEdge('make', 'add')
  .addEdge('add', END);

/** How long a run takes on LangGraph, and asking for the same thread again once it has ended, in milliseconds. */
export interface LangGraphMs {
  readonly run: number;
  /** Absent without a checkpointer. */
  readonly again?: number;
}

/** A run of so many tasks, with the opening and closing of its file. */
export async function langGraphMs(tasks: number, path: string | undefined): Promise<LangGraphMs> {
  const config = { configurable: { thread_id: randomUUID() } };
  const parts = Array.from({ length: tasks }, (_, at) => ({ id: `part ${at}` }));
  const run = await timed(path, (app) => app.invoke({ parts }, config));
  if (path === undefined) return { run };
  return { run, again: await timed(path, (app) => app.invoke(null, config)) };
}

type App = ReturnType<typeof graph.compile>;

async function timed(path: string | undefined, use: (app: App) => Promise<{ sum: number }>): Promise<number> {
  const began = performance.now();
  const database = path === undefined ? undefined : new Database(path);
  // The saver is made for better-sqlite3, whose interface libsql has; that one would have to be compiled here.
  const checkpointer = database && new SqliteSaver(database);
  const { sum } = await use(graph.compile({ ...(checkpointer && { checkpointer }) }));
  database?.close();
  if (!(sum > 0)) throw new Error('LangGraph has lost its sum.');
  return performance.now() - began;
}

import { isFinal, stateNumber, taskStates, transitions } from '../../src/run/task-state.js';

/** The page about the states of a task, made from the table that the scheduler goes by. */
export function taskStatesPage(): string {
  const moves = taskStates.flatMap((from) =>
    Object.entries(transitions[from]).map(([to, why]) => ({ from, to, why })),
  );
  const ends = taskStates.filter((state) => isFinal(stateNumber[state]));
  return `# The states of a task

Made from \`packages/engine/src/run/task-state.ts\` by \`npm run docs:task-states\`; a test compares the two. Anything
that is not in the table is a bug: the scheduler throws \`internal\` and shows the task's story, which is every
transition that it made and the number of the event that made it.

\`\`\`mermaid
stateDiagram-v2
  [*] --> waiting
${moves.map(({ from, to, why }) => `  ${idOf(from)} --> ${idOf(to)}: ${why}`).join('\n')}
${ends.map((state) => `  ${idOf(state)} --> [*]`).join('\n')}
\`\`\`

| from | to | because |
| ---- | -- | ------- |
${moves.map(({ from, to, why }) => `| \`${from}\` | \`${to}\` | ${why} |`).join('\n')}

${ends.map((state) => `\`${state}\``).join(', ')} are final: a task comes to exactly one of them, once. In events and
reports \`turned-off\` is \`skipped\` with the reason \`condition\`.
`;
}

/** A dash ends a name in mermaid. */
function idOf(state: string): string {
  return state.replaceAll('-', '_');
}

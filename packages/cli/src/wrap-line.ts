import wrapAnsi from 'wrap-ansi';

/** Breaks a line at words; what goes on in a further line stands a little to the right of where the text began. */
export function wrapLine(line: string, columns: number): string[] {
  const indent = /^ */u.exec(line)?.[0].length ?? 0;
  const width = Math.max(20, columns - 1);
  const hang = ' '.repeat(indent + 2);
  const [first = '', ...rest] = wrapAnsi(line, width, { trim: false, hard: false }).split('\n');
  if (rest.length === 0) return [first];
  const more = wrapAnsi(rest.map((part) => part.trim()).join(' '), width - hang.length, { hard: false });
  return [first.trimEnd(), ...more.split('\n').map((part) => hang + part)];
}

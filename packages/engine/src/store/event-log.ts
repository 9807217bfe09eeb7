import { crc32 } from 'node:zlib';
import type { RunEvent } from '../events.js';
import type { Connection } from './database.js';
import { Gathering } from './gathering.js';
import type { GroupCommit } from './group-commit.js';

/** The events in a store's file. */
export interface EventLog {
  /** Leaves the event to the next commit. */
  append(runId: string, event: RunEvent): void;
  /** Every event of the run that is committed. */
  read(runId: string): RunEvent[];
  /** The next event of the run is its first: what is there of it is removed, as part of the caller's transaction. */
  begin(runId: string): { writeRemoval(): void };
}

/** How many events stand in a row at most: what a damaged row can lose. */
const longestRow = 256;

/** Prepares the statements once. */
export function eventLog(
  connection: Connection,
  commits: GroupCommit,
  onDamage: (sentence: string) => void,
): EventLog {
  const insert = connection.prepare('INSERT OR REPLACE INTO events VALUES (?, ?, ?)');
  const select = connection.prepare('SELECT seq, event FROM events WHERE run = ? ORDER BY seq');
  const erase = connection.prepare('DELETE FROM events WHERE run = ?');
  const gathering = new Gathering<Line>(commits, {
    write: (runId, lines) => {
      // JSON has no line breaks of its own.
      insert.run(runId, lines[0]?.seq ?? 0, lines.map(({ text }) => text).join('\n'));
    },
    most: longestRow,
  });

  return {
    append: (runId, event) => gathering.add(runId, { seq: event.seq, text: checked(JSON.stringify(event)) }),
    read(runId) {
      // The table is strict, so the columns have the types that they were given.
      const rows = select.all(runId) as { readonly seq: number; readonly event: string }[];
      return rows.flatMap(({ seq, event }) =>
        event.split('\n').flatMap((line, index) => {
          const read = parsed(line);
          if (read === undefined)
            onDamage(`Event ${seq + index} of run ${runId} is not what was written; it was left out.`);
          return read ?? [];
        }),
      );
    },
    begin(runId) {
      gathering.close(runId);
      return { writeRemoval: () => void erase.run(runId) };
    },
  };
}

interface Line {
  readonly seq: number;
  readonly text: string;
}

/** With a checksum before it: what is changed may still be JSON. */
function checked(json: string): string {
  return `${checksumOfLine(json)} ${json}`;
}

function checksumOfLine(json: string): string {
  return crc32(json).toString(16).padStart(checksumDigits, '0');
}

const checksumDigits = 8;

function parsed(line: string): RunEvent | undefined {
  // One that the first format wrote has no checksum.
  const isOfFirst = line.startsWith('{');
  const json = isOfFirst ? line : line.slice(checksumDigits + 1);
  if (!isOfFirst && line.slice(0, checksumDigits) !== checksumOfLine(json)) return undefined;
  try {
    const event: unknown = JSON.parse(json);
    // Only events are written, so what parses to an object with a type is the event that was.
    return typeof event === 'object' && event !== null && 'type' in event ? (event as RunEvent) : undefined;
  } catch {
    return undefined;
  }
}

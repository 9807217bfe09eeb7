import { checksumOf, setAside } from './damaged-row.js';
import type { Connection } from './database.js';
import type { EncodedValues } from './encoded-values.js';
import type { GroupCommit, WriteDetail } from './group-commit.js';
import type { ReadOptions } from './port.js';
import { Unwritten } from './unwritten.js';

/** What the tables of a store share. */
export interface TableMeans {
  readonly connection: Connection;
  /**
   * Reads what is committed. It is the one that claims are made by: a connection forgets the pages that it knows whenever
   * another one has written, which claims do for every task.
   */
  readonly reader: Connection;
  readonly commits: GroupCommit;
  readonly values: EncodedValues;
  /** Hears of what was found damaged, a sentence each. */
  readonly onDamage: (sentence: string) => void;
}

/** What a record says beside its value, by the names of its columns. */
export type Facts = Readonly<Record<string, string | number | null>>;

/** Records with a value each, under an id, in a store's file. */
export interface RecordTable<F extends Facts> {
  /** The record, when all of it can be read back; a damaged one is set aside, or left as it is. */
  find(id: string, options?: ReadOptions): { readonly facts: F; readonly value: unknown } | undefined;
  /** Reads the rows of ids that are looked for next in one go: a read for each costs several times what it finds. */
  lookAhead(ids: readonly string[]): void;
  /**
   * Puts a large value where it belongs, and leaves the rest to a commit.
   *
   * @param take hands the write to that commit
   * @throws PhasegraphError `unrecordable-value`
   */
  save<T>(id: string, facts: F, value: unknown, take: (write: () => void, more: WriteDetail) => T): T;
  /** The ids that begin so, in their order. */
  idsFrom(beginning: string): string[];
  /** With the next commit. */
  forget(id: string): void;
}

/** What a table is called, and its columns. */
interface TableNames<F extends Facts> {
  /** What the table has many of. */
  readonly kind: 'result' | 'call';
  readonly id: string;
  /** In the order of the checksum. */
  readonly facts: readonly (keyof F & string)[];
  readonly sha256: string;
  readonly text: string;
  /** What was found damaged, in a sentence. */
  readonly damaged: (facts: F) => string;
}

/** What stands for a record until a commit has written it. */
type State<F> = 'forgotten' | (() => { readonly facts: F; readonly value: unknown } | undefined);

/** Prepares the statements once. */
export function recordTable<F extends Facts>(
  { connection, reader, commits, values, onDamage }: TableMeans,
  { kind, id: idColumn, facts: factColumns, sha256, text, damaged }: TableNames<F>,
): RecordTable<F> {
  const table = `${kind}s`;
  const columns = [idColumn, ...factColumns, sha256, text, 'checksum'];
  const insert = connection.prepare(
    `INSERT OR REPLACE INTO ${table} (${columns.join()}) VALUES (${columns.map(() => '?').join()})`,
  );
  const select = reader.prepare(`SELECT * FROM ${table} WHERE ${idColumn} = ?`);
  const selectMany = reader.prepare(
    `SELECT * FROM ${table} WHERE ${idColumn} IN (SELECT value FROM json_each(?))`,
  );
  // Everything that begins so is before what comes after the last character that an id may have.
  const selectIds = reader.prepare(
    `SELECT json_group_array(${idColumn}) AS ids FROM ${table} WHERE ${idColumn} >= ? AND ${idColumn} < ?`,
  );
  const erase = connection.prepare(`DELETE FROM ${table} WHERE ${idColumn} = ?`);
  const eraseRow = connection.prepare(`DELETE FROM ${table} WHERE ${idColumn} = ? AND checksum IS ?`);
  const unwritten = new Unwritten<State<F>>();
  /** What was read ahead and not yet asked for. */
  const ahead = new Map<string, (F & Facts) | 'none'>();

  const checksumOfRow = (id: string, row: Facts): string =>
    checksumOf([id, ...factColumns.map((column) => row[column]), row[sha256]]);
  const hold = (id: string, state: State<F>): (() => void) => {
    ahead.delete(id);
    return unwritten.hold(id, state);
  };
  const rowOf = (id: string): (F & Facts) | undefined => {
    const read = ahead.get(id);
    ahead.delete(id);
    if (read !== undefined) return read === 'none' ? undefined : read;
    // The table is strict and written by `save` alone, so its columns have these types.
    return select.get(id) as (F & Facts) | undefined;
  };
  const forget = (id: string): void => {
    const over = hold(id, 'forgotten');
    commits.add(() => void erase.run(id), { over });
  };

  return {
    find(id, { leavesDamaged = false } = {}) {
      const held = unwritten.get(id);
      if (held !== undefined) return held === 'forgotten' ? undefined : held();
      const row = rowOf(id);
      if (row === undefined) return undefined;
      const { checksum } = row;
      // One that the first format wrote has none.
      const isWhole = checksum === null || checksum === checksumOfRow(id, row);
      const stored = { sha256: String(row[sha256]), text: row[text] as string | null };
      const read = isWhole ? values.read(stored, { leavesDamaged }) : undefined;
      if (read !== undefined) return { facts: row, value: read.value };
      onDamage(damaged(row));
      // That row and no other: a good one may stand there by now.
      if (!leavesDamaged) setAside(connection, { kind, id, row }, () => eraseRow.run(id, checksum));
      return undefined;
    },
    lookAhead(ids) {
      ahead.clear();
      const rows = selectMany.all(JSON.stringify(ids)) as (F & Facts)[];
      for (const id of ids) ahead.set(id, 'none');
      for (const row of rows) ahead.set(String(row[idColumn]), row);
    },
    save(id, facts, value, take) {
      const prepared = values.prepare(value);
      const checksum = checksumOfRow(id, { ...facts, [sha256]: prepared.sha256 });
      const over = hold(id, () => {
        const read = prepared.read();
        if (read !== undefined) return { facts, value: read.value };
        // What lies beside the file was damaged before the row is there that names it.
        onDamage(damaged(facts));
        forget(id);
        return undefined;
      });
      const row = [
        id,
        ...factColumns.map((column) => facts[column]),
        prepared.sha256,
        prepared.text,
        checksum,
      ];
      return take(
        () => {
          prepared.write();
          insert.run(...row);
        },
        { heldBytes: prepared.heldBytes, over },
      );
    },
    idsFrom(beginning) {
      // The table is strict, and an aggregate gives a row whatever it finds.
      const found = selectIds.get(beginning, `${beginning}\uffff`) as { readonly ids: string };
      const ids = new Set(JSON.parse(found.ids) as string[]);
      for (const id of unwritten.idsFrom(beginning)) {
        if (unwritten.get(id) === 'forgotten') ids.delete(id);
        else ids.add(id);
      }
      return [...ids].toSorted();
    },
    forget,
  };
}

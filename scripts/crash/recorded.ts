import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { idsNamedIn } from './answers.js';

// The engine's own driver: a tool that looks into its files needs no other.
const Database = createRequire(new URL('../../packages/engine/package.json', import.meta.url))('libsql');

/**
 * The ids of the requests whose answers are recorded, as often as they are.
 *
 * @param folder where a copy is looked into: the store itself is left as the kill left it
 */
export function recordedIds(
  storePath: string,
  folder: string,
  idOfPicture: ReadonlyMap<string, string>,
): string[] {
  if (!existsSync(storePath)) return [];
  const copy = join(folder, 'looked-at.sqlite');
  for (const suffix of ['', '-wal', '-shm']) rmSync(copy + suffix, { force: true });
  for (const suffix of ['', '-wal'])
    if (existsSync(storePath + suffix)) copyFileSync(storePath + suffix, copy + suffix);
  const database = new Database(copy);
  try {
    const tables: unknown[] = database
      .prepare(`SELECT name FROM sqlite_master WHERE name = 'calls'`)
      .pluck()
      .all();
    if (tables.length === 0) return [];
    const rows: unknown[] = database.prepare('SELECT answer FROM calls').pluck().all();
    return rows.map(String).map((answer) => {
      const [, sha256 = ''] = /"\$kept":\["([0-9a-f]{64})"/.exec(answer) ?? [];
      return idOfPicture.get(sha256) ?? idsNamedIn(answer)[0] ?? 'unknown';
    });
  } finally {
    database.close();
  }
}

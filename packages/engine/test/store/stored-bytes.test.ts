import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, utimesSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeSchema } from '../../src/store/describe-schema.js';
import { hashValue } from '../../src/store/hash-value.js';
import type { Store } from '../../src/store/port.js';
import { openStore } from '../../src/store/sqlite.js';
import { keptInMemory, storedBytes } from '../../src/stored-bytes.js';
import { result } from './contract.js';

const bytes = new Uint8Array(600_000).map((_, at) => at % 251);

describe('storedBytes', () => {
  it('takes what was kept and nothing else', () => {
    const kept = keptInMemory(bytes);
    expect(storedBytes.parse(kept)).toBe(kept);
    for (const other of [bytes, { sha256: kept.sha256, size: kept.size }, 'x', undefined])
      expect(storedBytes.safeParse(other).error?.message).toContain('expected bytes that were kept');
  });

  it('has a place in fingerprints', () => {
    expect(describeSchema(storedBytes)).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('what stands for bytes', () => {
  it('counts as the bytes that it stands for', () => {
    expect(hashValue({ picture: keptInMemory(bytes) })).toBe(hashValue({ picture: bytes }));
    expect(hashValue(keptInMemory(bytes))).not.toBe(hashValue(keptInMemory(bytes.subarray(1))));
  });

  it('hands out bytes that are the reader’s own, of a Buffer too', async () => {
    const kept = keptInMemory(Buffer.from([1, 2]));
    (await kept.read()).fill(9);
    expect(await kept.read()).toStrictEqual(new Uint8Array([1, 2]));
  });

  it('says in JSON which bytes they are', () => {
    const kept = keptInMemory(bytes);
    expect(JSON.parse(JSON.stringify({ kept }))).toEqual({ kept: { sha256: kept.sha256, size: 600_000 } });
  });
});

describe('bytes that were kept in a file', () => {
  let folder: string;
  let store: Store;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'phasegraph-store-'));
    store = openStore(join(folder, 'runs.db'));
  });
  afterEach(() => {
    store.close();
    rmSync(folder, { recursive: true });
  });

  const fileOf = (sha256: string): string => join(folder, 'runs.db.values', sha256.slice(0, 2), sha256);

  it('lie beside it once, however often they are kept', async () => {
    const [one, other] = [await store.keep(bytes), await store.keep(bytes.slice())];
    expect(other).toEqual(one);
    expect(new Uint8Array(readFileSync(fileOf(one.sha256)))).toEqual(bytes);
    expect(readdirSync(join(folder, 'runs.db.values'))).toEqual([one.sha256.slice(0, 2)]);
  });

  it('can be read when the store is closed, and through another opening of it', async () => {
    const kept = await store.keep(bytes);
    store.saveResult(result({ outputs: { kept } }));
    store.close();
    expect(await kept.read()).toEqual(bytes);
    store = openStore(join(folder, 'runs.db'));
    expect(store.findResult('f1')?.outputs).toEqual({ kept });
  });

  it('are set aside when they are damaged: the result that has them is made anew', async () => {
    const kept = await store.keep(bytes);
    store.saveResult(result({ outputs: { kept } }));
    truncateSync(fileOf(kept.sha256), 599_999);
    expect(store.findResult('f1')).toBeUndefined();
    expect(store.damage().join()).toContain('is not what was written; it was moved to');
    await expect(kept.read()).rejects.toMatchObject({ code: 'bytes-lost' });
    expect(await (await store.keep(bytes)).read()).toEqual(bytes);
  });

  it('count as used when a result with them is found', async () => {
    const kept = await store.keep(bytes);
    store.saveResult(result({ outputs: { kept } }));
    utimesSync(fileOf(kept.sha256), 1000, 1000);
    store.findResult('f1');
    expect(statSync(fileOf(kept.sha256)).mtimeMs).toBeGreaterThan(1_000_000);
  });
});

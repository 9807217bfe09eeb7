/**
 * What makes the tables of a store, a script a version of the format: the first for a new file, each of the others for
 * one of the version before. One that was released is not changed any more.
 *
 * Tables are strict, so that what is read has the type that was written.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE phasegraph_meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  INSERT INTO phasegraph_meta VALUES ('version', '1');
  CREATE TABLE runs (
    id TEXT PRIMARY KEY, pipeline TEXT NOT NULL, started_at_ms REAL NOT NULL, status TEXT
  ) STRICT;
  CREATE INDEX runs_by_start ON runs (started_at_ms);
  CREATE TABLE events (
    run TEXT NOT NULL, seq INTEGER NOT NULL, event TEXT NOT NULL, PRIMARY KEY (run, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE results (
    fingerprint TEXT PRIMARY KEY, phase TEXT NOT NULL, duration_ms REAL NOT NULL, recorded_at_ms REAL NOT NULL,
    outputs_sha256 TEXT NOT NULL, outputs TEXT
  ) STRICT;
  CREATE INDEX results_by_phase ON results (phase, recorded_at_ms);
  CREATE TABLE small_values (sha256 TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
  CREATE TABLE set_aside (kind TEXT NOT NULL, id TEXT NOT NULL, content ANY) STRICT;
  `,
  // Beside the new tables: a row of events may hold several from here on, a line each. A row that has no checksum is of
  // the first format. Durations held what tasks had waited for limits, and are forgotten.
  `
  CREATE TABLE calls (
    key TEXT PRIMARY KEY, phase TEXT NOT NULL, key_id TEXT NOT NULL, usage TEXT, usd REAL,
    recorded_at_ms REAL NOT NULL, answer_sha256 TEXT NOT NULL, answer TEXT, checksum TEXT NOT NULL
  ) STRICT;
  CREATE TABLE claims (fingerprint TEXT PRIMARY KEY, run TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE under_way (
    run TEXT PRIMARY KEY, machine TEXT NOT NULL, pid INTEGER NOT NULL, started TEXT NOT NULL, instance TEXT NOT NULL,
    until_ms REAL NOT NULL
  ) STRICT, WITHOUT ROWID;
  ALTER TABLE runs ADD COLUMN request TEXT;
  ALTER TABLE runs ADD COLUMN checksum TEXT;
  ALTER TABLE results ADD COLUMN usd REAL;
  ALTER TABLE results ADD COLUMN checksum TEXT;
  ALTER TABLE results ADD COLUMN through TEXT;
  ALTER TABLE results DROP COLUMN duration_ms;
  ALTER TABLE results ADD COLUMN duration_ms REAL;
  CREATE TABLE uses (
    run TEXT NOT NULL, used TEXT NOT NULL, PRIMARY KEY (run, used)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX uses_by_what_is_used ON uses (used);
  `,
];

import * as nodeFiles from 'node:fs';
import { connectTo } from '../../src/store/database.js';
import type { Connection } from '../../src/store/database.js';
import type { StoreMeans } from '../../src/store/sqlite.js';

/**
 * The system's file calls and connection, with a look before each of their writes.
 *
 * @param look is told what is about to be written, and may throw in its place
 */
export function watchedMeans(look: (write: string) => void): Pick<StoreMeans, 'connect' | 'files'> {
  return {
    connect: (path) => watched(connectTo(path), look),
    files: {
      ...nodeFiles,
      mkdirSync: before('mkdir', nodeFiles.mkdirSync, look),
      openSync: before('open', nodeFiles.openSync, look),
      writeSync: before('write', nodeFiles.writeSync, look),
      fsyncSync: before('fsync', nodeFiles.fsyncSync, look),
      renameSync: before('rename', nodeFiles.renameSync, look),
      utimesSync: before('utimes', nodeFiles.utimesSync, look),
    },
  };
}

/** What a full disk does to a write. */
export function diskFull(write: string): Error {
  const isFile = ['mkdir', 'open', 'write', 'fsync', 'rename', 'utimes'].includes(write);
  return isFile
    ? Object.assign(new Error(`ENOSPC: no space left on device, ${write}`), { code: 'ENOSPC' })
    : Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
}

function watched(connection: Connection, look: (write: string) => void): Connection {
  const exec = connection.exec.bind(connection);
  connection.exec = (script: string) => {
    // Giving up what was begun needs no room.
    if (script !== 'ROLLBACK') look(script);
    return exec(script);
  };
  const prepare = connection.prepare.bind(connection);
  const watchedPrepare = (source: string): unknown => {
    const statement = prepare(source);
    if (source.trimStart().startsWith('SELECT')) return statement;
    const run = statement.run.bind(statement);
    statement.run = (...parameters: unknown[]) => {
      look(source);
      return run(...parameters);
    };
    return statement;
  };
  // It gives what `prepare` gives, whatever the types of the parameters.
  connection.prepare = watchedPrepare as Connection['prepare'];
  return connection;
}

/** The same function, with a look before it. */
function before<F extends (...parameters: never[]) => unknown>(
  name: string,
  act: F,
  look: (write: string) => void,
): F {
  const watchedAct = (...parameters: Parameters<F>): unknown => {
    look(name);
    return act(...parameters);
  };
  // Called with the same parameters, whichever of the overloads they are for.
  return watchedAct as F;
}

import { EventEmitter } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { outliveReaders } from '../src/system-ports.js';

describe('outliveReaders', () => {
  it('goes on when the reader is gone', () => {
    const stream = new EventEmitter();
    outliveReaders(stream);
    expect(() =>
      stream.emit('error', Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })),
    ).not.toThrow();
  });

  it('does not hide any other error', () => {
    const stream = new EventEmitter();
    outliveReaders(stream);
    const full = Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    expect(() => stream.emit('error', full)).toThrow('no space left');
  });
});

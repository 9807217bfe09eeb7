import { describe, expect, it } from '@jest/globals';
import { artifact, definePhase, definePipeline, memoryStore, narrow, resource } from '@phasegraph/engine';
import type { Resource } from '@phasegraph/engine';
import { z } from 'zod';

interface Client {
  write(): string;
  draw(): string;
}

class Studio implements Client {
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
  }

  write(): string {
    return `a text of ${this.#name}`;
  }

  draw(): string {
    return `a picture of ${this.#name}`;
  }
}

const studio = resource<'studio', Client>('studio');
const topic = artifact('topic', z.string());
const text = artifact('text', z.string());
const methods = artifact('methods', z.array(z.string()));

const pipeline = definePipeline({
  name: 'p',
  given: { topic },
  phases: [
    definePhase({
      name: 'write',
      inputs: { topic },
      outputs: { text, methods },
      uses: { studio: narrow(studio, 'write') },
      run: (_, context) => ({ text: context.studio.write(), methods: Object.keys(context.studio) }),
    }),
  ],
});

const studioOf = (writer: string, painter: string): Resource<Client> => ({
  connect: () => new Studio(writer),
  fingerprint: `${writer} and ${painter}`,
  fingerprintFor: (used) => used.map((method) => (method === 'write' ? writer : painter)).join(),
});

describe('narrow()', () => {
  it('hands the phase a client with those methods alone, on the client that they are of', async () => {
    const report = await pipeline.run({ topic: '' }, { resources: { studio: studioOf('ann', 'bo') } });
    expect(report.value(text)).toBe('a text of ann');
    expect(report.value(methods)).toEqual(['write']);
  });

  it('leaves recorded results alone that depend on other methods', async () => {
    const store = memoryStore();
    const run = async (resource: Resource<Client>) => {
      const { tasks } = await pipeline.run({ topic: '' }, { resources: { studio: resource }, store });
      return tasks.map(({ end }) => end.status);
    };
    expect(await run(studioOf('ann', 'bo'))).toEqual(['succeeded']);
    expect(await run(studioOf('ann', 'cy'))).toEqual(['reused']);
    expect(await run(studioOf('di', 'cy'))).toEqual(['succeeded']);
  });

  it('takes the whole fingerprint of a resource that does not tell its methods apart', async () => {
    const store = memoryStore();
    const run = async (fingerprint: string) => {
      const studioAlone = { connect: () => new Studio('ann'), fingerprint };
      const { tasks } = await pipeline.run({ topic: '' }, { resources: { studio: studioAlone }, store });
      return tasks.map(({ end }) => end.status);
    };
    expect(await run('one')).toEqual(['succeeded']);
    expect(await run('other')).toEqual(['succeeded']);
  });

  it('refuses to leave nothing', () => {
    // What the compiler would refuse, from a program without one.
    expect(() => narrow(studio, ...([] as unknown as ['write']))).toThrow('name the methods of the client');
  });
});

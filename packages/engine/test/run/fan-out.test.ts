import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { artifactList, definePhase, definePipeline, each } from '../../src/index.js';

describe('a large fan-out of tasks that end at once', () => {
  it('is not begun as a whole before what it sets free, where that is more urgent', async () => {
    // list -> copy* -> urgent*
    const list = artifactList('list', z.number(), { key: String });
    const copies = artifactList('copies', z.number());
    const ends = artifactList('ends', z.number());
    const copy = definePhase({
      name: 'copy',
      inputs: { item: each(list) },
      outputs: { copies },
      run: ({ item }) => ({ copies: item }),
    });
    const urgent = definePhase({
      name: 'urgent',
      inputs: { item: each(copies) },
      outputs: { ends },
      priority: 1,
      run: ({ item }) => ({ ends: item }),
    });
    const pipeline = definePipeline({ name: 'fan-out', given: { list }, phases: [copy, urgent] });
    const report = await pipeline.run({ list: Array.from({ length: 5_000 }, (_, item) => item) });
    let ahead = 0;
    let most = 0;
    for (const event of report.events) {
      if (event.type !== 'attempt-started') continue;
      ahead += event.phase === 'copy' ? 1 : -1;
      most = Math.max(most, ahead);
    }
    expect(report.value(ends)).toHaveLength(5_000);
    // As many as one step starts.
    expect(most).toBe(512);
  });
});

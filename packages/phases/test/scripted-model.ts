import { keptInMemory } from '@phasegraph/engine';
import type { ImageRequest, ModelClient, ObjectRequest } from '@phasegraph/openai';
import sharp from 'sharp';
import { responders } from '../src/offline/responders.js';

/** What a scripted model does instead of answering; each is asked before the answer by rule is given. */
interface Script {
  /** What comes back for an object in place of the answer by rule; may throw. */
  readonly object?: (request: ObjectRequest<unknown>) => unknown;
  /** The bytes of a picture in place of a plain tint of the size that is asked for; may throw. */
  readonly image?: (request: ImageRequest) => Uint8Array | undefined;
}

/** A model that answers by rule, as the sandbox does, and otherwise as its script says; it notes what it was asked. */
export function scriptedModel(script: Script = {}): {
  resource: { connect(): ModelClient };
  asked: string[];
} {
  const asked: string[] = [];
  const client: ModelClient = {
    async object(request) {
      asked.push(request.name);
      const sent: unknown = JSON.parse(JSON.stringify(request.input));
      const value = request.schema.parse(
        script.object?.(request) ?? responders[request.name]?.({ input: sent }),
      );
      await handOver(value, request.items);
      return value;
    },
    text: () => Promise.reject(new Error('No phase asks for plain text')),
    async image(request) {
      asked.push('image');
      const create = { width: request.width, height: request.height, channels: 3 as const };
      const tint = () =>
        sharp({ create: { ...create, background: '#a6450f' } })
          .png()
          .toBuffer();
      return { bytes: keptInMemory(script.image?.(request) ?? (await tint())), format: 'png' };
    },
  };
  return { resource: { connect: () => client }, asked };
}

/** As the client does it: when a call succeeds, every item of the list that is asked for has been handed over. */
async function handOver(value: unknown, items: unknown): Promise<void> {
  if (items === undefined) return;
  // Whoever asked gave a list of the schema, which the value fits.
  const { of, onItem } = items as { of: string; onItem(item: unknown, index: number): Promise<void> };
  const list = (value as Record<string, readonly unknown[]>)[of] ?? [];
  for (const [index, item] of list.entries()) await onItem(item, index);
}

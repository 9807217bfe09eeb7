import { z } from 'zod';
import { errors } from './errors.js';
import { ListScanner } from './list-scanner.js';
import type { Scrub } from './scrub.js';
import type { Listener } from './words.js';

/** Which list is handed over, its type no longer known to the compiler. */
export interface ErasedItems {
  readonly of: string;
  readonly onItem: (item: never, index: number) => void | Promise<void>;
}

/** Is told that an answer waits for what takes its items; what it returns is called when that goes on. */
export type HandingOver = () => (() => void) | undefined;

/** Ends a call whose `onItem` threw. */
export class OnItemFailed extends Error {
  override readonly name = 'OnItemFailed';
}

/**
 * Hands over the items of a list that a model writes, each index once: over all the answers that one call of `object`
 * takes, on whichever key, the corrected one included.
 */
export class ItemHandOver {
  readonly #items: ErasedItems;
  readonly #itemSchema: z.ZodType;
  readonly #hideSecrets: Scrub;
  readonly #handed = new Set<number>();
  #failure: { readonly error: unknown } | undefined;

  /**
   * @param hideSecrets takes out of an item's text what must not be in it
   * @throws ModelError `schema-unsupported` when the schema has no such list
   */
  constructor(name: string, schema: z.ZodType, items: ErasedItems, hideSecrets: Scrub) {
    const itemSchema = itemSchemaOf(schema, items.of);
    if (itemSchema === undefined) {
      throw errors.schemaUnsupported(name, [`${items.of} is not a list of a z.object(), so it has no items`]);
    }
    this.#items = items;
    this.#hideSecrets = hideSecrets;
    this.#itemSchema = itemSchema;
  }

  /** What `onItem` threw, if it did. */
  get failure(): { readonly error: unknown } | undefined {
    return this.#failure;
  }

  /**
   * Listens to one answer from its beginning. Once the signal has fired, throws instead of handing over.
   *
   * @param handingOver is told that the answer waits for `onItem`; what it returns, that it goes on
   */
  listen(signal: AbortSignal, handingOver: HandingOver = () => undefined): Listener {
    const scanner = new ListScanner(this.#items.of);
    let index = 0;
    return async (piece) => {
      for (const text of scanner.read(piece)) {
        const item = await this.#parse(this.#hideSecrets(text));
        // The attempt may have ended while the item was parsed, or the one before was taken.
        signal.throwIfAborted();
        if (item.success) await this.#hand(item.data, index, handingOver);
        index++;
      }
    };
  }

  /** Hands over what of the whole list has not been: corrected items, and those of an answer that came whole. */
  async finish(value: unknown, signal: AbortSignal): Promise<void> {
    // It fits the schema, which has a list there, or null.
    const list = (value as Record<string, readonly unknown[] | null>)[this.#items.of] ?? [];
    for (const [index, item] of list.entries()) {
      if (signal.aborted) return;
      await this.#hand(item, index);
    }
  }

  async #parse(text: string): Promise<{ success: true; data: unknown } | { success: false }> {
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch {
      return { success: false };
    }
    return this.#itemSchema.safeParseAsync(json);
  }

  async #hand(item: unknown, index: number, handingOver?: HandingOver): Promise<void> {
    if (this.#handed.has(index)) return;
    this.#handed.add(index);
    const goesOn = handingOver?.();
    try {
      // It fits the schema of the list whose items `onItem` takes.
      await this.#items.onItem(item as never, index);
    } catch (error) {
      this.#failure = { error };
      throw new OnItemFailed('onItem failed');
    } finally {
      goesOn?.();
    }
  }
}

function itemSchemaOf(schema: z.ZodType, key: string): z.ZodType | undefined {
  if (!(schema instanceof z.ZodObject) || !Object.hasOwn(schema.shape, key)) return undefined;
  let list: unknown = schema.shape[key];
  while (list instanceof z.ZodNullable || list instanceof z.ZodReadonly) list = list.unwrap();
  // The element of a schema made by zod's own factories is one of its classes.
  return list instanceof z.ZodArray ? (list.element as z.ZodType) : undefined;
}

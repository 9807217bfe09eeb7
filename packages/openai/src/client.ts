import { narrow, resource } from '@phasegraph/engine';
import type { NarrowedResource, ResourceDeclaration, StoredBytes } from '@phasegraph/engine';
import type { Answer } from './answer.js';

/** The model client, for `uses` of phases: `uses: { model }`. What stands behind it is given to the run. */
export const model: ResourceDeclaration<'model', ModelClient> = resource<'model', ModelClient>('model');

/** The same for phases that ask for words alone: another image model does not touch their results. */
export const textModel: NarrowedResource<'model', ModelClient, 'object' | 'text'> = narrow(
  model,
  'object',
  'text',
);

/** The same for phases that ask for pictures alone: another text model does not touch their results. */
export const imageModel: NarrowedResource<'model', ModelClient, 'image'> = narrow(model, 'image');

/** Calls to language and image models, each bound to the task that makes it. Every method throws {@link ModelError}. */
export interface ModelClient {
  /**
   * A value that fits the schema. When an answer does not, the model is told what broke and asked once more. With `items`
   * the answer is streamed, and the items of one of its lists are handed over while the model still writes.
   */
  object<T>(request: ObjectRequest<T> & { readonly items?: ListItems<NoInfer<T>> }): Promise<T>;
  /** Plain text. */
  text(request: TextRequest): Promise<string>;
  /** One picture, of the shape nearest to the asked one that the model can make. */
  image(request: ImageRequest): Promise<ImageAnswer>;
}

/** A call that gives text. */
export interface TextRequest {
  /** What the model is to do, apart from what it is to do it with. */
  readonly instructions: string;
  /** What it is to work on: a text as it is, anything else as its JSON. */
  readonly input: unknown;
  /** Default: the pool's text model. */
  readonly model?: string;
  /**
   * Upper bound of the answer's tokens, hidden reasoning included. Default: the model's, see `models.ts`. Never more than
   * the pool's `models.maxOutputTokens`, where that is given.
   */
  readonly maxOutputTokens?: number;
  /**
   * A larger bound, with which the answer is asked for once more when the first one cut it off. The pool's
   * `models.maxOutputTokens` goes in its place, where that is given. Default: the call fails with `incomplete`.
   */
  readonly maxOutputTokensIfCutOff?: number;
}

/** A call that gives a value of a schema; name and schema are best declared beside the phase, by {@link answer}. */
export interface ObjectRequest<T> extends TextRequest, Answer<T> {}

/** The names of the lists in an object. */
type ListKey<T> = {
  [K in keyof T & string]: NonNullable<T[K]> extends readonly unknown[] ? K : never;
}[keyof T & string];

/** What a list holds. */
type ItemOf<L> = NonNullable<L> extends readonly (infer Item)[] ? Item : never;

/** Which list of an answer is handed over item by item, and to whom. */
export type ListItems<T> = {
  [K in ListKey<T>]: {
    /** The property of the answer that holds the list. */
    readonly of: K;
    /**
     * Is given each item that fits the schema, in order, as soon as the model has written it; the stream waits for what
     * it returns. An item is handed over once, even if the answer has to be corrected: what is corrected later is in the
     * returned value alone. When the call succeeds, every index of the list has been handed over. What it throws ends
     * the call, and is thrown by it.
     */
    readonly onItem: (item: ItemOf<T[K]>, index: number) => void | Promise<void>;
  };
}[ListKey<T>];

/** How the bytes of a picture are encoded. */
export type ImageFormat = 'png' | 'webp' | 'jpeg';
/** How much work the model puts into a picture, and how much it costs. */
export type ImageQuality = 'low' | 'medium' | 'high';

/** A call that gives a picture. */
export interface ImageRequest {
  /** What the picture shows. */
  readonly prompt: string;
  /** Pixels; with `height`, the shape that is wanted. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
  /** Default `medium`. */
  readonly quality?: ImageQuality;
  /** Default `png`. */
  readonly format?: ImageFormat;
  /** Default: the pool's image model. */
  readonly model?: string;
}

/** A picture. */
export interface ImageAnswer {
  /** The encoded picture: it went to the run's store as it arrived, and is read from there. */
  readonly bytes: StoredBytes;
  /** How it is encoded, as its bytes show: servers may answer in another format than the asked one. */
  readonly format: ImageFormat;
  /** In pixels, as the provider says it; absent when it does not. */
  readonly width?: number;
  /** In pixels, as `width`. */
  readonly height?: number;
}

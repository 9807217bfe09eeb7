import { resource } from '@phasegraph/engine';
import type { ResourceDeclaration } from '@phasegraph/engine';
import type { z } from 'zod';

/** The model client, for `uses` of phases: `uses: { model }`. What stands behind it is given to the run. */
export const model: ResourceDeclaration<'model', ModelClient> = resource<'model', ModelClient>('model');

/** Calls to language and image models, each bound to the task that makes it. Every method throws {@link ModelError}. */
export interface ModelClient {
  /** A value that fits the schema. When an answer does not, the model is told what broke and asked once more. */
  object<T>(request: ObjectRequest<T>): Promise<T>;
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
  /** Upper bound of the answer's tokens, hidden reasoning included. Default: the model's, see `models.ts`. */
  readonly maxOutputTokens?: number;
}

/** A call that gives a value of a schema. */
export interface ObjectRequest<T> extends TextRequest {
  /** What the answer is called, for the model and in reports: 1 to 64 letters, digits, `_` and `-`. */
  readonly name: string;
  /** What the answer is: within the strict subset, see {@link strictSchema}. */
  readonly schema: z.ZodType<T>;
}

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
  /** The encoded picture. */
  readonly bytes: Uint8Array;
  /** How it is encoded, as its bytes show: servers may answer in another format than the asked one. */
  readonly format: ImageFormat;
  /** In pixels, as the provider says it; absent when it does not. */
  readonly width?: number;
  /** In pixels, as `width`. */
  readonly height?: number;
}

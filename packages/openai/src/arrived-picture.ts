import { keptInMemory, storedBytes } from '@phasegraph/engine';
import type { CallScope, StoredBytes, Usage } from '@phasegraph/engine';
import { z } from 'zod';
import type { ImageAnswer, ImageFormat } from './client.js';
import { errors } from './errors.js';
import type { CallPlace } from './errors.js';
import type { Scrub } from './scrub.js';
import { decodePicture } from './picture-bytes.js';
import { tokensUsed } from './usage.js';

/** An answer with a picture, whose bytes have gone to the run's store. */
export interface PictureAnswer {
  readonly picture: Arrived;
  /** As the provider says it: `1024x1024`. */
  readonly size: string | undefined;
  readonly usage: Usage | undefined;
}

/** What came of the picture of an answer. */
type Arrived =
  | { readonly status: 'kept'; readonly bytes: StoredBytes; readonly format: ImageFormat }
  /** The store could not take it. */
  | { readonly status: 'unkept'; readonly error: unknown }
  | { readonly status: 'broken'; readonly problem: string; readonly base64: string }
  | { readonly status: 'absent'; readonly hasAddress: boolean };

/** A picture that was paid for, or why it could not be kept. */
export type ReadPicture =
  | { readonly status: 'kept'; readonly answer: ImageAnswer }
  | { readonly status: 'unkept'; readonly error: unknown };

/** Takes an answer in as it arrives: the bytes are handed over before anything else is done with them. */
export async function arrivedPicture(
  body: unknown,
  { keep, hideSecrets }: { readonly keep: CallScope['keep']; readonly hideSecrets: Scrub },
): Promise<PictureAnswer> {
  const answer = answerSchema.safeParse(body).data;
  const first = answer?.data?.[0];
  return {
    picture: withoutSecrets(await pictureFrom(first, keep), hideSecrets),
    size: answer?.size ? hideSecrets(answer.size) : undefined,
    usage: first && { images: 1, ...tokensUsed(answer?.usage) },
  };
}

/** What is read of an answer; a server that is only said to be compatible may leave any of it out. */
const answerSchema = z.object({
  data: z
    .array(z.object({ b64_json: z.string().nullish(), url: z.string().nullish() }))
    .nullish()
    .catch(undefined),
  size: z.string().nullish().catch(undefined),
  usage: z.unknown().optional(),
});
type Item = NonNullable<NonNullable<z.infer<typeof answerSchema>['data']>[number]>;

async function pictureFrom(item: Item | undefined, keep: CallScope['keep']): Promise<Arrived> {
  const base64 = item?.b64_json;
  if (!base64) return { status: 'absent', hasAddress: Boolean(item?.url) };
  const decoded = decodePicture(base64);
  if (decoded.status === 'broken') return { ...decoded, base64 };
  try {
    return { status: 'kept', bytes: await keep(decoded.bytes), format: decoded.format };
  } catch (error) {
    // Not thrown from here: the call has been answered, and what it used is to be counted.
    return { status: 'unkept', error };
  }
}

/** What is no picture may be anything, the key of the request too. */
function withoutSecrets(picture: Arrived, hideSecrets: Scrub): Arrived {
  return picture.status === 'broken' ? { ...picture, base64: hideSecrets(picture.base64) } : picture;
}

/** @throws ModelError when there is no picture that can be used */
export function readPicture({ picture, size }: PictureAnswer, place: CallPlace): ReadPicture {
  switch (picture.status) {
    case 'kept': {
      const { bytes, format } = picture;
      const [, width, height] = /^(\d+)x(\d+)$/.exec(size ?? '')?.map(Number) ?? [];
      const pixels = width !== undefined && height !== undefined && { width, height };
      return { status: 'kept', answer: { bytes, format, ...pixels } };
    }
    case 'unkept':
      return picture;
    case 'broken':
      throw errors.invalidAnswer(place, picture.problem);
    case 'absent': {
      const instead = picture.hasAddress ? ' (the server gave an address in its place)' : '';
      throw errors.emptyAnswer(place, `an image in \`b64_json\`${instead}`);
    }
    default:
      return picture satisfies never;
  }
}

/** What is recorded of an answer: what stands for its bytes, as in the artifact that is made of it; what is broken, as it came. */
export function keepPicture({ picture, size }: PictureAnswer): unknown {
  switch (picture.status) {
    case 'kept':
      return { bytes: picture.bytes, format: picture.format, size };
    case 'broken':
      return { base64: picture.base64, size };
    case 'unkept':
    case 'absent':
      return undefined;
    default:
      return picture satisfies never;
  }
}

const size = z.string().optional();
const keptSchema = z.union([
  z.object({ bytes: storedBytes, format: z.enum(['png', 'jpeg', 'webp']), size }),
  z.object({ base64: z.string(), size }),
]);

/** The answer that {@link keepPicture} wrote down. */
export function recallPicture(kept: unknown): PictureAnswer | undefined {
  const found = keptSchema.safeParse(kept).data;
  if (found === undefined) return undefined;
  return { picture: pictureIn(found), size: found.size, usage: undefined };
}

function pictureIn(found: z.infer<typeof keptSchema>): Arrived {
  if ('bytes' in found) return { status: 'kept', bytes: found.bytes, format: found.format };
  const { base64 } = found;
  // What could not be used when it came, a later release may know how to.
  const decoded = decodePicture(base64);
  if (decoded.status === 'broken') return { ...decoded, base64 };
  return { status: 'kept', bytes: keptInMemory(decoded.bytes), format: decoded.format };
}

import { z } from 'zod';

/** An error that the provider tells within an answer of status 200. */
export interface ProviderFailure {
  readonly code?: string | null | undefined;
  readonly type?: string | null | undefined;
  readonly message: string;
}

/** An error in the body of an answer; some servers just say it. */
export const failureSchema: z.ZodType<ProviderFailure> = z.union([
  z.object({
    code: z.string().nullish().catch(undefined),
    type: z.string().nullish().catch(undefined),
    message: z.string().catch('no reason given'),
  }),
  z.string().transform((message) => ({ message })),
]);

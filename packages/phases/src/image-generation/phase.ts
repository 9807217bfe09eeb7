import { definePhase, each, pick } from '@phasegraph/engine';
import type { TaskContext } from '@phasegraph/engine';
import { imageModel } from '@phasegraph/openai';
import type { ImagePlan } from '../image-planning/artifact.js';
import { packageVersion } from '../asking/version.js';
import { imagePlans } from '../image-planning/artifact.js';
import type { StyleSystem } from '../style-system/artifact.js';
import { styleSystem } from '../style-system/artifact.js';
import type { GeneratedImage } from './artifact.js';
import { images } from './artifact.js';
import { encodeVariants } from './encode.js';
import { offlineImage } from './offline.js';

export const imageGenerationPhase = definePhase({
  name: 'image-generation',
  description: 'Makes each picture and encodes it as webp in the sizes that pages name',
  version: packageVersion,
  inputs: { plan: each(imagePlans), styleSystem: pick(styleSystem, 'light') },
  outputs: { images },
  uses: { model: imageModel },
  concurrency: 5,
  retry: { attempts: 3 },
  timeoutMs: 180_000,
  estimateMs: 5_000,
  run: async ({ plan, styleSystem }, { model, keep }) => {
    const { prompt, width, height } = plan;
    const { bytes } = await model.image({ prompt, width, height, quality: 'medium', format: 'webp' });
    return { images: await imageOf(plan, await bytes.read(), 'model', { styleSystem, keep }) };
  },
  fallback: async ({ plan, styleSystem }, _, { signal, keep }) => {
    const { prompt, width, height } = plan;
    const bytes = await offlineImage({ prompt, width, height, format: 'png', signal });
    return { images: await imageOf(plan, bytes, 'drawn', { styleSystem, keep }) };
  },
});

async function imageOf(
  plan: ImagePlan,
  bytes: Uint8Array,
  source: GeneratedImage['source'],
  { styleSystem, keep }: { styleSystem: Pick<StyleSystem, 'light'>; keep: TaskContext['keep'] },
): Promise<GeneratedImage> {
  // The palette is in the prompt already; the ground is for pictures that come back with transparent parts.
  const variants = await encodeVariants(bytes, plan, { ground: styleSystem.light.surface, keep });
  return { key: plan.key, variants, source };
}

// A phase of one's own in the website pipeline. Run: npx tsx examples/02-own-phase/social-posts.ts
import { artifactList, definePhase } from '@phasegraph/engine';
import { answer, model, openaiPool, poolFromEnv } from '@phasegraph/openai';
import { brief, designContext, readBrief, responders, website } from '@phasegraph/phases';
import { startSandbox } from '@phasegraph/sandbox';
import { z } from 'zod';

const Post = z.object({ day: z.string(), text: z.string().max(280) });
const Posts = answer('posts', z.object({ posts: z.array(Post).min(1).max(7) })); // refused here if it cannot be had
const socialPosts = artifactList('socialPosts', Post, { key: (post) => post.day });

const writePosts = definePhase({
  name: 'social-posts',
  inputs: { brief, designContext }, // starts the moment the design context exists, beside everything else
  outputs: { socialPosts },
  uses: { model },
  run: async (input, { model }) => {
    const instructions = 'Write a week of posts for this business. Use only facts of the brief.';
    return { socialPosts: (await model.object({ ...Posts, instructions, input })).posts };
  },
});

const sandbox = await startSandbox({ responders });
const offline = { keys: [{ id: 'sandbox', secret: 'sandbox' }], baseURL: sandbox.baseUrl };
const { brief: bakery } = await readBrief('examples/briefs/bakery.yaml');
const resources = { model: poolFromEnv(process.env) ?? openaiPool(offline) };
const report = await website.with(writePosts).run({ brief: bakery }, { resources, targets: [socialPosts] });
for (const { task, end } of report.tasks) console.log(task, end.status);
console.log(report.value(socialPosts));
await sandbox.close();

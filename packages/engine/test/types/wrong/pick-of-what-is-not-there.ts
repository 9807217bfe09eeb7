import { artifact, definePhase, each, optional, pick } from '@phasegraph/engine';
import { z } from 'zod';
import { essay, outline, topic } from '../declared.js';

const brief = artifact('brief', z.object({ tone: z.string(), phone: z.string() }));

// error: Argument of type '"fone"' is not assignable
pick(brief, 'tone', 'fone');
// error: Argument of type '"title"' is not assignable
pick(each(outline), 'title');
// error: Argument of type '"fone"' is not assignable
pick(optional(brief), 'fone');
// error: Argument of type '"title"' is not assignable
pick(outline, 'id', 'title');

definePhase({
  name: 'reads-more-than-it-takes',
  inputs: { topic, brief: pick(brief, 'tone') },
  outputs: { essay },
  // error: Property 'phone' does not exist on type 'PartOf<
  run: (inputs) => ({ essay: inputs.brief.phone }),
});

import { joinSentences, statedIn } from '../seo-strategy/sentences.js';
import type { PageMetadataChoice } from './artifact.js';
import type { MetadataTask } from './task.js';

/** The least and the most characters of a description. */
export const descriptionLength = { least: 70, most: 155 } as const;

/** Title and description by rule: the page's own name, and the first sentences of its own text. */
export function chooseMetadata(task: MetadataTask): PageMetadataChoice {
  const description = describe(task);
  return {
    title: task.ruleTitle,
    description,
    openGraphTitle: task.titleName,
    openGraphDescription: description,
  };
}

/** A page without text of its own says its name first, so that no two descriptions are the same. */
function describe({ text, summary, titleName, siteName }: MetadataTask): string {
  // A question leads on to an answer, and says nothing of the page where it stands alone.
  const own = text.flatMap((part) => statedIn(part)).filter((sentence) => !sentence.endsWith('?'));
  const lead = own.length > 0 || titleName === siteName ? [] : [`${titleName}.`];
  return joinSentences([...lead, ...own, ...statedIn(summary)], {
    enough: descriptionLength.least,
    max: descriptionLength.most,
  });
}

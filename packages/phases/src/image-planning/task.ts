import { offeringsOf } from '../brief/facts.js';
import type { NarrowedBrief } from '../brief/schema.js';
import type { Layout } from '../layout-generation/artifact.js';
import type { StyleSystem } from '../style-system/artifact.js';

/** A place for a picture, as whoever chooses the pictures sees it. */
export interface PictureSlot {
  readonly sectionKey: string;
  readonly slot: string;
  readonly role: 'scene' | 'subject' | 'detail';
  /** Width to height: `16:9`. */
  readonly aspect: string;
  readonly page: string;
  readonly sectionType: string;
  readonly purpose: string;
  /** The offering that it shows, or null. */
  readonly refId: string | null;
}

/** The parts of a brief that a picture can show or be described with. */
export type PictureBrief = Pick<
  NarrowedBrief,
  'name' | 'industry' | 'location' | 'language' | 'imagery' | 'products' | 'services'
>;

/** What is read to choose the pictures of a site: the part of the brief that can be seen, and the places. */
export interface ImageTask {
  readonly business: { readonly name: string; readonly industry: string; readonly location: string };
  /** BCP 47 tag: the alternative texts are in it. */
  readonly language: string;
  /** What pictures may show, in the words and the order of the brief. */
  readonly subjects: readonly string[];
  readonly offerings: readonly {
    readonly id: string;
    readonly name: string;
    readonly description: string | null;
  }[];
  readonly character: string;
  readonly slots: readonly PictureSlot[];
}

/** Draws up the task from the inputs of the phase. */
export function imageTask(inputs: {
  brief: PictureBrief;
  layout: Layout;
  styleSystem: Pick<StyleSystem, 'choice'>;
}): ImageTask {
  const { brief, layout, styleSystem } = inputs;
  return {
    business: { name: brief.name, industry: brief.industry, location: brief.location },
    language: brief.language,
    subjects: brief.imagery,
    offerings: offeringsOf(brief).map(({ id, name, description }) => ({
      id,
      name,
      description: description ?? null,
    })),
    character: styleSystem.choice.character,
    slots: layout.sections.flatMap((section) =>
      section.imageSlots.map(({ slot, role, aspect, refId }) => ({
        sectionKey: section.key,
        slot,
        role,
        aspect,
        page: section.page,
        sectionType: section.type,
        purpose: section.purpose,
        refId,
      })),
    ),
  };
}

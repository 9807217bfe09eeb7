import type { PlannedSection, SectionPlan } from '../section-planning/artifact.js';
import type { Layout, LayoutChoice, Section } from './artifact.js';
import { catalogue, variantsOf } from './catalogue.js';

/**
 * Completes the choices of a layout: the slots of every section follow from its type and variant.
 * A section that the choices leave out, and a variant that its type does not have, get the first variant.
 */
export function layoutOf(choice: LayoutChoice, plan: SectionPlan): Layout {
  const sections = plan.sections.map((planned): Section => {
    const chosen = choice.sections.find((entry) => entry.key === planned.key);
    const variants = variantsOf(planned.type);
    const variant = variants.find((name) => name === chosen?.variant) ?? variants[0] ?? 'prose';
    return { ...planned, variant, band: chosen?.band ?? 'plain', ...slotsOf(planned, variant) };
  });
  return { header: choice.header, footer: choice.footer, density: choice.density, sections };
}

function slotsOf(
  planned: PlannedSection,
  variant: string,
): Pick<Section, 'textSlots' | 'items' | 'actions' | 'imageSlots'> {
  const room = catalogue[planned.type][variant];
  if (room === undefined) throw new Error(`Section type "${planned.type}" has no variant "${variant}"`);
  const offered = offeringsNamed(planned.factIds);
  const imageSlots = room.images
    // A picture for an offering that is not there would show nothing.
    .filter((slot, place) => !slot.perItem || place < Math.max(offered.length, 1))
    .map(({ perItem, ...slot }, place) => ({ ...slot, refId: perItem ? (offered[place] ?? null) : null }));
  return { textSlots: [...room.textSlots], items: room.items, actions: room.actions, imageSlots };
}

/** The offerings that a section may show, each once: `product.1`, `service.4`. */
function offeringsNamed(factIds: readonly string[]): string[] {
  const groups = factIds
    .map((id) => /^(product|service)\.\d+/.exec(id)?.[0])
    .filter((group) => group !== undefined);
  return [...new Set(groups)];
}

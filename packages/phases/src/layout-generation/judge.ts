import type { Judged } from '../asking/ask.js';
import type { DesignContext } from '../design-context/artifact.js';
import type { SectionPlan } from '../section-planning/artifact.js';
import type { Band, LayoutChoice } from './artifact.js';
import { variantsOf } from './catalogue.js';
import { chooseLayout } from './offline.js';

/**
 * Puts a layout right: one entry for each section of the plan and none else, variants that exist and can be filled,
 * no more accent and dark bands than a page bears. Everything that is missing comes from the rule.
 */
export function judgeLayout(
  answer: LayoutChoice,
  designContext: DesignContext,
  plan: SectionPlan,
): Judged<LayoutChoice> {
  const ruled = new Map(chooseLayout(designContext, plan).sections.map((entry) => [entry.key, entry]));
  const chosen = new Map(answer.sections.map((entry) => [entry.key, entry]));
  const bearable = bandCounter();
  const sections = plan.sections.map(({ key, type, page, factIds }) => {
    const rule = ruled.get(key) ?? { key, variant: variantsOf(type)[0] ?? 'prose', band: 'plain' as const };
    const entry = chosen.get(key) ?? rule;
    const offered = factIds.filter((id) => /^(product|service)\.\d+$/.test(id)).length;
    const fits =
      variantsOf(type).includes(entry.variant) &&
      (type !== 'hero' || (entry.variant === 'banner') === (page !== 'index')) &&
      // Cards and a showcase would hide what does not fit on them.
      (type !== 'offerings' || entry.variant === 'list' || offered <= (entry.variant === 'cards' ? 6 : 10));
    return { key, variant: fits ? entry.variant : rule.variant, band: bearable(page, entry.band) };
  });
  return {
    value: { header: answer.header, footer: answer.footer, density: answer.density, sections },
    problems: [],
  };
}

/** Lets a page have one accent band and two dark ones; further ones become tinted. */
function bandCounter(): (page: string, band: Band) => Band {
  const left = new Map<string, number>();
  return (page, band) => {
    if (band !== 'accent' && band !== 'inverted') return band;
    const name = `${page} ${band}`;
    const rest = left.get(name) ?? (band === 'accent' ? 1 : 2);
    left.set(name, rest - 1);
    return rest > 0 ? band : 'tinted';
  };
}

import type { Brief } from '../../src/brief/schema.js';
import { writeCopy } from '../../src/copywriting/offline.js';
import type { SectionCopy } from '../../src/copywriting/artifact.js';
import type { DesignContext } from '../../src/design-context/artifact.js';
import { setContext } from '../../src/design-context/offline.js';
import type { Layout } from '../../src/layout-generation/artifact.js';
import { layoutOf } from '../../src/layout-generation/layout.js';
import { chooseLayout } from '../../src/layout-generation/offline.js';
import type { Page } from '../../src/page-planning/artifact.js';
import { planPages } from '../../src/page-planning/offline.js';
import type { SectionPlan } from '../../src/section-planning/artifact.js';
import { planSections } from '../../src/section-planning/offline.js';

/** What the rules make of a brief, from the plan to the words. */
export interface RuledSite {
  readonly plan: SectionPlan;
  readonly context: DesignContext;
  readonly layout: Layout;
  readonly pages: readonly Page[];
  readonly copy: readonly SectionCopy[];
}

export function ruledSite(brief: Brief): RuledSite {
  const plan = planSections(brief);
  const context = setContext(brief);
  const layout = layoutOf(chooseLayout(context, plan), plan);
  const copy = layout.sections.map((section) =>
    writeCopy({ section, brief, designContext: context, seoStrategy: null }),
  );
  return { plan, context, layout, pages: planPages(plan), copy };
}

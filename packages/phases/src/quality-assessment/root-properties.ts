import type { Container, Rule } from 'postcss';
import type { Stylesheet } from './site-reading.js';

/** The custom properties of `:root` in both modes, as the cascade leaves them: the last declaration counts. */
export function rootProperties(stylesheets: readonly Stylesheet[]): {
  light: ReadonlyMap<string, string>;
  dark: ReadonlyMap<string, string>;
} {
  const light = new Map<string, string>();
  const onlyDark = new Map<string, string>();
  for (const { root } of stylesheets) {
    root.walkRules((rule) => {
      if (!rule.selectors.some((selector) => /^(:root|html)$/.test(selector.trim()))) return;
      const media = mediaOf(rule);
      const properties =
        media === null ? light : /prefers-color-scheme:\s*dark/.test(media) ? onlyDark : null;
      rule.each((node) => {
        if (node.type === 'decl' && node.variable) properties?.set(node.prop, node.value.trim());
      });
    });
  }
  return { light, dark: new Map([...light, ...onlyDark]) };
}

/** The query that a rule stands under; null when it always applies. */
function mediaOf(rule: Rule): string | null {
  const parent: Container | Rule['parent'] = rule.parent;
  return parent !== undefined && parent.type === 'atrule' && 'params' in parent ? parent.params : null;
}

import type { Check, Found } from '../check.js';
import { attribute, elements, snippetOf } from '../dom.js';

/** An id stands once on a page, and every id that an element refers to is there. */
export const idsCheck: Check = {
  name: 'ids',
  area: 'accessibility',
  run(site) {
    const findings: Found[] = [];
    let examined = 0;
    for (const { path, dom } of site.pages) {
      const all = elements(dom);
      const seen = new Set<string>();
      const finding = (message: string, snippet: string): Found => ({
        severity: 'error',
        message,
        page: path,
        snippet,
        phase: 'code-generation',
      });
      for (const element of all) {
        const id = attribute(element, 'id');
        if (id === undefined) continue;
        examined += 1;
        if (seen.has(id)) findings.push(finding(`The id "${id}" stands more than once.`, snippetOf(element)));
        seen.add(id);
      }
      for (const element of all) {
        for (const name of referring) {
          const ids = attribute(element, name)?.split(/\s+/).filter(Boolean) ?? [];
          examined += ids.length;
          for (const id of ids.filter((wanted) => !seen.has(wanted)))
            findings.push(
              finding(`${name} refers to the id "${id}", which the page does not have.`, snippetOf(element)),
            );
        }
      }
    }
    return { examined, findings };
  },
};

const referring = ['aria-labelledby', 'aria-describedby', 'aria-controls', 'for'];

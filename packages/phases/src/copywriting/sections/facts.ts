import type { Desk } from '../desk.js';
import { fromBank } from '../fill.js';
import type { Words } from '../finish.js';
import { facts } from '../headings.js';
import { itemsOf } from '../items.js';

/** Figures, each with what it says. */
export function writeFacts(desk: Desk): Words {
  return { heading: fromBank(facts, 'facts', desk), items: itemsOf(desk, 'fact') };
}

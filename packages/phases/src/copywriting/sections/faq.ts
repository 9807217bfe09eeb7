import type { Desk } from '../desk.js';
import { fromBank } from '../fill.js';
import { line, type Line, type Words } from '../finish.js';
import { faq } from '../headings.js';
import { itemsOf } from '../items.js';

/** Questions with their answers, and whom to ask another one. */
export function writeFaq(desk: Desk): Words {
  return {
    kicker: [line('Questions')],
    heading: fromBank(faq, 'faq', desk),
    lead: [anotherQuestion(desk)],
    items: itemsOf(desk, 'faq'),
    actions: [],
  };
}

function anotherQuestion({ brief }: Desk): Line | null {
  const phone = stated(brief.contact.phone);
  const email = stated(brief.contact.email);
  if (phone && email)
    return line(`Something else? Call ${phone} or write to ${email}.`, 'contact.phone', 'contact.email');
  if (phone) return line(`Something else? Call ${phone}.`, 'contact.phone');
  return email ? line(`Something else? Write to ${email}.`, 'contact.email') : null;
}

/** The words of a particular, unless they are withheld. */
function stated(particular: string | true | undefined): string | undefined {
  return particular === true ? undefined : particular;
}

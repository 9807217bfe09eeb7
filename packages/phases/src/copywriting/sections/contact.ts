import { actionsOf } from '../../design-strategy/actions.js';
import { asSentence } from '../../wording/sentences.js';
import type { Desk } from '../desk.js';
import { fromBank } from '../fill.js';
import { line, type Line, type Words } from '../finish.js';
import { contact, contactLead, invitation } from '../headings.js';
import { running } from '../running.js';

/** How to get in touch, and what to say. */
export function writeContact(desk: Desk): Words {
  const at = desk.brief.callsToAction.findIndex(({ target }) => target === 'contact');
  const asked = desk.brief.callsToAction[at];
  return {
    kicker: desk.isHome ? [line('Contact')] : [],
    heading: [
      ...(asked && desk.isHome ? [line(asked.label, `action.${at + 1}`)] : []),
      ...possible(fromBank(contact, 'contact', desk), desk),
    ],
    lead: [
      running(desk.statements, desk.room('lead')),
      ...possible(fromBank(contactLead, 'contact-lead', desk), desk),
    ],
    actions: [],
  };
}

/** One line and a button, at the end of a page. */
export function writeInvitation(desk: Desk): Words {
  const [statement] = desk.statements;
  const lead = possible(fromBank(contactLead, 'contact-lead', desk), desk);
  return {
    heading: [
      statement ? line(asSentence(statement.text), statement.id) : null,
      ...fromBank(invitation, 'invitation', desk),
    ],
    lead:
      statement && statement.text.length > desk.room('heading')
        ? [running([statement], desk.room('lead')), ...lead]
        : lead,
    actions: actionsOf(desk.brief).slice(0, 1),
  };
}

/** Lines that ask for nothing that cannot be done: no letter to who has only a telephone, no call to who has none. */
function possible(lines: readonly Line[], { brief }: Desk): Line[] {
  const { phone, email, formAction } = brief.contact;
  const writes = email !== undefined || formAction !== undefined;
  return lines.filter(
    ({ text }) =>
      (writes || !/\b(write|lines?|sketch|papers|your own words)\b/i.test(text)) &&
      (phone !== undefined || !/\bcall\b/i.test(text)),
  );
}

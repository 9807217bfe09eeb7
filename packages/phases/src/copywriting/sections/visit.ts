import { asSentence } from '../../wording/sentences.js';
import type { Desk } from '../desk.js';
import { fromBank } from '../fill.js';
import { line, type Words } from '../finish.js';
import { visit, visitDetails } from '../headings.js';
import { running } from '../running.js';

/** Where it is and when it is open; address and hours themselves are shown in the words of the brief. */
export function writeVisit(desk: Desk): Words {
  const { contact, hours, hoursNote } = desk.brief;
  // The hours bring the remark with them; without hours it stands alone.
  const note = hoursNote === undefined || hours.length > 0 ? null : line(asSentence(hoursNote), 'hours.note');
  return {
    kicker: [line(`In ${desk.town}`, 'location')],
    heading: contact.address
      ? [
          ...fromBank(visit, 'visit', desk),
          ...(hours.length > 0 ? fromBank(visitDetails, 'visit', desk) : []),
          line('Address'),
        ]
      : [line('When we are open')],
    lead: [running(desk.statements, desk.room('lead'))],
    note: [note],
  };
}

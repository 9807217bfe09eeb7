import { asSentence } from '../../wording/sentences.js';
import type { Desk } from '../desk.js';
import { fromBank } from '../fill.js';
import { line, type Words } from '../finish.js';
import { visit } from '../headings.js';
import { running } from '../running.js';

/** Where it is and when it is open; address and hours themselves are shown in the words of the brief. */
export function writeVisit(desk: Desk): Words {
  const { contact, hours, hoursNote } = desk.brief;
  const note = hoursNote === undefined ? null : line(asSentence(hoursNote), 'hours.note');
  return {
    kicker: [line(`In ${desk.town}`, 'location')],
    heading: contact.address
      ? fromBank(visit, 'visit', desk)
      : [line(hours.length > 0 ? 'When we are open' : 'Where to find us')],
    lead: [running(desk.statements, desk.room('lead'))],
    actions: [
      { label: 'Open in maps', target: 'map' },
      { label: 'Call us', target: 'phone' },
    ],
    note: [note],
  };
}

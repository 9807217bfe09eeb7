import { describe, expect, it } from '@jest/globals';
import { daysOf, openingHoursNodes } from '../../src/seo-strategy/opening-hours.js';

describe('openingHoursNodes', () => {
  it('names every day of a range, and closes a day without times', () => {
    expect(
      openingHoursNodes([{ days: 'Tue-Thu', opens: '07:30', closes: '15:00' }, { days: 'Mon' }]),
    ).toEqual([
      {
        '@type': 'OpeningHoursSpecification',
        dayOfWeek: ['Tuesday', 'Wednesday', 'Thursday'],
        opens: '07:30',
        closes: '15:00',
      },
      { '@type': 'OpeningHoursSpecification', dayOfWeek: ['Monday'], opens: '00:00', closes: '00:00' },
    ]);
  });

  it('runs over the end of the week', () => {
    expect(daysOf('Sat-Mon')).toEqual(['Sat', 'Sun', 'Mon']);
  });

  it('closes at the last minute of the day for 24:00', () => {
    expect(openingHoursNodes([{ days: 'Fri', opens: '18:00', closes: '24:00' }])[0]).toMatchObject({
      closes: '23:59',
    });
  });
});

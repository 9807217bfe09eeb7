import { describe, expect, it } from '@jest/globals';
import type { ObjectRequest } from '@phasegraph/openai';
import { responders, site } from '../src/index.js';
import { website } from '../src/website.js';
import { exampleBrief } from './image-planning/inputs.js';
import { scriptedModel } from './scripted-model.js';

const brief = exampleBrief('bakery');

type Answer = Readonly<Record<string, unknown>>;

/** What a model does that puts a claim wherever words of its own may end up on a page, or before whoever writes them. */
const claiming: Readonly<Record<string, (answer: Answer, claim: string) => Answer>> = {
  design_context: (answer, claim) => ({ ...answer, goals: [claim], pageObjective: claim }),
  section_plan: (answer, claim) => ({ ...answer, sections: each(answer['sections'], { purpose: claim }) }),
  pages: (answer, claim) => ({
    ...answer,
    pages: each(answer['pages'], { title: claim, navLabel: claim.slice(0, 24) }),
  }),
  section_copy: (answer, claim) => ({ ...answer, heading: claim, lead: claim, note: claim }),
  image_choices: (answer, claim) => ({ ...answer, images: each(answer['images'], { alt: claim }) }),
  page_metadata_choice: (answer, claim) => {
    const description = `${claim} and find out what is on the counter of the bakery, and when it is open.`;
    return { ...answer, description, openGraphTitle: claim, openGraphDescription: description };
  },
};

function each(list: unknown, change: Answer): Answer[] {
  // The answers by rule have lists of objects in these places; what else would fail the schema.
  return (list as Answer[]).map((item) => ({ ...item, ...change }));
}

function byRule(request: ObjectRequest<unknown>): Answer {
  const input: unknown = JSON.parse(JSON.stringify(request.input));
  // Every answer by rule is an object, as every schema is one.
  return responders[request.name]?.({ input }) as Answer;
}

describe('a website of a model that makes things up', () => {
  it.each([
    ['a mail address', 'given@example.com', 'Write to given@example.com'],
    ['a telephone number', '01632 960 111', 'Ring 01632 960 111'],
    ['a price', '£4.81', 'A loaf is £4.81'],
    ['a price whose number the brief has elsewhere', '£36', 'A loaf is £36'],
    ['an address of the web', 'www.other.example', 'See www.other.example'],
    ['a house number', '77 Mill Lane', 'We are at 77 Mill Lane'],
  ])('does not state %s', async (_, claim, words) => {
    const model = scriptedModel({
      object: (request) => claiming[request.name]?.(byRule(request), words),
    });
    const report = await website.run({ brief }, { resources: { model: model.resource }, random: () => 0 });
    expect(report.status).toBe('degraded');
    const asked = (name: string) => model.asked.filter((question) => question === name).length;
    // Refused, corrected, refused again, in each of three attempts.
    for (const name of ['design_context', 'section_plan']) expect([name, asked(name)]).toEqual([name, 6]);
    const stating = report
      .value(site)
      .files.filter(({ data }) => typeof data === 'string' && data.includes(claim));
    expect(stating.map(({ path }) => path)).toEqual([]);
  });

  it('has not been told a number, an address or a price that the words asked for may not state', async () => {
    const questions: { name: string; input: string; mayUse: string }[] = [];
    const model = scriptedModel({
      object: ({ name, input }) => {
        // Only the question for the words of a section has a list of facts beside its brief.
        const { mayUse = [] } = input as { mayUse?: unknown };
        questions.push({ name, input: JSON.stringify(input), mayUse: JSON.stringify(mayUse) });
        return undefined;
      },
    });
    await website.run({ brief }, { resources: { model: model.resource } });
    const { phone, email } = brief.contact;
    const particulars = [phone, email, ...(brief.products ?? []).map(({ price }) => price)];
    const told = questions.flatMap(({ name, input, mayUse }) =>
      particulars
        .filter((stated) => stated !== undefined && input.includes(stated) && !mayUse.includes(stated))
        .map((stated) => [name, stated]),
    );
    expect(questions.length).toBeGreaterThan(20);
    expect(told).toEqual([]);
  });
});

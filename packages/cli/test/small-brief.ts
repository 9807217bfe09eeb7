/** A brief of one page with few pictures: what a run needs, and no more. */
export const smallBrief = `name: Lane Cycles
industry: bicycle workshop
location: Ludlow
url: https://lanecycles.example
audiences: [People who ride to work]
tone: [plain]
services:
  - { name: Full service, price: £80 }
  - { name: Brake check, price: £15 }
statements: [We mend bicycles while you wait.]
contact: { phone: +44 1584 555 0100 }
pages: [{ title: Home }]
imagery: [a bicycle wheel, a spanner]
`;

/** What a model is told of the particulars of a brief that it does not see. */
export const withheldInstructions: string = `
A telephone number, a mail address or a price that reads true in the brief is there and is withheld from you: the website shows it
by itself, where it belongs. Write none of your own, and nothing to stand for one.
`.trim();

import type { Family } from '../trade/trade.js';

/** Headings under the name of a place ("bakery") or of a family; `all` for every other. What is in braces is filled in. */
export type Bank = Readonly<Partial<Record<Family | 'all' | (string & {}), readonly string[]>>>;

/** What there is, on the home page, when prices are given. */
export const pricedOfferings: Bank = {
  bakery: ['On the counter', 'What we bake'],
  café: ['On the menu', 'What we serve'],
  restaurant: ['On the menu', 'What we cook'],
  pub: ['At the bar', 'What we serve'],
  food: ['In the shop', 'What we sell'],
  sport: ['Ways to join in', 'What there is, and what it costs', 'Find your way in'],
  wellbeing: ['{Things} and prices', 'What we offer, and what it costs'],
  professional: ['Services and fees', 'What we do, and what it costs'],
  health: ['{Things} and fees', 'What we do, and what it costs'],
  retail: ['In the shop', 'What we sell'],
  craft: ['What the workshop does', 'The work, and what it costs'],
  trades: ['The work, and what it costs', 'What we do, and what it costs'],
  hospitality: ['Your stay, and what it costs', 'What there is, and what it costs'],
  learning: ['{Things} and fees', 'What you can learn'],
  all: ['What we offer, and what it costs', 'What we do, and what it costs'],
};

/** What there is, when some or all of it has no price. */
export const unpricedOfferings: Bank = {
  bakery: pricedOfferings['bakery'] ?? [],
  café: pricedOfferings['café'] ?? [],
  restaurant: pricedOfferings['restaurant'] ?? [],
  pub: pricedOfferings['pub'] ?? [],
  food: pricedOfferings['food'] ?? [],
  sport: ['Ways to join in', 'Find your way in'],
  wellbeing: ['What we offer', 'What you can come for'],
  professional: ['What we do', 'Where we can help'],
  health: ['How we can help', 'What we do'],
  retail: pricedOfferings['retail'] ?? [],
  craft: ['What the workshop does', 'What we do'],
  trades: ['Jobs we take on', 'What we do'],
  hospitality: ['Your stay', 'What we offer'],
  learning: ['What you can learn', 'What we teach'],
  technical: ['What we do', 'Where we can help'],
  all: ['What we offer', 'What we do'],
};

/** The whole list, on a page of its own. */
export const fullList: Bank = {
  bakery: ['Everything on the counter', 'The whole list'],
  café: ['The whole menu'],
  restaurant: ['The whole menu'],
  pub: ['The whole list'],
  professional: ['The full list', 'Matter by matter'],
  health: ['The full list'],
  sport: ['The full list', 'All of it, with prices'],
  wellbeing: ['The full list'],
  all: ['The full list', 'Everything on one page'],
};

export const process: Bank = {
  bakery: ['How it is made', 'From start to finish'],
  food: ['From start to finish', 'How we do it'],
  professional: ['How we work', 'What happens, and when'],
  sport: ['How it goes', 'Step by step'],
  wellbeing: ['How it goes', 'What to expect'],
  health: ['What to expect', 'How it goes'],
  trades: ['How a job goes', 'What happens, and when'],
  craft: ['How we work', 'From start to finish'],
  technical: ['How we work', 'Step by step'],
  all: ['How it works', 'Step by step'],
};

/** Where it is. `{in road}` is the road with its preposition: "on Mill Lane". */
export const visit: Bank = {
  food: ['Come and find us', 'The {place} {in road}'],
  retail: ['Come and find us', 'The {place} {in road}'],
  sport: ['The {place} {in road}', 'Come and find us'],
  wellbeing: ['The {place} {in road}', 'Where to find us'],
  hospitality: ['How to find us', 'Where we are'],
  professional: ['Our {place} {in road}', 'Where to find us'],
  health: ['The {place} {in road}', 'Where to find us'],
  craft: ['Come by the {place}', 'The {place} {in road}'],
  all: ['Where to find us', 'Come and see us'],
};

/** Address and hours on a page whose heading has said already where it is. */
export const visitDetails: Bank = {
  all: ['When we are open', 'Address and opening hours'],
};

export const contact: Bank = {
  café: ['Ask us anything', 'Write to us'],
  restaurant: ['Tell us when you are coming', 'Ask us anything'],
  pub: ['Ask us anything', 'Tell us when you are coming'],
  food: ['Tell us what you would like', 'Write, or call'],
  professional: ['Start with a conversation', 'Tell us what it is about'],
  sport: ['Ask us first', 'Say when you are coming'],
  wellbeing: ['Ask us first', 'Write before you come'],
  health: ['Ask for an appointment', 'Tell us how we can help'],
  retail: ['Tell us what you are looking for', 'Ask us'],
  craft: ['Tell us what you have in mind', 'Ask the workshop'],
  trades: ['Tell us about the job', 'Say what needs doing'],
  hospitality: ['Tell us your dates', 'Ask us about your stay'],
  learning: ['Ask us about a place', 'Tell us what you want to learn'],
  technical: ['Tell us what you are working on', 'Start with a conversation'],
  all: ['Tell us what you need', 'Get in touch'],
};

/** What to write in a message, so that the answer can be a good one. */
export const contactLead: Bank = {
  café: ['Say what you want to know before you come.', 'A table, an allergy, a question: a line is enough.'],
  restaurant: [
    'Say when you would like to come, and how many of you.',
    'Tell us what we should know beforehand.',
  ],
  pub: ['Say when you would like to come, and how many of you.', 'Tell us what we should know beforehand.'],
  food: [
    'Say what you would like, how much of it, and for which day.',
    'A line is enough: what, how many, and when you will come.',
    'Write or call, and name the day.',
  ],
  professional: [
    'A few lines on what it is about are enough to begin with.',
    'Say what has happened and what you want to achieve; the papers can come later.',
    'Tell us the matter, and how and when we can reach you.',
  ],
  sport: [
    'Say who is coming and when.',
    'Tell us what you have done before, even if that is nothing at all.',
    'Name a day that suits you.',
  ],
  wellbeing: [
    'Say what you would like to come to, and what we should know beforehand.',
    'Tell us what you are looking for, and on which days you could come.',
    'A line is enough: when, and for what.',
  ],
  health: [
    'Say what it is about, and when you could come.',
    'Tell us what troubles you, and since when.',
    'Name a few times that would suit you.',
  ],
  retail: [
    'Say what you are looking for, and by when you need it.',
    'Tell us the occasion, the day and what you have in mind.',
    'A line is enough: what it is for, and when.',
  ],
  craft: [
    'Say what you have in mind, what it is for, and by when you need it.',
    'A sketch or a photograph says more than a page.',
    'Tell us the size, the purpose and the day.',
  ],
  trades: [
    'Say what needs doing, where it is, and when we can reach you.',
    'Tell us what has happened and how urgent it is.',
    'A line on the job, and a number to call you back on.',
  ],
  hospitality: [
    'Say when you would like to come, for how long, and with whom.',
    'Name your dates, and anything we should have ready.',
    'A line is enough: when, how long, how many.',
  ],
  learning: [
    'Say who wants to learn, what, and on which days.',
    'Tell us what is known already, and what is to come of it.',
    'Name the course, and ask what you want to know about it.',
  ],
  technical: [
    'Say what you are working on, where it stands, and by when you need help.',
    'Tell us the problem in your own words; the details can come later.',
    'A few lines are enough to begin with.',
  ],
  all: [
    'Say what you need and how we can reach you.',
    'A few lines are enough to begin with.',
    'Tell us what you have in mind, and by when.',
  ],
};

/** The last line of a page, over a button. */
export const invitation: Bank = {
  food: ['Anything you would like kept for you?', 'Say what you would like', 'See you at the counter'],
  restaurant: ['A table for you?', 'Come and eat', 'Tell us when you are coming'],
  café: ['Come by', 'See you at the counter', 'Tell us when you are coming'],
  professional: [
    'Is it something we can help with?',
    'One conversation to begin with',
    'Tell us what it is about',
  ],
  sport: ['Your turn', 'Come and try it', 'Come as you are'],
  wellbeing: ['Come and try it', 'Begin when you are ready', 'Come as you are'],
  health: ['Tell us how we can help', 'When could you come?', 'Ask us first'],
  retail: [
    'Looking for something in particular?',
    'Ask, before you come',
    'Something we should keep for you?',
  ],
  craft: ['Something in mind?', 'Bring us the idea', 'Ask the workshop'],
  trades: ['Something that needs doing?', 'Tell us about the job', 'Ask before it gets worse'],
  hospitality: ['When would you like to come?', 'Ask about your dates', 'Come and stay'],
  learning: ['Something you want to learn?', 'Ask us about a place', 'Begin with one lesson'],
  technical: ['What are you working on?', 'Tell us about the project', 'Start with a conversation'],
  all: ['Is it what you are looking for?', 'Tell us what you need', 'Ask us first'],
};

export const faq: Bank = {
  food: ['Good to know', 'Before you come'],
  professional: ['What clients ask', 'Questions, answered plainly'],
  sport: ['Fair questions', 'Good to know'],
  wellbeing: ['Before you come', 'Good to know'],
  health: ['Before your appointment', 'What {people} ask'],
  retail: ['Good to know', 'What customers ask'],
  craft: ['What customers ask', 'Good to know'],
  trades: ['Before you call', 'What customers ask'],
  hospitality: ['Before you arrive', 'Good to know'],
  learning: ['Before you sign up', 'Good to know'],
  technical: ['What clients ask', 'Fair questions'],
  all: ['Good to know', 'Questions and answers'],
};

export const facts: Bank = { all: ['In figures', '{name} in figures'] };
export const team: Bank = {
  professional: ['Who does the work', 'The people at {name}'],
  all: ['Who you will meet', 'The people at {name}'],
};
export const testimonials: Bank = { all: ['In their own words', 'What {people} say'] };
export const gallery: Bank = { all: ['In pictures', 'A closer look'] };
export const legalText: Bank = { all: ['Notices', 'For the record'] };

/** Over a story whose sentences are all too long for a heading. */
export const story: Bank = {
  bakery: ['How we bake', 'Behind the counter'],
  food: ['What goes into it', 'What we hold to'],
  professional: ['How we think about the work', 'What you can count on'],
  sport: ['What is inside', 'How we run the place'],
  wellbeing: ['How we practise', 'What you will find here'],
  health: ['What you can count on', 'What we hold to'],
  retail: ['What you will find here', 'About the shop'],
  craft: ['What goes into it', 'What we hold to'],
  trades: ['What you can count on', 'What we hold to'],
  hospitality: ['What you will find here', 'About the place'],
  learning: ['How we teach', 'What you will find here'],
  technical: ['What you can count on', 'What we hold to'],
  all: ['About {name}', 'What we hold to'],
};

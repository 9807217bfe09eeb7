/** The words that the site itself needs, beside those of the brief and the copy. */
export interface Words {
  readonly skip: string;
  readonly navigation: string;
  readonly home: string;
  readonly closed: string;
  readonly hours: string;
  readonly address: string;
  readonly contact: string;
  readonly openMap: string;
  readonly call: string;
  readonly name: string;
  readonly email: string;
  readonly message: string;
  readonly send: string;
  /** Under a form that opens the visitor's own mail program. */
  readonly mailNote: string;
  readonly preferToTalk: string;
  readonly elsewhere: string;
  readonly notices: string;
  readonly notFound: string;
  readonly notFoundLead: string;
  readonly toHome: string;
  readonly noTracking: string;
}

const english: Words = {
  skip: 'Skip to content',
  navigation: 'Main',
  home: 'Home',
  closed: 'Closed',
  hours: 'Opening hours',
  address: 'Address',
  contact: 'Contact',
  openMap: 'Open in maps',
  call: 'Call',
  name: 'Your name',
  email: 'Email',
  message: 'Your message',
  send: 'Send',
  mailNote: 'This form opens your mail program. Nothing is sent until you send it there.',
  preferToTalk: 'Prefer to talk?',
  elsewhere: 'Elsewhere',
  notices: 'Notices',
  notFound: 'This page is not here',
  notFoundLead: 'The address may be mistyped, or the page has moved.',
  toHome: 'Go to the home page',
  noTracking: 'No cookies, no trackers.',
};

const german: Words = {
  skip: 'Zum Inhalt springen',
  navigation: 'Hauptnavigation',
  home: 'Startseite',
  closed: 'Geschlossen',
  hours: 'Öffnungszeiten',
  address: 'Adresse',
  contact: 'Kontakt',
  openMap: 'Auf der Karte zeigen',
  call: 'Anrufen:',
  name: 'Ihr Name',
  email: 'E-Mail',
  message: 'Ihre Nachricht',
  send: 'Senden',
  mailNote: 'Dieses Formular öffnet Ihr Mailprogramm. Gesendet wird erst von dort.',
  preferToTalk: 'Lieber sprechen?',
  elsewhere: 'Anderswo',
  notices: 'Hinweise',
  notFound: 'Diese Seite gibt es nicht',
  notFoundLead: 'Vielleicht ist die Adresse vertippt, oder die Seite ist umgezogen.',
  toHome: 'Zur Startseite',
  noTracking: 'Keine Cookies, keine Tracker.',
};

const french: Words = {
  skip: 'Aller au contenu',
  navigation: 'Navigation principale',
  home: 'Accueil',
  closed: 'Fermé',
  hours: 'Horaires',
  address: 'Adresse',
  contact: 'Contact',
  openMap: 'Ouvrir la carte',
  call: 'Appeler le',
  name: 'Votre nom',
  email: 'E-mail',
  message: 'Votre message',
  send: 'Envoyer',
  mailNote: 'Ce formulaire ouvre votre logiciel de messagerie. Rien ne part avant votre envoi.',
  preferToTalk: 'Vous préférez appeler ?',
  elsewhere: 'Ailleurs',
  notices: 'Mentions',
  notFound: 'Cette page n’existe pas',
  notFoundLead: 'L’adresse comporte peut-être une erreur, ou la page a été déplacée.',
  toHome: 'Retour à l’accueil',
  noTracking: 'Ni cookies ni traceurs.',
};

const byLanguage: Readonly<Record<string, Words>> = { en: english, de: german, fr: french };

/** The site's own words in a language; English where it has none of its own. */
export function wordsIn(language: string): Words {
  return byLanguage[language.split('-')[0] ?? 'en'] ?? english;
}

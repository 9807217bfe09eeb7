import type { JSX } from 'preact';
import { mailHref } from '../../links.js';
import type { SectionProps } from '../../section-props.js';

/**
 * A form. A static site has nothing that receives one: with a form service in the brief it goes there, else it opens
 * the visitor's mail program, and says so.
 */
export function ContactForm({ view, section, copy }: SectionProps): JSX.Element {
  const { contact } = view.brief;
  const { words } = view;
  const byMail = contact.formAction === undefined;
  const id = (field: string) => `${section.key}-${field}`;
  return (
    <form
      class="form"
      action={contact.formAction ?? mailHref(contact.email ?? '')}
      method="post"
      enctype={byMail ? 'text/plain' : undefined}
    >
      <div class="field">
        <label for={id('name')}>{words.name}</label>
        <input id={id('name')} name="name" type="text" autocomplete="name" required />
      </div>
      <div class="field">
        <label for={id('email')}>{words.email}</label>
        <input id={id('email')} name="email" type="email" autocomplete="email" required />
      </div>
      <div class="field field-wide">
        <label for={id('message')}>{contact.formPrompt ?? words.message}</label>
        <textarea id={id('message')} name="message" rows={5} required />
      </div>
      <div class="field-wide form-end">
        <button class="button" type="submit">
          {copy.actions[0]?.label ?? words.send}
        </button>
        {byMail && <p class="note">{words.mailNote}</p>}
      </div>
    </form>
  );
}

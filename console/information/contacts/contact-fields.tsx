/** The fields of a person, and what was typed into them. */
import { ChoiceField, TextField } from '../../parts/form-field.js';
import type { Typed } from '../../parts/form.js';
import { useTexts } from '../../texts/texts.js';
import { useChoices } from '../choices.js';
import { useFormWords } from '../form-words.js';
import { CONTACT_TEXTS } from './texts.js';
import type { Contact } from './reads.js';

export function ContactFields({ contact }: { readonly contact?: Contact }) {
  const t = useTexts(CONTACT_TEXTS);
  const words = useFormWords();
  const identities = useChoices('identityKinds');
  const field = (name: string) => ({ name, ...words(`contact.${name}`) });
  return (
    <>
      <TextField {...field('name')} value={contact?.name} />
      <TextField {...field('department')} value={contact?.department} />
      <TextField {...field('position')} value={contact?.position} />
      <TextField {...field('phone')} value={contact?.phone} inputMode="tel" />
      <TextField {...field('email')} value={contact?.email} inputMode="email" />
      <ChoiceField
        {...field('identity.kind')}
        hint={undefined}
        choices={identities}
        value={contact?.identity?.kind}
        none={t('identityNone')}
        isOptional
      />
      <TextField {...field('identity.number')} value={contact?.identity?.number} isOptional />
    </>
  );
}

/** What is wrong with it, the server says. */
export function contactIn(typed: Typed): Contact {
  const kind = typed.given('identity.kind');
  const number = typed.given('identity.number');
  return {
    name: typed.text('name'),
    department: typed.text('department'),
    position: typed.text('position'),
    phone: typed.text('phone'),
    email: typed.text('email'),
    ...((kind ?? number) !== undefined && {
      identity: { kind: kind as NonNullable<Contact['identity']>['kind'], number: number ?? '' },
    }),
  };
}

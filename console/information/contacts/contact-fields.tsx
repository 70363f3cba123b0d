/** The fields of a person, and what was typed into them. */
import type { components } from '../../generated/api.js';
import { ChoiceField, TextField } from '../../parts/form-field.js';
import type { Typed } from '../../parts/form.js';
import { useTexts } from '../../texts/texts.js';
import { useChoices } from '../choices.js';
import { useFormWords } from '../form-words.js';
import { SAVED_TEXTS } from '../saved/texts.js';

export type Contact = components['schemas']['SavedContact']['details'];

export function ContactFields({ contact }: { readonly contact?: Contact | undefined }) {
  const t = useTexts(SAVED_TEXTS);
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
        none={t('notGiven')}
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

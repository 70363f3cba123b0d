/** The fields of a company: all of its form, and what was typed into them. */
import type { components } from '../../generated/api.js';
import { ChoiceField, TextField } from '../../parts/form-field.js';
import type { Typed } from '../../parts/form.js';
import { useTexts } from '../../texts/texts.js';
import { useChoices } from '../choices.js';
import { useFormWords } from '../form-words.js';
import { SAVED_TEXTS } from '../saved/texts.js';

export type Company = components['schemas']['SavedCompany']['details'];

export function CompanyFields({ company }: { readonly company?: Company | undefined }) {
  const t = useTexts(SAVED_TEXTS);
  const words = useFormWords();
  const registrations = useChoices('registrationKinds');
  const field = (name: string) => ({ name, ...words(`company.${name}`) });
  return (
    <>
      <TextField {...field('fullName')} value={company?.fullName} />
      <TextField {...field('department')} value={company?.department} isOptional />
      <TextField {...field('country')} value={company?.country} />
      <TextField {...field('province')} value={company?.province} />
      <TextField {...field('city')} value={company?.city} />
      <TextField {...field('address')} value={company?.address} />
      <TextField {...field('landline.areaCode')} value={company?.landline.areaCode} inputMode="tel" />
      <TextField {...field('landline.number')} value={company?.landline.number} inputMode="tel" />
      <ChoiceField
        {...field('registration.kind')}
        hint={undefined}
        choices={registrations}
        value={company?.registration?.kind}
        none={t('notGiven')}
        isOptional
      />
      <TextField {...field('registration.number')} value={company?.registration?.number} isOptional />
    </>
  );
}

/** What is wrong with it, the server says. */
export function companyIn(typed: Typed): Company {
  const kind = typed.given('registration.kind');
  const number = typed.given('registration.number');
  const department = typed.given('department');
  return {
    fullName: typed.text('fullName'),
    ...(department !== undefined && { department }),
    country: typed.text('country'),
    province: typed.text('province'),
    city: typed.text('city'),
    address: typed.text('address'),
    landline: { areaCode: typed.text('landline.areaCode'), number: typed.text('landline.number') },
    ...((kind ?? number) !== undefined && {
      registration: { kind: kind as NonNullable<Company['registration']>['kind'], number: number ?? '' },
    }),
  };
}

/** A company, or a person, that is not saved yet. */
import { useWords } from '../../vocabulary/use-vocabulary.js';
import { textAt } from './draft.js';
import { SelectField, TextField } from './fields.js';
import { useWizard } from './wizard.js';

export function CompanyFields() {
  const kindWords = useWords('registrationKinds');
  const { draft, product, set } = useWizard();
  const registration = product?.needs.identities?.registration;
  return (
    <>
      <TextField path="company.fullName" autoComplete="organization" />
      <TextField path="company.department" isOptional />
      <TextField path="company.country" autoComplete="country" />
      <TextField path="company.province" autoComplete="address-level1" />
      <TextField path="company.city" autoComplete="address-level2" />
      <TextField path="company.address" autoComplete="street-address" />
      <TextField path="company.landline.areaCode" type="tel" autoComplete="tel-area-code" />
      <TextField path="company.landline.number" type="tel" autoComplete="tel-local" />
      {registration !== undefined && (
        <>
          <SelectField
            path="company.registration.kind"
            choices={[{ value: registration, words: kindWords(registration) }]}
            value={textAt(draft.form, 'company.registration.kind')}
            onChange={(value) => set('company.registration.kind', value)}
          />
          <TextField path="company.registration.number" />
        </>
      )}
    </>
  );
}

export function PersonFields({ place }: { readonly place: 'manager' | 'contact' }) {
  const kindWords = useWords('identityKinds');
  const { draft, product, set } = useWizard();
  const identities = product?.needs.identities?.identities;
  return (
    <>
      <TextField path={`${place}.name`} autoComplete="name" />
      <TextField path={`${place}.department`} />
      <TextField path={`${place}.position`} autoComplete="organization-title" />
      <TextField path={`${place}.phone`} type="tel" autoComplete="tel" />
      <TextField path={`${place}.email`} type="email" autoComplete="email" />
      {identities && (
        <>
          <SelectField
            path={`${place}.identity.kind`}
            choices={identities.map((value) => ({ value, words: kindWords(value) }))}
            value={textAt(draft.form, `${place}.identity.kind`)}
            onChange={(value) => set(`${place}.identity.kind`, value)}
          />
          <TextField path={`${place}.identity.number`} />
        </>
      )}
    </>
  );
}

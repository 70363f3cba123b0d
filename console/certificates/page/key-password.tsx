/** A new key's password: one, or none; who had one says which. It is sent once, and kept nowhere. */
import type { Typed } from '../../parts/form.js';
import { CheckField, TextField } from '../../parts/form-field.js';
import { useTexts } from '../../texts/texts.js';
import type { CertificateDetails } from '../reads.js';
import { SUCCESSION_TEXTS } from './succession-texts.js';

export function KeyPassword({ certificate }: { readonly certificate: CertificateDetails }) {
  const t = useTexts(SUCCESSION_TEXTS);
  return (
    <>
      <TextField
        name="keyPassword"
        label={t('keyPassword')}
        type="password"
        autoComplete="new-password"
        isOptional
      />
      {certificate.privateKey === 'with-password' && (
        <CheckField name="withoutPassword" label={t('withoutPassword')} />
      )}
    </>
  );
}

/** What was typed stands before what was ticked: the server tells what can't be. */
export function keyPasswordIn(
  typed: Typed,
  { privateKey }: CertificateDetails,
): { readonly keyPassword?: string | false } {
  const keyPassword = typed.given('keyPassword');
  if (keyPassword !== undefined) return { keyPassword };
  return privateKey === 'with-password' && typed.isOn('withoutPassword') ? { keyPassword: false } : {};
}

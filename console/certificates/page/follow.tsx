/** Renewal, replacement and upgrade: what is wanted, what it would cost, and the order for just that. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, api, type knownBy } from '../../api/client.js';
import type { components, operations } from '../../generated/api.js';
import { Form, type Typed } from '../../parts/form.js';
import { ChoiceField, LongTextField, TextField } from '../../parts/form-field.js';
import { useSay, useTexts } from '../../texts/texts.js';
import { useVocabulary } from '../../vocabulary/use-vocabulary.js';
import { at, type CertificateDetails } from '../reads.js';
import { KeyPassword, keyPasswordIn } from './key-password.js';
import { QuoteOf } from './quote.js';
import { SUCCESSION_TEXTS } from './succession-texts.js';
import type { SucceedingOrder } from './succession.js';

export type Quote = components['schemas']['Quote'];
export type FollowPurpose = 'renewal' | 'replacement' | 'upgrade';

type UpgradeBody = operations['certificates.upgrade']['requestBody']['content']['application/json'];
/** Of a renewal or a replacement brand and type stand among the changes; of an upgrade they are its own. */
type FollowBody = Omit<UpgradeBody, 'brand' | 'type'>;
type Changes = NonNullable<FollowBody['changes']>;

export interface Wanted {
  readonly changes: Changes;
  readonly keyPassword?: string | false;
}

export interface FollowProps {
  readonly purpose: FollowPurpose;
  readonly certificate: CertificateDetails;
  readonly done: (order: SucceedingOrder) => void;
}

export function Follow({ purpose, certificate, done }: FollowProps) {
  const t = useTexts(SUCCESSION_TEXTS);
  const { certificateId } = certificate;
  const [quoted, setQuoted] = useState<{ readonly wanted: Wanted; readonly quote: Quote }>();
  const { mutate, isPending, error } = useMutation({
    mutationFn: async (wanted: Wanted) => ({ wanted, quote: await quoteOf(purpose, certificateId, wanted) }),
    onSuccess: setQuoted,
    onError: () => setQuoted(undefined),
  });
  return (
    <details>
      <summary>{t(purpose)}</summary>
      <p>{t(`${purpose}About`)}</p>
      <Form
        error={error}
        isSending={isPending}
        submit={t('quote')}
        label={t(purpose)}
        onSubmit={(typed) => mutate(wantedIn(typed, certificate))}
      >
        {purpose !== 'renewal' && <Product isOptional={purpose === 'replacement'} />}
        {purpose === 'replacement' && (
          <LongTextField
            name="names"
            label={t('names')}
            hint={t('namesHint')}
            value={certificate.names.join('\n')}
            rows={4}
          />
        )}
        <Validation />
        <TextField name="planYears" label={t('planYears')} type="number" inputMode="numeric" isOptional />
        <KeyPassword certificate={certificate} />
      </Form>
      {quoted && (
        <QuoteOf
          purpose={purpose}
          certificateId={certificateId}
          wanted={quoted.wanted}
          quote={quoted.quote}
          done={(order) => {
            setQuoted(undefined);
            done(order);
          }}
        />
      )}
    </details>
  );
}

function Product({ isOptional }: { readonly isOptional: boolean }) {
  const t = useTexts(SUCCESSION_TEXTS);
  const say = useSay();
  const { brandChoices, certificateTypeChoices } = useVocabulary();
  const none = isOptional ? { none: t('asBefore') } : {};
  return (
    <>
      <ChoiceField
        name="brand"
        label={t('brand')}
        choices={brandChoices.map((word) => ({ value: word.id, words: say(word) }))}
        isOptional={isOptional}
        {...none}
      />
      <ChoiceField
        name="type"
        label={t('type')}
        choices={certificateTypeChoices.map((word) => ({ value: word.id, words: say(word) }))}
        isOptional={isOptional}
        {...none}
      />
    </>
  );
}

function Validation() {
  const t = useTexts(SUCCESSION_TEXTS);
  const say = useSay();
  const { validationMethodChoices } = useVocabulary();
  return (
    <ChoiceField
      name="validation"
      label={t('validation')}
      none={t('asBefore')}
      choices={validationMethodChoices.map((word) => ({ value: word.id, words: say(word) }))}
      isOptional
    />
  );
}

/** What was chosen; names that stand as they were are no change. */
function wantedIn(typed: Typed, certificate: CertificateDetails): Wanted {
  const names = typed
    .text('names')
    .split(/[\s,;]+/)
    .filter((name) => name !== '');
  const isOther = names.join(' ') !== certificate.names.join(' ') && names.length > 0;
  const given = (['brand', 'type', 'validation'] as const).flatMap((field) => {
    const value = typed.given(field);
    return value === undefined ? [] : [[field, value] as const];
  });
  const years = typed.given('planYears');
  return {
    changes: {
      ...(Object.fromEntries(given) as Changes),
      ...(isOther && { names }),
      ...(years !== undefined && { planYears: Number(years) }),
    },
    ...keyPasswordIn(typed, certificate),
  };
}

async function quoteOf(purpose: FollowPurpose, certificateId: string, wanted: Wanted): Promise<Quote> {
  const place = at(certificateId);
  switch (purpose) {
    case 'renewal':
      return await answered(
        api.POST('/v1/certificates/{certificateId}/quotes/renewal', { ...place, body: wanted }),
      );
    case 'replacement':
      return await answered(
        api.POST('/v1/certificates/{certificateId}/quotes/replacement', { ...place, body: wanted }),
      );
    case 'upgrade':
      return await answered(
        api.POST('/v1/certificates/{certificateId}/quotes/upgrade', { ...place, body: upgradeOf(wanted) }),
      );
  }
}

/** At the price that was seen, or not at all. */
export async function orderOf(
  purpose: FollowPurpose,
  certificateId: string,
  wanted: Wanted & { readonly expectedPrice?: number },
  known: ReturnType<typeof knownBy>,
): Promise<SucceedingOrder> {
  const place = { ...at(certificateId), ...known };
  switch (purpose) {
    case 'renewal':
      return await answered(api.POST('/v1/certificates/{certificateId}/renew', { ...place, body: wanted }));
    case 'replacement':
      return await answered(api.POST('/v1/certificates/{certificateId}/replace', { ...place, body: wanted }));
    case 'upgrade':
      return await answered(
        api.POST('/v1/certificates/{certificateId}/upgrade', { ...place, body: upgradeOf(wanted) }),
      );
  }
}

/** What is not chosen is the server's to refuse, at its field. */
function upgradeOf({ changes: { brand, type, ...changes }, ...wanted }: Wanted): UpgradeBody {
  return { ...wanted, changes, brand, type } as UpgradeBody;
}

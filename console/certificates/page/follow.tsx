/** Renewal, replacement and upgrade: what is wanted, what it would cost, and the order for just that. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Form, type Typed } from '../../parts/form.js';
import { ChoiceField, LongTextField, TextField } from '../../parts/form-field.js';
import { useSay, useTexts } from '../../texts/texts.js';
import { useVocabulary } from '../../vocabulary/use-vocabulary.js';
import type { CertificateDetails } from '../reads.js';
import {
  quoteOf,
  type Changes,
  type FollowPurpose,
  type Quote,
  type SucceedingOrder,
  type Wanted,
} from './following.js';
import { KeyPassword, keyPasswordIn } from './key-password.js';
import { QuoteOf } from './quote.js';
import { SUCCESSION_TEXTS } from './succession-texts.js';

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

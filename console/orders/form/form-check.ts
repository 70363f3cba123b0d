/** The form as far as it goes, judged by the server a moment after somebody stopped typing. */
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { answered, api } from '../../api/client.js';
import type { components } from '../../generated/api.js';
import { formOf, type Draft } from './draft.js';

export type FormCheck = components['schemas']['FormCheck'];
export type FormProblem = components['schemas']['FormProblem'];
type PartialForm = components['schemas']['PartialOrderForm'];

export interface Checked {
  readonly form: PartialForm;
  readonly pastedNames: string;
  readonly asksServices: boolean;
}

/** A pause that is noticed as one (house number). */
const PAUSE_MS = 400;

/** What is asked of a draft. */
export function checkedOf(draft: Draft, keyPassword: string, asksServices: boolean): Checked {
  return {
    form: { ...formOf(draft), ...(keyPassword !== '' && { keyPassword }) } as PartialForm,
    pastedNames: draft.names,
    asksServices,
  };
}

export function formCheck(checked: Checked) {
  return queryOptions({
    queryKey: ['form-check', checked],
    queryFn: () => answered(api.POST('/v1/orders/form-check', { body: checked })),
    // A key password is in it: nothing stays behind.
    gcTime: 0,
    staleTime: 30_000,
  });
}

/** The latest answer; of what was typed since, the one before. */
export function useFormCheck(checked: Checked) {
  return useQuery({ ...formCheck(useSettled(checked)), placeholderData: keepPreviousData });
}

function useSettled(checked: Checked): Checked {
  const [settled, setSettled] = useState(checked);
  const text = JSON.stringify(checked);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(JSON.parse(text) as Checked), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

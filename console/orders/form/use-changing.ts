/** The form's fields on the page of an order that stands: what is set is a change of it, and goes with the page. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, api } from '../../api/client.js';
import { fieldProblems } from '../../api/problem.js';
import { withValue, type Draft } from './draft.js';
import { liesAt, type Wizard } from './wizard.js';

export interface ChangedOrder {
  readonly brand: string;
  readonly type: string;
  readonly names: readonly string[];
}

/** `scope`: of its ids. `error`: of the last attempt; `within`: where in the form the request's fields lie. */
export function useChanging(
  { brand, type, names }: ChangedOrder,
  {
    scope,
    error,
    within = '',
  }: { readonly scope: string; readonly error: unknown; readonly within?: string },
): Wizard {
  const [draft, setDraft] = useState<Draft>(() => ({
    key: '',
    form: {},
    names: names.join('\n'),
    tags: '',
    saves: {},
    kind: '',
    wantsPassword: false,
  }));
  const [keyPassword, setKeyPassword] = useState('');
  const catalogue = useQuery({
    queryKey: ['catalogue'],
    queryFn: () => answered(api.GET('/v1/catalogue')),
    staleTime: 300_000,
  });
  const products = catalogue.data?.products ?? [];
  const rows = products.filter((product) => product.brand === brand && product.type === type);
  const told = fieldProblems(error).map(({ field, detail, accepted }) => ({
    field: placeIn(field, within),
    words: detail,
    accepted,
  }));
  return {
    scope,
    isChange: true,
    draft,
    products,
    rows,
    product: rows[0],
    check: undefined,
    isChecking: false,
    keyPassword,
    setKeyPassword,
    set: (path, value) => setDraft((before) => ({ ...before, form: withValue(before.form, path, value) })),
    change: (changes) => setDraft((before) => ({ ...before, ...changes })),
    problemsAt: (path) => told.filter(({ field }) => liesAt(field, path)),
    go: () => undefined,
  };
}

/** A request for one part of the form names its fields with, or without, that part. */
function placeIn(field: string, within: string): string {
  const isThere = within === '' || field === within || field.startsWith(`${within}.`);
  return isThere ? field : `${within}.${field}`;
}

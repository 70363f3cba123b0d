/** How a draft becomes an order: step by step, judged by the server at each, and placed under one key. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { answered, api, knownBy, newKey } from '../../api/client.js';
import { fieldProblems, isProblem } from '../../api/problem.js';
import { KNOWN_WRITE } from '../../api/query-client.js';
import { useSay, useTexts } from '../../texts/texts.js';
import { formOf, textAt, withValue, type Draft, type Saves } from '../form/draft.js';
import { checkedOf, formCheck, useFormCheck, type FormCheck, type FormProblem } from '../form/form-check.js';
import { hasField, isStep, stepOfField, stepsOf, type Product, type Step } from '../form/steps.js';
import { savedParts } from '../form/saving.js';
import { quoteOf, type OrderForm } from './summary-step.js';
import { WIZARD_TEXTS } from '../form/texts.js';
import { useDraft } from './use-draft.js';
import { liesAt, type Told, type Wizard } from '../form/wizard.js';

export interface Ordering {
  readonly wizard: Wizard;
  readonly step: Step;
  readonly steps: readonly Step[];
  /** The form, where nothing is missing or wrong as far as is known. */
  readonly whole: OrderForm | undefined;
  /** At the end: what stands in the way in other steps. */
  readonly elsewhere: readonly (Told & { readonly step: Step })[];
  /** Null: none. */
  readonly failure: unknown;
  readonly isBusy: boolean;
  readonly goOn: () => void;
  readonly discard: () => void;
  /** What is here becomes an order of its own. */
  readonly makeAnother: () => void;
}

/** As it stood when the button was pressed: whatever is tried again is the same. */
interface Placing {
  readonly form: OrderForm;
  readonly saves: Saves;
}

/** Another tab is placing the same one: its answer comes. A server that is slow is asked again as well. */
function isWorthWaitingFor(tries: number, error: unknown): boolean {
  return (isProblem(error, 'StillUnderWay') && tries < 20) || KNOWN_WRITE.retry(tries, error);
}

const RETRY_MS = 1_000;

export function useOrdering(products: readonly Product[]): Ordering {
  const t = useTexts(WIZARD_TEXTS);
  const say = useSay();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [search, setSearch] = useSearchParams();
  const { draft, change, drop } = useDraft();
  const [keyPassword, setKeyPassword] = useState('');
  const [tried, setTried] = useState<ReadonlySet<Step>>(new Set());
  const [refused, setRefused] = useState<readonly Told[]>([]);
  const [isGoingOn, setGoingOn] = useState(false);
  const [failed, setFailed] = useState<Error | null>(null);
  const focusWanted = useRef(false);

  const rows = products.filter(
    ({ brand, type }) => brand === textAt(draft.form, 'brand') && type === textAt(draft.form, 'type'),
  );
  const steps = stepsOf(rows[0]);
  /** An order that was made without its form, which this is. */
  const draftOf = search.get('draft');
  const asked = search.get('step');
  const step = isStep(asked) && steps.includes(asked) ? asked : 'product';
  const checked = checkedOf(draft, keyPassword, step === 'validation');
  const { data: check, isFetching } = useFormCheck(checked);
  // One brand and type may be sold in several ways, by the kind of names: what the names make counts, and before there are any, the choice.
  const kind = check?.kind ?? draft.kind;
  const product = rows.find(({ kinds }) => kinds.some((each) => each.kind === kind)) ?? rows[0];

  const toldOf = (problem: FormProblem): Told => ({
    field: problem.field ?? '',
    words: say(problem.message),
    accepted: problem.accepted ? say(problem.accepted) : undefined,
  });
  const ofPassword: readonly Told[] =
    draft.wantsPassword && keyPassword === ''
      ? [{ field: 'keyPassword', words: t('passwordGone'), accepted: undefined }]
      : [];
  const wrongOf = (judged: FormCheck | undefined): Told[] =>
    [...(judged?.problems ?? []), ...(judged?.csr?.problems ?? []).map(atPem)].map(toldOf);
  const missingOf = (judged: FormCheck | undefined): Told[] => [
    ...(judged?.missing ?? []).map(toldOf),
    ...ofPassword,
  ];
  const told = [
    ...wrongOf(check),
    ...refused,
    ...missingOf(check).filter(({ field }) => tried.has(stepOfField(field))),
  ];

  const go = (to: Step) => {
    setSearch({ ...(draftOf !== null && { draft: draftOf }), step: to });
  };
  const set = (path: string, value: unknown) => {
    const [top = ''] = path.split('.');
    setRefused((before) => before.filter(({ field }) => !field.startsWith(top)));
    change(({ form }) => ({ form: withValue(form, path, value) }));
  };
  const wizard: Wizard = {
    scope: 'order',
    isChange: false,
    draft,
    products,
    rows,
    product,
    check,
    isChecking: isFetching,
    keyPassword,
    setKeyPassword,
    set,
    change: (changes) => {
      setRefused([]);
      change(() => changes);
    },
    problemsAt: (path) => told.filter(({ field }) => liesAt(field, path)),
    go,
  };

  useEffect(() => {
    if (!focusWanted.current) return;
    const wrong = document.querySelector<HTMLElement>('#order [aria-invalid="true"]');
    if (!wrong) return;
    focusWanted.current = false;
    const control = wrong.matches('[role=radiogroup]') ? wrong.querySelector('input:not(:disabled)') : wrong;
    if (control instanceof HTMLElement) control.focus();
  });

  /** What was to be saved first, named in the form; kept so, whatever becomes of the order. */
  const withSavedParts = async ({ form, saves: wanted }: Placing): Promise<OrderForm> => {
    if (Object.keys(wanted).length === 0 || !steps.includes('organization')) return form;
    const { form: named, saves, failed } = await savedParts({ ...form }, wanted);
    const parts = Object.fromEntries(Object.keys(wanted).map((part) => [part, named[part]]));
    change((before) => ({
      form: { ...before.form, ...parts },
      saves: failed?.nextKey === undefined ? saves : { ...saves, [failed.part]: failed.nextKey },
    }));
    if (failed) throw failed.error;
    return named as OrderForm;
  };

  const placing = useMutation({
    retry: isWorthWaitingFor,
    retryDelay: RETRY_MS,
    mutationFn: async (asPlaced: Placing) => {
      const form = await withSavedParts(asPlaced);
      const quote = await queries.query(quoteOf(form));
      const body = { form, ...(quote.price && { expectedPrice: quote.price.amount }) };
      if (draftOf === null) return await answered(api.POST('/v1/orders', { body, ...knownBy(draft.key) }));
      const params = { path: { orderId: draftOf } };
      return await answered(api.PUT('/v1/orders/{orderId}/form', { params, body, ...knownBy(draft.key) }));
    },
    onSuccess: async ({ orderId }) => {
      drop();
      setKeyPassword('');
      await queries.invalidateQueries({
        predicate: ({ queryKey: [subject] }) => ['orders', 'companies', 'contacts'].includes(String(subject)),
      });
      await navigate(`/orders/new?placed=${encodeURIComponent(orderId)}`, { replace: true });
    },
    onError: (error) => {
      const problems = fieldProblems(error).map(({ field, detail, accepted }) => ({
        field,
        words: detail,
        accepted,
      }));
      const first = problems.find(({ field }) => hasField(field));
      // The price has changed meanwhile, for one.
      if (!first) void queries.invalidateQueries({ queryKey: ['quote'] });
      if (!first) return;
      setRefused(problems);
      focusWanted.current = true;
      go(stepOfField(first.field));
    },
  });

  const whole = useMemo(() => wholeForm(draft, keyPassword, check), [draft, keyPassword, check]);
  const isWhole = wrongOf(check).length + missingOf(check).length === 0;

  const goOn = () => {
    if (isGoingOn || placing.isPending) return;
    setGoingOn(true);
    setFailed(null);
    void queries
      .query(formCheck({ ...checked, asksServices: false }))
      .then((judged) => {
        const open = [...wrongOf(judged), ...missingOf(judged)];
        const relevant = step === 'summary' ? open : open.filter(({ field }) => stepOfField(field) === step);
        setTried((before) => new Set(step === 'summary' ? [...before, ...steps] : [...before, step]));
        if (relevant.length > 0) {
          focusWanted.current = true;
          return;
        }
        const form = wholeForm(draft, keyPassword, judged);
        if (step !== 'summary') go(steps[steps.indexOf(step) + 1] ?? 'summary');
        else if (form) placing.mutate({ form, saves: draft.saves });
      })
      // What the page shows of the check tells it as well.
      .catch((error: unknown) => setFailed(error instanceof Error ? error : new Error(String(error))))
      .finally(() => setGoingOn(false));
  };

  const isTried = tried.has(step) && step === 'summary';
  return {
    wizard,
    step,
    steps,
    whole: isWhole ? whole : undefined,
    elsewhere: isTried
      ? [...wrongOf(check), ...missingOf(check)]
          .map((problem) => ({ ...problem, step: stepOfField(problem.field) }))
          .filter(({ step: of, field }) => of !== 'summary' || !hasField(field))
      : [],
    failure:
      placing.error && !fieldProblems(placing.error).some(({ field }) => hasField(field))
        ? placing.error
        : failed,
    isBusy: isGoingOn || placing.isPending,
    goOn,
    discard: () => {
      drop();
      setKeyPassword('');
      setTried(new Set());
      setRefused([]);
      go('product');
    },
    makeAnother: () => {
      change(() => ({ key: newKey() }));
      placing.reset();
    },
  };
}

/** A refusal of the CSR stands where it was pasted. */
function atPem(problem: FormProblem): FormProblem {
  return { ...problem, field: 'csr.pem' };
}

/** Names as the server read them; undefined before it has. */
function wholeForm(draft: Draft, keyPassword: string, check: FormCheck | undefined): OrderForm | undefined {
  if (!check || check.names.length === 0) return undefined;
  return {
    ...formOf(draft),
    names: check.names.map(({ given }) => given),
    ...(draft.wantsPassword && keyPassword !== '' && { keyPassword }),
  } as OrderForm;
}

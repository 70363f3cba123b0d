/** A form that the server judges: what it refuses stands at its field, the first one is looked at, the rest stands above. */
import { Button } from 'antd';
import { createContext, useContext, useEffect, useRef, useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { fieldProblems, ProblemError, type FieldProblem } from '../api/problem.js';
import { texts, useTexts } from '../texts/texts.js';
import { Problem } from './problem.js';
import '../styles/forms.css';

const TEXTS = texts('form', { cancel: { zh: '取消', en: 'Cancel' } });

const PROBLEMS = createContext<readonly FieldProblem[]>([]);

/** What was refused of a field, by its name in the request; of a list, also what is wrong within it. */
export function useFieldProblems(name: string): readonly FieldProblem[] {
  return useContext(PROBLEMS).filter(({ field }) => isOf(name, field));
}

function isOf(name: string, field: string): boolean {
  return field === name || field.startsWith(`${name}[`);
}

/** What was typed: nothing else keeps it. */
export class Typed {
  readonly #data: FormData;

  constructor(form: HTMLFormElement) {
    this.#data = new FormData(form);
  }

  text(name: string): string {
    const value = this.#data.get(name);
    return typeof value === 'string' ? value : '';
  }

  /** Undefined where nothing was typed. */
  given(name: string): string | undefined {
    const value = this.text(name);
    return value.trim() === '' ? undefined : value;
  }

  /** Of a box, that it is ticked. */
  isOn(name: string): boolean {
    return this.#data.has(name);
  }

  /** Is there such a field? */
  has(name: string): boolean {
    return this.#data.has(name);
  }
}

export interface FormProps {
  /** Of the last attempt. */
  readonly error: unknown;
  readonly isSending: boolean;
  readonly submit: string;
  readonly onSubmit: (typed: Typed) => void;
  /** Where it leads who gives it up. */
  readonly cancelTo?: string;
  /** What it is about, for whoever hears it. */
  readonly label?: string;
  /** How often it was done: it is empty again for the next one. */
  readonly emptiedAfter?: number;
  readonly children: ReactNode;
}

export function Form(props: FormProps) {
  const { error, isSending, submit, onSubmit, cancelTo, label, emptiedAfter = 0, children } = props;
  const t = useTexts(TEXTS);
  const form = useRef<HTMLFormElement>(null);
  const [names, setNames] = useState<readonly string[]>([]);
  const problems = fieldProblems(error);
  useEffect(() => {
    if (!error || !form.current) return;
    setNames(namesIn(form.current));
    // Once its fields are marked.
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  }, [error]);
  useEffect(() => {
    if (emptiedAfter > 0) form.current?.reset();
  }, [emptiedAfter]);
  return (
    <form
      ref={form}
      className="form"
      noValidate
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit(new Typed(event.currentTarget));
      }}
    >
      {Boolean(error) && <Elsewhere error={error} names={names} />}
      <PROBLEMS.Provider value={problems}>{children}</PROBLEMS.Provider>
      <div className="form-buttons">
        <Button type="primary" htmlType="submit" loading={isSending}>
          {submit}
        </Button>
        {cancelTo !== undefined && <Link to={cancelTo}>{t('cancel')}</Link>}
      </div>
    </form>
  );
}

function namesIn({ elements }: HTMLFormElement): string[] {
  return Array.from(elements).flatMap((element) => {
    const name = element.getAttribute('name');
    return name === null ? [] : [name];
  });
}

/** What no field of this form has. */
function Elsewhere({ error, names }: { readonly error: unknown; readonly names: readonly string[] }) {
  if (!(error instanceof ProblemError)) return <Problem error={error} />;
  const isHere = ({ field }: { readonly field?: string }) =>
    field !== undefined && names.some((name) => isOf(name, field));
  const [first, ...others] = [error.problem, ...(error.problem.others ?? [])].filter(
    (problem) => !isHere(problem),
  );
  if (!first) return null;
  return <Problem error={new ProblemError({ ...error.problem, ...bare(first), others })} />;
}

function bare({
  code,
  field,
  detail,
  accepted,
}: Omit<FieldProblem, 'field' | 'accepted'> & {
  readonly code: string;
  readonly field?: string;
  readonly accepted?: string;
}) {
  return { code, detail, ...(field !== undefined && { field }), ...(accepted !== undefined && { accepted }) };
}

/** What the fields of the order form read and write: the draft, what the server says of it, and which problems stand at which field. */
import { createContext, useContext } from 'react';
import type { Draft } from './draft.js';
import type { FormCheck } from './form-check.js';
import type { Product, Step } from './steps.js';

/** A problem at its field, in the reader's language. */
export interface Told {
  readonly field: string;
  readonly words: string;
  readonly accepted: string | undefined;
}

export interface Wizard {
  /** Of its elements' ids: a page may have two of them. */
  readonly scope: string;
  /** An order stands, and what is left out here stays as it was. */
  readonly isChange: boolean;
  readonly draft: Draft;
  readonly products: readonly Product[];
  /** Of the chosen brand and type: each for other kinds of names. */
  readonly rows: readonly Product[];
  /** Of those, the one for the names, or the chosen kind; undefined before brand and type are chosen. */
  readonly product: Product | undefined;
  /** Of what was typed a moment ago; undefined before the first answer. */
  readonly check: FormCheck | undefined;
  readonly isChecking: boolean;
  readonly keyPassword: string;
  readonly setKeyPassword: (password: string) => void;
  /** A field of the form by its path; the empty text takes it away. */
  readonly set: (path: string, value: unknown) => void;
  readonly change: (changes: Partial<Draft>) => void;
  /** At this field, or below it. */
  readonly problemsAt: (path: string) => readonly Told[];
  readonly go: (step: Step) => void;
}

export const WizardContext = createContext<Wizard | undefined>(undefined);

/** Throws outside of the wizard. */
export function useWizard(): Wizard {
  const wizard = useContext(WizardContext);
  if (!wizard) throw new Error('A part of the wizard stands outside of it.');
  return wizard;
}

/** Of the element that a field's problems are tied to. */
export function idOf(scope: string, path: string): string {
  return `${scope}-${path.replaceAll(/[^\w]+/g, '-')}`;
}

/** Fields that show what lies below them by themselves: a list of names is one. */
const WITH_ALL_BELOW = ['names', 'csr.pem', 'keyPassword', 'validation'];

/** Whether what is wrong with `field` is told at `path`. */
export function liesAt(field: string, path: string): boolean {
  if (field === path) return true;
  if (path === 'names') return /^(names|pastedNames)/.test(field);
  if (path === 'tags') return /^tags/.test(field);
  if (path === 'csr.pem') return field === 'csr';
  return WITH_ALL_BELOW.includes(path) && field.startsWith(`${path}.`);
}

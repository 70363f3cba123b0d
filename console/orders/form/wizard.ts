/** What every step of the wizard reads and writes: the draft, what the server says of it, and which problems stand at which field. */
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
export function idOf(path: string): string {
  return `order-${path.replaceAll(/[^\w]+/g, '-')}`;
}

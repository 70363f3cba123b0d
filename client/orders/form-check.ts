/** A form that is still being filled in, judged as far as it goes: all that is wrong with what was given, and what follows from it. */
import { VALIDATION_METHODS, type ValidationMethod } from '../../domain/catalogue/words.js';
import type { Bilingual } from '../../domain/bilingual.js';
import { readBackCsr, type CsrReading } from '../../domain/certificates/csr.js';
import type { CertificateKind } from '../../domain/names/kinds.js';
import { LONGEST_PASTED, namesIn } from '../../domain/names/pasted-names.js';
import { judgeForm, type JudgedForm } from '../../domain/orders/judged-form.js';
import type { JudgedName } from '../../domain/orders/judged-names.js';
import type { FormHint } from '../../domain/orders/form-hints.js';
import { readPartialForm, type PartialForm } from '../../domain/orders/partial-form.js';
import { withoutUnaskedIdentities } from '../../domain/organization/identity-rules.js';
import { problemsInTime, type RefusalDetails } from '../../domain/refusals.js';
import type { ClientContext } from '../context.js';
import { automaticNames, type AutomaticNames } from '../control/automatic-names.js';
import { refuseUnusableReuse } from '../organization/reused.js';
import { savedCopies } from '../organization/saved-copies.js';
import { invalid } from '../refusing.js';
import type { OrderFormInput } from './creating.js';

/** What may be there of a form. */
export type PartialFormInput = { readonly [Field in keyof OrderFormInput]?: OrderFormInput[Field] };

export interface FormCheckRequest {
  readonly form: PartialFormInput;
  /** One text of names, with blanks, line breaks, commas or semicolons between them; they follow the form's own. */
  readonly pastedNames?: string;
  /**
   * Whether connected DNS services are asked which of the names they have: it takes a worker, and some seconds where a service is slow.
   * Delegated names are always told.
   */
  readonly asksServices?: boolean;
}

/** A problem as a page shows it at its field. */
export interface ShownProblem {
  /** Dotted path in the form, such as `names[1]`; null where no single field is to blame. */
  readonly field: string | null;
  readonly message: Bilingual;
  readonly accepted: Bilingual | null;
}

export interface CheckedName extends Omit<JudgedName, 'problem'> {
  readonly problem: ShownProblem | null;
}

export interface CheckedMethod {
  readonly method: ValidationMethod;
  readonly isPossible: boolean;
  /** Why not; null where it is possible. */
  readonly reason: Bilingual | null;
  /** Connections and delegations that publish for all of the names by themselves; null where that is not so, or not known. */
  readonly automaticBy: readonly string[] | null;
}

export interface FormCheck {
  /** All that is wrong with what was given. */
  readonly problems: readonly ShownProblem[];
  /** What a whole form would need besides. */
  readonly missing: readonly ShownProblem[];
  readonly names: readonly CheckedName[];
  /** What the names make; null before there is one. */
  readonly kind: CertificateKind | null;
  /** The ordered names and those that come along; A-labels. */
  readonly certificateNames: readonly string[];
  readonly methods: readonly CheckedMethod[];
  /** Who publishes for each name whose control is proved. */
  readonly automatic: AutomaticNames;
  /** A pasted one, read back; null where none was pasted. */
  readonly csr: (Omit<CsrReading, 'problems'> & { readonly problems: readonly ShownProblem[] }) | null;
  readonly hints: readonly Omit<FormHint, 'section'>[];
  readonly warnings: readonly Bilingual[];
}

/** Changes nothing. Throws Refusal `InvalidInput` for a pasted text that is too long to be names. */
export async function checkPartialForm(
  context: ClientContext,
  { form: asGiven, pastedNames = '', asksServices = false }: FormCheckRequest,
): Promise<FormCheck> {
  const input = withPasted(asGiven, pastedNames);
  const { form, problems, missing } = readPartialForm(input);
  const { copies, problems: ofCopies } = await savedCopies(context, form);
  const resolved = withCopies(form, copies);
  const judged = judgeForm(resolved);
  const [csr, ofReuse, automatic] = await Promise.all([
    csrOf(resolved, judged),
    reuseProblems(context, resolved, judged),
    automaticNames(context, judged.validatedNames, asksServices),
  ]);
  const known = [...problems, ...ofCopies];
  return {
    problems: shownAll([...known, ...withoutRepeated(judged.problems, known), ...ofReuse]),
    missing: shownAll([...missing, ...withoutRepeated(judged.missing, [...missing, ...known])]),
    names: judged.names.map((name) => ({ ...name, problem: name.problem && shown(name.problem) })),
    kind: judged.kind ?? null,
    certificateNames: judged.certificateNames,
    methods: VALIDATION_METHODS.map((method) => methodOf(method, judged, automatic)),
    automatic,
    csr: csr && { ...csr, problems: shownAll(csr.problems) },
    hints: judged.hints.map(({ field, text }) => ({ field, text })),
    warnings: judged.warnings,
  };
}

function withPasted(form: PartialFormInput, pasted: unknown): unknown {
  if (typeof pasted !== 'string' || pasted.length > LONGEST_PASTED)
    throw invalid(
      'pastedNames',
      { zh: '粘贴的文本过长,不是域名列表', en: 'The pasted text is too long to be a list of names' },
      { zh: `最多 ${LONGEST_PASTED} 个字符`, en: `at most ${LONGEST_PASTED} characters` },
    );
  const names = namesIn(pasted);
  if (names.length === 0 || typeof form !== 'object') return form;
  const given: unknown = form.names;
  return { ...form, names: [...(Array.isArray(given) ? (given as unknown[]) : []), ...names] };
}

function withCopies(form: PartialForm, copies: Partial<PartialForm>): PartialForm {
  const { company: _company, manager: _manager, contact: _contact, ...rest } = form;
  const resolved = { ...rest, ...copies };
  return resolved.brand === undefined
    ? resolved
    : withoutUnaskedIdentities({ ...resolved, brand: resolved.brand });
}

async function csrOf({ csr }: PartialForm, judged: JudgedForm): Promise<CsrReading | null> {
  if (csr?.mode !== 'paste') return null;
  const { terms, orderedNames, certificateNames } = judged;
  const areNamesGood = orderedNames.length > 0 && judged.names.every(({ problem }) => problem === null);
  return await readBackCsr(csr.pem, {
    ...(terms && { keyAlgorithms: terms.keyAlgorithms }),
    ...(areNamesGood && { names: orderedNames, certificateNames }),
  });
}

async function reuseProblems(
  context: ClientContext,
  { company, reuseOrganizationOf }: PartialForm,
  { terms }: JudgedForm,
): Promise<readonly RefusalDetails[]> {
  if (!terms || reuseOrganizationOf === undefined || !company || 'existing' in company) return [];
  return await problemsInTime(() => refuseUnusableReuse(context, { company, reuseOrganizationOf }, terms));
}

/** Of a field that was told of already, a check says nothing new. */
function withoutRepeated(
  problems: readonly RefusalDetails[],
  told: readonly RefusalDetails[],
): readonly RefusalDetails[] {
  return problems.filter(
    ({ field }) =>
      field === undefined ||
      !told.some(({ field: other }) => other === field || other?.startsWith(`${field}.`) === true),
  );
}

function methodOf(
  method: ValidationMethod,
  { methods }: JudgedForm,
  automatic: AutomaticNames,
): CheckedMethod {
  const reason = methods.find((judged) => judged.method === method)?.reason ?? null;
  return {
    method,
    isPossible: reason === null,
    reason,
    automaticBy: method === 'auto-dns' && reason === null ? publishersOf(automatic) : null,
  };
}

function publishersOf({ names }: AutomaticNames): readonly string[] | null {
  const by = names.map((name) => name.publisher);
  return by.length > 0 && by.every((publisher) => publisher !== null) ? [...new Set(by)] : null;
}

function shownAll(problems: readonly RefusalDetails[]): ShownProblem[] {
  return problems.map(shown);
}

function shown({ field, message, accepted, chinese }: RefusalDetails): ShownProblem {
  return {
    field: field ?? null,
    message: { zh: chinese.message, en: message },
    accepted: accepted === undefined ? null : { zh: chinese.accepted ?? accepted, en: accepted },
  };
}

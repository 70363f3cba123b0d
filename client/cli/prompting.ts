/** Asks a person at a terminal for what a form still lacks. The form's own rules tell what that is, and judge each answer. */
import { nameLimits, refuseUnlessSold } from '../../domain/catalogue/products.js';
import { checkOrder } from '../../domain/orders/checks.js';
import { ORDER_DRAFT_SCHEMA, parseOrderForm } from '../../domain/orders/form.js';
import { parseNames } from '../../domain/names/name-list.js';
import { Refusal, type RefusalDetails } from '../../domain/refusals.js';
import type { Terminal } from './terminal.js';

type Form = Record<string, unknown>;
/** Everything that is wrong with a form as it is now, what is missing included. */
export type Rules = (form: Form) => readonly RefusalDetails[];

/** Fields that have fields of their own: not asked for, but filled. */
const FILLED = /(^|\.)(landline|registration|identity|organizationCheck)$/;
/** Fields that may name a saved one. */
const MAY_BE_SAVED = /^(company|manager|contact)$/;

/**
 * The form with what it lacked. Unchanged where nobody can be asked, and where something given is wrong: the usual refusal
 * tells that. Each answer is judged at once, and asked for again when it is refused.
 */
export async function askForMissing(form: Form, rules: Rules, terminal: Terminal): Promise<Form> {
  const { ask } = terminal;
  if (!ask || rules(form).some(({ field }) => valueAt(form, field) !== undefined)) return form;
  let asked = form;
  for (;;) {
    const missing = rules(asked).find(
      ({ field }) => field !== undefined && valueAt(asked, field) === undefined,
    );
    if (missing?.field === undefined) return asked;
    asked = await filled(asked, { ...missing, field: missing.field }, rules, { ...terminal, ask });
  }
}

/** The rules of a whole order, whichever of them can be judged already. */
export function orderRules(form: Form): readonly RefusalDetails[] {
  return [
    ...problemsIn(() => checkOrder(parseOrderForm(form))),
    ...problemsIn(() => {
      const product = ORDER_DRAFT_SCHEMA.safeParse({ brand: form.brand, type: form.type });
      if (!product.success) return;
      const { brand, type } = product.data;
      refuseUnlessSold(brand, type);
      if (!Array.isArray(form.names)) return;
      const [first] = parseNames(form.names.map(String), nameLimits(brand, type)).problems;
      if (first) throw new Refusal(first);
    }),
  ];
}

/** Every problem that a check throws. */
export function problemsIn(check: () => unknown): readonly RefusalDetails[] {
  try {
    check();
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, field, message, accepted, chinese } = error;
    return [
      {
        code,
        message,
        ...(field !== undefined && { field }),
        ...(accepted !== undefined && { accepted }),
        ...(chinese && { chinese }),
      },
      ...error.others,
    ];
  }
}

async function filled(
  form: Form,
  { field, accepted = '' }: RefusalDetails & { field: string },
  rules: Rules,
  terminal: Terminal & Required<Pick<Terminal, 'ask'>>,
): Promise<Form> {
  if (FILLED.test(field)) return withValue(form, field, {});
  const question = MAY_BE_SAVED.test(field)
    ? `${field} (id of a saved one, or Enter for a new one): `
    : `${field} (${accepted}): `;
  for (;;) {
    const answered = withValue(form, field, meaningOf(field, (await terminal.ask(question)).trim()));
    const [wrong] = rules(answered).filter((problem) => concerns(problem, field));
    if (!wrong) return answered;
    terminal.write(`  ${wrong.message}\n`);
  }
}

function meaningOf(field: string, answer: string): unknown {
  if (field === 'names') return answer === '' ? [] : answer.split(/[\s,，、]+/).filter((name) => name !== '');
  if (MAY_BE_SAVED.test(field)) return answer === '' ? {} : { existing: answer };
  return answer;
}

function concerns({ field }: RefusalDetails, asked: string): boolean {
  return field === asked || (field?.startsWith(`${asked}[`) ?? false);
}

function valueAt(form: Form, field: string | undefined): unknown {
  if (field === undefined) return undefined;
  return stepsOf(field).reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined),
    form,
  );
}

function withValue(form: Form, field: string, value: unknown): Form {
  const [step = '', ...rest] = stepsOf(field);
  if (rest.length === 0) return { ...form, [step]: value };
  const inner = form[step];
  const base = typeof inner === 'object' && inner !== null ? (inner as Form) : {};
  return { ...form, [step]: withValue(base, rest.join('.'), value) };
}

/** `names[0]` and `company.city` as steps. */
function stepsOf(field: string): string[] {
  return field.split(/[.[\]]+/).filter((step) => step !== '');
}

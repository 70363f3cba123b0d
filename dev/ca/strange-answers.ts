/** What the CA says of an order on its strangest days: well-formed, and nothing that anyone asked for. */
import type { HostileMode } from '../../domain/development/ca.js';
import type { Answer } from '../http-api.js';

/** As far as the changes reach. */
interface ShownValidation {
  readonly name: string;
  readonly record?: { readonly name: string };
  readonly file?: object;
}

interface Shown {
  readonly validations: readonly ShownValidation[];
  readonly organization?: { readonly steps: readonly object[] };
}

const LONG_VALUE = 'x'.repeat(3_000_000);
/** U+0000, and the first half of a character whose other half never comes. */
const ODD_WORDS = 'no\u0000record \ud83d seen';

const CHANGES: Partial<Readonly<Record<HostileMode, (order: Shown) => object>>> = {
  'strange-order': (order) => ({ ...order, id: 'dca-another', reference: 'another-order' }),
  'strange-names': (order) => ({
    ...order,
    names: ['stranger.example'],
    validations: order.validations.map((validation) => ({ ...validation, name: 'stranger.example' })),
  }),
  'no-proofs': (order) => ({ ...order, validations: [] }),
  'proofs-twice': (order) => ({ ...order, validations: [...order.validations, ...order.validations] }),
  'long-value': (order) => ({
    ...order,
    validations: order.validations.map(({ record, file, ...validation }) => ({
      ...validation,
      ...(record && { record: { ...record, value: LONG_VALUE } }),
      ...(file && { file: { ...file, content: LONG_VALUE } }),
    })),
  }),
  'odd-words': ({ validations, organization, ...order }) => ({
    ...order,
    reason: ODD_WORDS,
    reasonChinese: ODD_WORDS,
    validations: validations.map((validation) => ({
      ...validation,
      detail: ODD_WORDS,
      detailChinese: ODD_WORDS,
    })),
    organization: organization && {
      ...organization,
      steps: organization.steps.map((step) => ({ ...step, detail: ODD_WORDS, detailChinese: ODD_WORDS })),
    },
  }),
};

export const STRANGE_MODES = Object.keys(CHANGES) as HostileMode[];

/** Answers that tell of no order stay as they are. */
export function strangeAnswer(mode: HostileMode, answer: Answer): Answer {
  const change = CHANGES[mode];
  if (!change) return answer;
  const { json } = answer;
  if (isShown(json)) return { ...answer, json: change(json) };
  if (isList(json)) return { ...answer, json: { orders: json.orders.map((order) => change(order)) } };
  return answer;
}

function isShown(json: unknown): json is Shown {
  return typeof json === 'object' && json !== null && 'validations' in json;
}

function isList(json: unknown): json is { orders: readonly Shown[] } {
  return typeof json === 'object' && json !== null && 'orders' in json;
}

/** What a running workflow knows was stored, and finds no more: a database that was restored to another moment. */

/** `order`: its row. `submission`: its form and terms. `csr`: its CSR. `ca-reference`: that the CA took it. `revocation`: its row. */
export const MISSING_RECORDS = ['order', 'submission', 'csr', 'ca-reference', 'revocation'] as const;
export type MissingRecordKind = (typeof MISSING_RECORDS)[number];

/** Stands in histories: ids and the words above only. */
export interface MissingRecord {
  readonly record: MissingRecordKind;
  /** Of the order, or of the revocation. */
  readonly id: string;
}

const WORDS: Readonly<Record<MissingRecordKind, string>> = {
  order: 'the row of order',
  submission: 'the submitted form of order',
  csr: 'the CSR of order',
  'ca-reference': "the CA's reference of order",
  revocation: 'the row of revocation',
};

/** What is missing, why that can be, and who does what about it. */
export function describeMissing({ record, id }: MissingRecord): string {
  return (
    `The database does not have ${WORDS[record]} ${id}, which it had before: it was restored to an older moment. ` +
    'An operator restores a newer backup, or runs `sealflow doctor`.'
  );
}

/** Milliseconds until the record is looked for again: soon at first, once a minute in the end. The house's own. */
export function untilLookedForAgain(waitedMs: number): number {
  return Math.min(60_000, Math.max(2_000, Math.floor(waitedMs / 10)));
}

/** What of an order's papers is told where nobody may be named or reached: fields are named here, and what is not named stays out. */

/** Fields of an order's form. Labels are free text: people name people in them. A pasted CSR may name and reach somebody as well. */
const FORM_FIELDS = [
  ...['brand', 'type', 'names', 'validation', 'planYears', 'autoRenew', 'reuseConfiguration'],
  ...['reissueBeforeDays', 'reuseOrganizationOf'],
];
/** As an OV certificate has them; its street, telephone and registration are left out. */
const COMPANY_FIELDS = ['fullName', 'country', 'province', 'city'];
const CSR_FIELDS = ['mode', 'algorithm', 'hash'];

export function formWithoutPeople(form: unknown): unknown {
  if (!isObject(form)) return form ?? null;
  return {
    ...picked(form, FORM_FIELDS),
    ...(isObject(form.csr) && { csr: picked(form.csr, CSR_FIELDS) }),
    ...(isObject(form.company) && { company: picked(form.company, COMPANY_FIELDS) }),
  };
}

function picked(
  given: Readonly<Record<string, unknown>>,
  fields: readonly string[],
): Record<string, unknown> {
  return Object.fromEntries(fields.filter((field) => field in given).map((field) => [field, given[field]]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

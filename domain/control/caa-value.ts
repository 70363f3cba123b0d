/** The value of an `issue` or `issuewild` property of CAA, by the grammar of RFC 8659, section 4.2. Pure. */

export interface IssueValue {
  /** Lower case; '' where the value names nobody, such as `;`. */
  readonly issuer: string;
  /** Tags in lower case. */
  readonly parameters: readonly IssueParameter[];
}

export interface IssueParameter {
  readonly tag: string;
  readonly value: string;
}

/** Of an issuer's domain name, and of a parameter's tag. */
const LABEL = /^[a-z0-9]+(?:-+[a-z0-9]+)*$/i;
const PARAMETER_VALUE = /^[\x21-\x3a\x3c-\x7e]*$/;

/** Undefined where the grammar is broken: such a property permits nobody (section 4.2). */
export function parseIssueValue(value: string): IssueValue | undefined {
  const [issuer = '', ...rest] = value.split(';').map(withoutBlanks);
  if (issuer !== '' && !issuer.split('.').every((label) => LABEL.test(label))) return undefined;
  // One semicolon may end the value; a further one has to have a parameter behind it.
  const given = rest.length === 1 && rest[0] === '' ? [] : rest;
  const parameters = given.map(parseParameter);
  if (!parameters.every((parameter) => parameter !== undefined)) return undefined;
  return { issuer: issuer.toLowerCase(), parameters };
}

function parseParameter(text: string): IssueParameter | undefined {
  const equals = text.indexOf('=');
  if (equals < 0) return undefined;
  const tag = withoutBlanks(text.slice(0, equals));
  const value = withoutBlanks(text.slice(equals + 1));
  return LABEL.test(tag) && PARAMETER_VALUE.test(value) ? { tag: tag.toLowerCase(), value } : undefined;
}

/** Spaces and tabs only (WSP of RFC 5234); by hand, since a pattern would walk long runs of blanks again and again. */
function withoutBlanks(text: string): string {
  const isBlank = (at: number) => text[at] === ' ' || text[at] === '\t';
  let [start, end] = [0, text.length];
  while (start < end && isBlank(start)) start += 1;
  while (end > start && isBlank(end - 1)) end -= 1;
  return text.slice(start, end);
}

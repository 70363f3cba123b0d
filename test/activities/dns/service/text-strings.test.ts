/** TXT values as services write them. */
import { describe, expect, it } from 'vitest';
import {
  quotedStrings,
  unquotedStrings,
  type EscapeRadix,
} from '../../../../activities/dns/service/text-strings.js';

const VALUES = [
  '',
  'plain',
  'a "quoted" \\ part',
  'v'.repeat(255),
  'v'.repeat(256),
  'v'.repeat(1_000),
  '例子;tab\t',
];

describe.each<EscapeRadix>([10, 8])('in radix %s', (radix) => {
  it.each(VALUES)('%j is read as it was written', (value) => {
    expect(unquotedStrings(quotedStrings(value, radix), radix)).toBe(value);
  });
});

describe('what is written', () => {
  it('has strings of 255 octets at most', () => {
    expect(quotedStrings('v'.repeat(300))).toBe(`"${'v'.repeat(255)}" "${'v'.repeat(45)}"`);
  });

  it('has octets beyond ASCII as numbers, in the radix asked for', () => {
    expect(quotedStrings('é')).toBe('"\\195\\169"');
    expect(quotedStrings('é', 8)).toBe('"\\303\\251"');
  });
});

it.each([
  ['without quotes as it stands', 'v=spf1 -all', 'v=spf1 -all'],
  ['of several strings as one value', '"one" "two"', 'onetwo'],
  ['with a quote within', '"say \\"hi\\""', 'say "hi"'],
])('what is written %s is read', (_how, written, value) => {
  expect(unquotedStrings(written)).toBe(value);
});

/** What the guide tells beside a form and a wait: for which product, of which section, in both languages, numbers masked. */
import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../../domain/catalogue/rows.js';
import { VALIDATION_METHODS } from '../../../domain/catalogue/words.js';
import { hintsOfForm, hintsOfWait, needsReach } from '../../../domain/orders/form-hints.js';
import { maskedMail, maskedPhone, maskedReach } from '../../../domain/organization/reach.js';
import { WAITS } from '../../../domain/waits.js';
import { latinSentences } from '../../support/latin-sentences.js';
import { CONTACT, MANAGER, PHONE_CHANNEL } from '../../support/organizations.js';

const REACH = maskedReach({ manager: MANAGER, contact: CONTACT, organizationCheck: PHONE_CHANNEL });

function english(form: Parameters<typeof hintsOfForm>[0]): string {
  return hintsOfForm(form)
    .map(({ text }) => text.en)
    .join('\n');
}

describe('beside a form', () => {
  it.each([
    [{ brand: 'trustasia', type: 'dv', kind: 'single' }, /`www` is included/],
    [{ brand: 'trustasia', type: 'dv', kind: 'multi' }, /list the `www` names/],
    [{ brand: 'trustasia', type: 'dv', kind: 'wildcard' }, /also covers `example\.com`/],
    [{ brand: 'trustasia', type: 'dv' }, /can't be changed once the order is submitted/],
    [{ brand: 'trustasia', type: 'dv' }, /at least 6 characters, no space/],
    [{ brand: 'trustasia', type: 'dv', validation: 'manual-dns' }, /within 1 to 5 minutes/],
    [{ brand: 'trustasia', type: 'dv-free' }, /for tests only; it is issued within 24 hours/],
    [{ brand: 'trustasia', type: 'dv-free' }, /e-mail address is required/],
    [{ brand: 'wotrus', type: 'ov', reach: REACH }, /come from WoTrus.*spam folder/],
    [{ brand: 'geotrust', type: 'ov', reach: REACH }, /phone the company on the number on public record/],
    [{ brand: 'dnspod', type: 'ov', reach: REACH }, /phone the order's contact.*mail.*spam folder/],
  ] as const)('%j', (form, words) => {
    expect(english(form)).toMatch(words);
  });

  it.each([
    [{ brand: 'trustasia', type: 'dv' }, /free|tests only|required/],
    [{ brand: 'trustasia', type: 'dv', validation: 'file' }, /minutes/],
    [{ brand: 'wotrus', type: 'dv' }, /e-mails|phone/],
  ] as const)('%j says nothing of what it has not', (form, words) => {
    expect(english(form)).not.toMatch(words);
  });

  it.each(CATALOGUE)('of $brand $certificateType: no English in the Chinese, each of a section', (row) => {
    for (const kind of row.kinds)
      for (const validation of VALIDATION_METHODS)
        for (const reach of [undefined, REACH]) {
          const { brand, certificateType: type } = row;
          const hints = hintsOfForm({ brand, type, kind, validation, ...(reach && { reach }) });
          for (const { section, text } of hints) {
            expect(section).toMatch(/^[3-8][a-e]?$/);
            expect(latinSentences(text.zh)).toEqual([]);
            expect(text.en).not.toMatch(/\p{Script=Han}/u);
          }
        }
  });
});

describe('while an order waits', () => {
  it('names nobody in full', () => {
    for (const waitingOn of WAITS) {
      const texts = hintsOfWait({ brand: 'wotrus', type: 'ov', waitingOn, reach: REACH });
      for (const { zh, en } of texts) {
        for (const secret of [CONTACT.email, CONTACT.phone, MANAGER.email, MANAGER.phone])
          expect(`${zh} ${en}`).not.toContain(secret);
        expect(latinSentences(zh)).toEqual([]);
      }
      if (texts.some(({ en }) => en.includes('***'))) expect(needsReach(waitingOn)).toBe(true);
    }
  });

  it.each([
    ['subscriber-emails', /come from WoTrus, the CA, not from here, to the order's contact \(.\*\*\*@/],
    ['ca-phone-call', /on the number ending \*\*\*\d{4}/],
    ['subscriber-dns', /1 to 5 minutes/],
  ] as const)('for %s', (waitingOn, words) => {
    const [hint] = hintsOfWait({ brand: 'wotrus', type: 'ov', waitingOn, reach: REACH });
    expect(hint?.en).toMatch(words);
  });
});

describe('masked', () => {
  it('are mailboxes and numbers', () => {
    expect(maskedMail('li.wei@example.com')).toBe('l***@example.com');
    expect(maskedPhone('+86 138 0013 8000')).toBe('***8000');
    expect(maskedPhone('12345')).toBe('***45');
  });

  it('is the manager where the contact is none of its own, and nobody whose copy is not there', () => {
    expect(maskedReach({ manager: MANAGER, contact: 'same-as-manager' }).contact?.email).toBe(
      maskedMail(MANAGER.email),
    );
    expect(maskedReach({ manager: { existing: 'ct_1' } })).toEqual({});
  });
});

/** "Step 3 of 6": which steps each product has, and which of them each wait belongs to. */
import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../../domain/catalogue/rows.js';
import { VALIDATION_METHODS } from '../../../domain/catalogue/words.js';
import { ORDER_STEPS } from '../../../domain/orders/step-words.js';
import { stepReached, stepsOf, stepText, wordsOfStep } from '../../../domain/orders/steps.js';
import { ORGANIZATION_RULES, WAITS_OF_STEP } from '../../../domain/organization/ways.js';
import { ORDER_WAITS } from '../../../domain/waits.js';
import { latinSentences } from '../../support/latin-sentences.js';

describe('the steps', () => {
  it.each([
    ['trustasia', 'dv-free', false, 'form domain issuance certificate'],
    ['trustasia', 'dv', true, 'form payment domain issuance certificate'],
    ['wotrus', 'ov', true, 'form payment domain emails issuance certificate'],
    ['geotrust', 'ov', true, 'form payment domain public-record issuance certificate'],
    ['globalsign', 'ev', false, 'form domain letter issuance certificate'],
    ['dnspod', 'ov', true, 'form payment domain phone-and-mailbox issuance certificate'],
    // The form goes up before the names are validated (ordering rules, section 6d).
    ['dnspod-sm2', 'ov', true, 'form payment application-form domain review issuance certificate'],
  ] as const)('of %s %s', (brand, type, isPaid, steps) => {
    expect(stepsOf({ brand, type, isPaid }).join(' ')).toBe(steps);
  });

  it('have words in both languages, without English in the Chinese', () => {
    const words = [
      ...ORDER_STEPS.map((step) => wordsOfStep(step)),
      ...VALIDATION_METHODS.map((method) => wordsOfStep('domain', method)),
    ];
    for (const { zh, en } of words) {
      expect(latinSentences(zh)).toEqual([]);
      expect(en).not.toMatch(/\p{Script=Han}/u);
    }
  });
});

describe('an order that waits', () => {
  const products = CATALOGUE.map(({ brand, certificateType: type, organizationValidation }) => ({
    brand,
    type,
    way: organizationValidation,
  }));

  it.each(products)('for anything of $brand $type is in one of its steps', ({ brand, type, way }) => {
    const ofCompany =
      way === 'none'
        ? []
        : ORGANIZATION_RULES[way].steps.flatMap((step) => Object.values(WAITS_OF_STEP[step]));
    for (const waitingOn of [...ORDER_WAITS, ...ofCompany]) {
      const reached = stepReached({ brand, type, isPaid: true, state: 'validating', waitingOn });
      expect({ waitingOn, number: reached?.number }).toEqual({
        waitingOn,
        number: expect.any(Number) as number,
      });
      expect(reached?.number).toBeGreaterThan(0);
      expect(reached?.number).toBeLessThanOrEqual(reached?.of ?? 0);
    }
  });

  it('for approval is at a step of its own, before anything is paid', () => {
    const product = { brand: 'trustasia', type: 'dv', isPaid: true, needsApproval: true } as const;
    expect(stepsOf(product).join(' ')).toBe('form approval payment domain issuance certificate');
    expect(stepReached({ ...product, state: 'validating', waitingOn: 'approver-decision' })).toEqual({
      step: 'approval',
      number: 2,
      of: 6,
    });
  });

  it('for a letter is at step 4 of 6', () => {
    expect(
      stepText({
        brand: 'globalsign',
        type: 'ov',
        isPaid: true,
        state: 'validating',
        waitingOn: 'subscriber-letter',
      }),
    ).toEqual({
      en: 'Step 4 of 6: upload the stamped confirmation letter, which the CA reviews',
      zh: '第 4 步,共 6 步:上传盖章的确认函,由 CA 审核',
    });
  });

  it.each(['cancelled', 'rejected', 'expired'] as const)('no more, being %s, is at none', (state) => {
    expect(
      stepText({ brand: 'trustasia', type: 'dv', isPaid: true, state, waitingOn: null }),
    ).toBeUndefined();
  });

  it('no more, being issued, is at the last', () => {
    const order = { brand: 'trustasia', type: 'dv', isPaid: true, state: 'issued', waitingOn: null } as const;
    expect(stepReached(order)).toEqual({ step: 'certificate', number: 5, of: 5 });
  });
});

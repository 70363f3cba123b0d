/** The number every Chinese company is registered under, and whether it can be one (GB 32100-2015). */

/** GB 32100-2015, table 1: digits and capital letters without I, O, S, V and Z; a character's place is its value. */
const CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const CODE = /^[0-9A-HJ-NP-RTUWXY]{18}$/;

/** 18 characters, the last of which follows from the others (GB 32100-2015, section 4.5: weights are powers of 3, modulo 31). */
export function isUnifiedSocialCreditCode(text: string): boolean {
  return CODE.test(text) && text.charAt(17) === checkCharacter(text);
}

function checkCharacter(code: string): string {
  let sum = 0;
  let weight = 1;
  for (const character of code.slice(0, 17)) {
    sum += CHARACTERS.indexOf(character) * weight;
    weight = (weight * 3) % CHARACTERS.length;
  }
  return CHARACTERS.charAt((CHARACTERS.length - (sum % CHARACTERS.length)) % CHARACTERS.length);
}

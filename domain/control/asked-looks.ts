/** Which steps of an order look at once where people ask for it; those of every other step go their own way. */

/** Activities, by name, that a request to look cuts short and begins anew (workflows/requests.ts). */
const LOOKED_AT_ON_REQUEST: ReadonlySet<string> = new Set([
  'holdPayment',
  'prepareAndPlace',
  'placeOrder',
  'publishValidations',
  'publishAndConfirm',
  'confirmDomainControl',
  'obtainValidations',
  'collectCertificate',
  'lookAtOrganization',
  'renewOrganization',
  'awaitOrganization',
  'handInLetter',
  'handInDetails',
]);

/** Is a request to look now taken while this activity is tried? */
export function looksOnRequest(activity: string): boolean {
  return LOOKED_AT_ON_REQUEST.has(activity);
}

/** Words of a company's check that forms, orders and commands share. */

/** Where a CA may find the number or the address on public record (ordering rules, section 6b). */
export const CHANNEL_SOURCES = [
  'enterprise-credit-annual-report',
  'enterprise-credit-registration',
  'official-site',
  'baidu-map',
  'other-public',
] as const;

/** How the CA's call, or its letter to the address on public record, was met (ordering rules, section 6a, b and e). */
export const PHONE_RESULTS = ['answered', 'missed'] as const;
export type PhoneResult = (typeof PHONE_RESULTS)[number];

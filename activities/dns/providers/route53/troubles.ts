/** Route 53's codes (docs.aws.amazon.com/Route53/latest/APIReference, "Common Errors" and each action's), and what they mean to us. */
import type { DnsServiceTrouble } from '../../../../domain/dns-failure-texts.js';
import { troublesOf } from '../../service/troubles.js';

/** What was to be changed is not as it was told, or not there. */
export const CHANGED = ['InvalidChangeBatch'];

export const ROUTE53_TROUBLES = troublesOf('route53', {
  InvalidClientTokenId: 'key-unknown',
  UnrecognizedClientException: 'key-unknown',
  MissingAuthenticationToken: 'key-unknown',
  ExpiredToken: 'key-unknown',
  CredentialsProviderError: 'key-unknown',
  SignatureDoesNotMatch: 'wrong-secret',
  IncompleteSignature: 'wrong-secret',
  RequestExpired: 'clock-off',
  AccessDenied: 'right-missing',
  AccessDeniedException: 'right-missing',
  OptInRequired: 'right-missing',
  NoSuchHostedZone: 'zone-missing',
  InvalidChangeBatch: 'changed-meanwhile',
  PriorRequestNotComplete: 'rate-limited',
  Throttling: 'rate-limited',
  ThrottlingException: 'rate-limited',
  RequestLimitExceeded: 'rate-limited',
  ServiceUnavailable: 'failing',
  InternalFailure: 'failing',
  InternalError: 'failing',
});

/** A clock that is off has the code of a wrong secret: `Signature expired: … is now earlier than …`, `Signature not yet current`. */
export function troubleInWords(code: string, words: string): DnsServiceTrouble | undefined {
  return code === 'SignatureDoesNotMatch' && /signature (?:expired|not yet current)/i.test(words)
    ? 'clock-off'
    : undefined;
}

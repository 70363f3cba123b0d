/** Cloudflare's codes (developers.cloudflare.com/api, "Error codes"; fundamentals/api/troubleshooting), and what they mean to us. */
import { troublesOf } from '../../service/troubles.js';

/** Identical record already exists. */
export const EXISTS = ['81057', '81058'];
/** Record does not exist. */
export const GONE = ['81044'];

export const CLOUDFLARE_TROUBLES = troublesOf('cloudflare', {
  // Authentication error: the token is known, and not for this.
  '10000': 'right-missing',
  // Invalid access token; invalid request headers; invalid format of the Authorization header; unknown token.
  '9109': 'key-unknown',
  '6003': 'key-unknown',
  '6111': 'key-unknown',
  '1000': 'key-unknown',
  // No such zone, or none of this token's.
  '7000': 'zone-missing',
  '7003': 'zone-missing',
  '1001': 'zone-missing',
  // A record of another type stands at the host; a CNAME does.
  '81053': 'name-taken',
  '81054': 'name-taken',
  '81045': 'quota-full',
  '9021': 'ttl-refused',
});

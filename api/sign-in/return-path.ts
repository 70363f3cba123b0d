/** Where somebody goes on after signing in: a page of this site and no other, whatever the link said. */
import { Refusal, refusalDetails } from '../../domain/refusals.js';

/** The house's own: longer than any address of ours. */
const LONGEST = 2_000;

/** A host that no request is ever sent to: what leads to another one leaves the site. */
const NOWHERE = 'https://sealflow.invalid';

/**
 * Path and query as a browser would follow them, to stand behind our own origin. Browsers take `\` for `/`, leave out line breaks and
 * follow `.` and `..` (URL Standard, section 4.4): `/\host`, `/.//host` and the like lead elsewhere. Throws Refusal `InvalidInput`.
 */
export function returnPathOf(given: string | undefined, fallback: string): string {
  if (given === undefined || given === '') return fallback;
  const isPath = given.length <= LONGEST && /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(given);
  const url = isPath && URL.canParse(given, NOWHERE) ? new URL(given, NOWHERE) : undefined;
  if (!url || url.origin !== NOWHERE || url.pathname.startsWith('//')) throw leadsElsewhere();
  return `${url.pathname}${url.search}`;
}

function leadsElsewhere(): Refusal {
  return new Refusal(
    refusalDetails('InvalidInput', {
      field: 'returnTo',
      message: {
        zh: '登录后要前往的地址不在本站',
        en: 'The address to go on to is not one of this site',
      },
      accepted: { zh: '本站的路径,例如 /sign-in/device', en: 'a path of this site, such as /sign-in/device' },
    }),
  );
}

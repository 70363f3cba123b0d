/** Each name of a form that is still being filled in: as it will be written, what comes along with it, and what is wrong with it. */
import { domainToUnicode } from 'node:url';
import { certificateNamesOf } from '../catalogue/complimentary.js';
import type { Brand } from '../catalogue/words.js';
import { isIpAddress, isWildcard } from '../names/forms.js';
import type { CertificateKind } from '../names/kinds.js';
import { parseNames, type NameLimits } from '../names/name-list.js';
import type { RefusalDetails } from '../refusals.js';

export interface JudgedName {
  /** As it was written. */
  readonly given: string;
  /** A-label, lower case; null where it can't be read. */
  readonly name: string | null;
  /** As people read it; the same as `name` where that is ASCII alone. */
  readonly unicode: string | null;
  /** What the certificate covers besides because of it. */
  readonly alsoCovers: readonly string[];
  /** Another name of the list that covers it already. */
  readonly coveredBy: string | null;
  readonly problem: RefusalDetails | null;
}

/** Of a list that is longer, the list itself is the problem: its names are not told one by one. */
const MOST_TOLD = 500;

interface KnownOfNames {
  readonly brand: Brand | undefined;
  readonly kind: CertificateKind | undefined;
  /** The good ones. */
  readonly names: readonly string[];
  readonly problems: readonly RefusalDetails[];
}

export function judgedNames(
  given: readonly string[],
  limits: NameLimits,
  { brand, kind, names, problems }: KnownOfNames,
): JudgedName[] {
  return given.slice(0, MOST_TOLD).map((text, index) => {
    const [name] = parseNames([text], { ...limits, maxNames: 1 }).names;
    const problem = problems.find(({ field }) => field === `names[${index}]`) ?? null;
    if (name === undefined)
      return { given: text, name: null, unicode: null, alsoCovers: [], coveredBy: null, problem };
    const along = brand && kind ? certificateNamesOf({ brand, kind, names: [name] }) : [];
    return {
      given: text,
      name,
      unicode: unicodeOf(name),
      alsoCovers: along.filter((covered) => covered !== name),
      coveredBy: names.find((other) => other !== name && covers(other, name, brand)) ?? null,
      problem,
    };
  });
}

function unicodeOf(name: string): string {
  if (isIpAddress(name)) return name;
  const labels = name.split('.').map((label) => (label === '*' ? label : domainToUnicode(label)));
  return labels.join('.');
}

/** A wildcard stands for one label, and for its base where the brand gives that along. */
function covers(wildcard: string, name: string, brand: Brand | undefined): boolean {
  if (!isWildcard(wildcard)) return false;
  const base = wildcard.slice(2);
  if (!isWildcard(name) && name.endsWith(`.${base}`) && !name.slice(0, -base.length - 1).includes('.'))
    return true;
  return (
    brand !== undefined && certificateNamesOf({ brand, kind: 'wildcard', names: [wildcard] }).includes(name)
  );
}

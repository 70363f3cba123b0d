/** What is to be published or served for each name (`DvAuthDetail`), and how they call the ways to prove control. */
import type { ValidationMethod } from '../catalogue/words.js';
import type { ValidationFile, ValidationRecord } from '../control/validations.js';
import { registrableDomain } from '../names/domain-names.js';

/** `VerifyType`. */
export const VERIFY_TYPES: Readonly<Record<ValidationMethod, string>> = {
  'auto-dns': 'DNS_AUTO',
  'manual-dns': 'DNS',
  file: 'FILE',
  'auto-file': 'FILE_PROXY',
};

/** Words that are taken; theirs are in capitals. */
export function methodOf(verifyType: string): ValidationMethod | undefined {
  const word = verifyType.toUpperCase();
  const found = Object.entries(VERIFY_TYPES).find(([, called]) => called === word);
  return found?.[0] as ValidationMethod | undefined;
}

interface Shown {
  readonly name: string;
  readonly record?: ValidationRecord | null | undefined;
  readonly file?: ValidationFile | null | undefined;
}

export interface DvAuth {
  readonly DvAuthKey: string;
  readonly DvAuthValue: string;
  /** The zone as it was registered: scripts make the record there. */
  readonly DvAuthDomain: string;
  /** Ends with `/`: scripts put the file at path and key. */
  readonly DvAuthPath: string;
  readonly DvAuthSubDomain: string;
  readonly DvAuthVerifyType: string;
}

/** One for each name that has a record or a file; official clients read no null in it. */
export function dvAuthsOf(validations: readonly Shown[]): DvAuth[] {
  return validations.flatMap(({ name, record, file }) => {
    if (record) return [ofRecord(record)];
    return file ? [ofFile(name, file)] : [];
  });
}

function ofRecord({ type, name, value }: ValidationRecord): DvAuth {
  const zone = registrableDomain(name) ?? name;
  const host = name === zone ? '@' : name.slice(0, -zone.length - 1);
  return {
    DvAuthKey: name,
    DvAuthValue: value,
    DvAuthDomain: zone,
    DvAuthPath: '',
    DvAuthSubDomain: host,
    DvAuthVerifyType: type,
  };
}

function ofFile(name: string, { url, content }: ValidationFile): DvAuth {
  const { path, key } = placeOf(url);
  return {
    DvAuthKey: key,
    DvAuthValue: content,
    DvAuthDomain: name,
    DvAuthPath: path,
    DvAuthSubDomain: '',
    DvAuthVerifyType: 'FILE',
  };
}

/** Directory, ending with `/`, and file name of a URL. */
export function placeOf(url: string): { readonly path: string; readonly key: string } {
  const { pathname } = new URL(url);
  const cut = pathname.lastIndexOf('/') + 1;
  return { path: pathname.slice(0, cut), key: pathname.slice(cut) };
}

/** The top level repeats the first entry; once nothing is to be shown the object stays, with nulls. */
export function dvAuthDetailOf(validations: readonly Shown[]): Readonly<Record<string, unknown>> {
  const auths = dvAuthsOf(validations);
  const [first] = auths;
  return {
    DvAuthKey: first?.DvAuthKey ?? null,
    DvAuthValue: first?.DvAuthValue ?? null,
    DvAuthDomain: first?.DvAuthDomain ?? null,
    DvAuthPath: first?.DvAuthPath ?? null,
    DvAuthKeySubDomain: first?.DvAuthSubDomain ?? '',
    DvAuths: auths.length === 0 ? null : auths,
  };
}

/** `DvRevokeAuthDetail`: the same of a revocation. */
export function revokeAuthsOf(validations: readonly Shown[]): readonly object[] {
  return validations.flatMap(({ name, record, file }) => {
    if (record) {
      const { DvAuthKey, DvAuthValue, DvAuthDomain, DvAuthPath, DvAuthSubDomain, DvAuthVerifyType } =
        ofRecord(record);
      return [{ DvAuthKey, DvAuthValue, DvAuthDomain, DvAuthPath, DvAuthSubDomain, DvAuthVerifyType }];
    }
    return file ? [ofFile(name, file)] : [];
  });
}

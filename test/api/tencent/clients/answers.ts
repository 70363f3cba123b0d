/** An answer with everything in it that an answer can have: texts, numbers, truth, lists, objects, and null. */
import { SSL_CONTRACT } from '../../../../domain/tencent/wire/contract/ssl.js';
import { fieldOf, type Contract, type Members } from '../../../../domain/tencent/wire/contract/types.js';

const CONTRACT: Contract = SSL_CONTRACT;

/** Of `DescribeCertificateDetail`: every field of the contract, null where that may be. */
export const DETAIL: Readonly<Record<string, unknown>> = {
  ...filled(CONTRACT.actions.DescribeCertificateDetail?.output ?? {}),
  Domain: 'www.example.com',
  Status: 1,
  ProjectId: '0',
  DvAuthDetail: {
    DvAuthKey: '_dnsauth.www.example.com',
    DvAuthValue: '202603011200',
    DvAuthDomain: 'example.com',
    DvAuthPath: '',
    DvAuthKeySubDomain: '_dnsauth.www',
    DvAuths: [
      {
        DvAuthKey: '_dnsauth.www.example.com',
        DvAuthValue: '202603011200',
        DvAuthDomain: 'example.com',
        DvAuthPath: '',
        DvAuthSubDomain: '_dnsauth.www',
        DvAuthVerifyType: 'TXT',
      },
    ],
  },
};

function filled(members: Members): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(members).map(([name, notation]) => [name, value(name, notation)]));
}

function value(name: string, notation: string): unknown {
  const { kind, list, nullable } = fieldOf(notation);
  if (nullable && !list) return null;
  const single = (): unknown => {
    if (kind === 'string' || kind === 'datetime') return `${name} 值`;
    if (kind === 'bool') return true;
    return kind.endsWith('int64') ? 7 : filled(CONTRACT.objects[kind] ?? {});
  };
  return list ? [single(), single()] : single();
}

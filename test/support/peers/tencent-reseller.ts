// The reseller's API as far as an adapter asks for it (tencent-ssl-api): signature, envelope and statuses, one account, bad days on demand.
import { webcrypto } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { DomainValidation } from '../../../domain/control/validations.js';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  Pkcs10CertificateRequest,
  SubjectAlternativeNameExtension,
} from '../../../domain/certificates/x509-engine.js';
import { registrableDomain } from '../../../domain/names/domain-names.js';
import { tencentProduct } from '../../../domain/tencent/products.js';
import { tc3Verdict } from '../cloud-signatures.js';
import { createTwoTierCa } from '../two-tier-ca.js';

export const RESELLER_KEY = { secretId: 'AKIDtest', secretKey: 'secret-of-this-test' } as const;

/** What goes wrong with calls of one action. `before`: nothing was done. `after`, `fails`: it was done. `late`: it is done a while later.
 * `held`: it is neither done nor answered before `release`. */
export interface BadDay {
  readonly action: string;
  readonly how:
    | 'dropped-before'
    | 'dropped-after'
    | 'fails-after'
    | 'internal-after'
    | 'late'
    | 'twice'
    | 'refused'
    | 'held';
  /** Of `refused`. */
  readonly code?: string;
  /** How many calls; default 1. */
  times?: number;
}

type Auth = Readonly<
  Record<
    'DvAuthKey' | 'DvAuthValue' | 'DvAuthDomain' | 'DvAuthPath' | 'DvAuthSubDomain' | 'DvAuthVerifyType',
    string
  >
>;

export interface Bought {
  id: string;
  productId: number;
  domainCount: number;
  years: number;
  status: number;
  statusMessage: string;
  alias: string;
  tags: { TagKey: string; TagValue: string }[];
  insertedAt: number;
  information: Record<string, unknown>;
  verifyType: string;
  token: string;
  auths: Auth[] | null;
  revokeAuths: Auth[];
  letters: string[];
  pem: string;
  replacedBy?: string;
  detail: Record<string, unknown>;
}

export interface Reseller {
  readonly url: string;
  readonly certificates: Map<string, Bought>;
  /** The actions that were asked for, in their order. */
  readonly calls: { action: string; asked: Record<string, unknown> }[];
  readonly badDays: BadDay[];
  /** Keeps what a purchase is tagged with? */
  keepsTags: boolean;
  /** What time it is there. */
  now(): number;
  /** What was bought late comes in. */
  deliverLate(): void;
  /** What is held is done, and answered. */
  release(): void;
  publish(validations: readonly DomainValidation[]): void;
  publishWrong(validations: readonly DomainValidation[]): void;
  /** The CA's people are done: it is issued. */
  approve(id: string): Promise<void>;
  root(): string;
  stop(): Promise<void>;
}

type Asked = Record<string, unknown>;

class Refused extends Error {
  constructor(
    readonly code: string,
    message = code,
  ) {
    super(message);
  }
}

const KEY_OF_CSRS = { name: 'ECDSA', namedCurve: 'P-256' };

const LETTER_BRANDS = ['globalsign', 'cfca', 'dnspod-sm2'];

export async function startReseller(): Promise<Reseller> {
  const ca = await createTwoTierCa('ecc', new Date(), 'Reseller');
  const certificates = new Map<string, Bought>();
  const published = new Map<string, string>();
  const late: (() => void)[] = [];
  const held: (() => void)[] = [];
  let ids = 0;
  const tokenOf = () => `t${Math.random().toString(36).slice(2)}${ids}`;

  const reseller: Reseller = {
    url: '',
    certificates,
    calls: [],
    badDays: [],
    keepsTags: true,
    now: () => Date.now(),
    deliverLate: () => late.splice(0).forEach((deliver) => deliver()),
    release: () => held.splice(0).forEach((release) => release()),
    publish: (validations) => put(validations, (value) => value),
    publishWrong: (validations) => put(validations, () => 'something-else'),
    approve: (id) => issue(called(id)),
    root: () => ca.rootPem,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  function put(validations: readonly DomainValidation[], valueOf: (value: string) => string): void {
    for (const { record, file } of validations) {
      if (record) published.set(record.name, valueOf(record.value));
      if (file) published.set(file.url, valueOf(file.content));
    }
  }

  function sell({ ProductId, DomainNum, TimeSpan, Tags }: Asked): Bought {
    const product = tencentProduct(Number(ProductId));
    if (!product || product.type === 'dv-free') throw new Refused('FailedOperation.InvalidParam');
    ids += 1;
    const sold: Bought = {
      id: `C${String(ids).padStart(3, '0')}${Math.random().toString(36).slice(2, 6).padEnd(4, 'x')}`,
      productId: Number(ProductId),
      domainCount: Number(DomainNum),
      years: Number(TimeSpan),
      status: 5,
      statusMessage: '',
      alias: '',
      tags: reseller.keepsTags ? ((Tags ?? []) as Bought['tags']) : [],
      insertedAt: reseller.now(),
      information: {},
      verifyType: '',
      token: '',
      auths: null,
      revokeAuths: [],
      letters: [],
      pem: '',
      detail: {},
    };
    certificates.set(sold.id, sold);
    return sold;
  }

  function called(id: unknown): Bought {
    const found = certificates.get(String(id));
    if (!found) throw new Refused('FailedOperation.CertificateNotFound');
    return found;
  }

  const namesOf = ({ information }: Bought): string[] =>
    [information.CertCommonName, ...((information.DnsNames as string[] | undefined) ?? [])].map(String);

  function askForProofs(bought: Bought): void {
    const bases = [...new Set(namesOf(bought).map((name) => name.replace(/^\*\./, '')))];
    bought.auths = bases.map((name) => {
      const zone = registrableDomain(name) ?? name;
      if (bought.verifyType === 'FILE')
        return {
          DvAuthKey: 'fileauth.txt',
          DvAuthValue: bought.token,
          DvAuthDomain: name,
          DvAuthPath: '/.well-known/pki-validation/',
          DvAuthSubDomain: '',
          DvAuthVerifyType: 'FILE',
        };
      const host = `_dnsauth.${name}`;
      return {
        DvAuthKey: host,
        DvAuthValue: bought.token,
        DvAuthDomain: zone,
        DvAuthPath: '',
        DvAuthSubDomain: host.slice(0, -zone.length - 1),
        DvAuthVerifyType: 'TXT',
      };
    });
  }

  const placeOf = (auth: Auth) =>
    auth.DvAuthVerifyType === 'FILE'
      ? `http://${auth.DvAuthDomain}${auth.DvAuthPath}${auth.DvAuthKey}`
      : auth.DvAuthKey;

  async function issue(bought: Bought): Promise<void> {
    const csr = new Pkcs10CertificateRequest(String(bought.information.Csr));
    const leaf = await ca.sign({
      notBefore: new Date(Date.now() - 60_000),
      days: 90,
      publicKey: await webcrypto.subtle.importKey('spki', csr.publicKey.rawData, KEY_OF_CSRS, true, [
        'verify',
      ]),
      extensions: [
        new BasicConstraintsExtension(false),
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
        new SubjectAlternativeNameExtension(namesOf(bought).map((value) => ({ type: 'dns', value }))),
      ],
    });
    bought.pem = `${leaf.toString('pem')}\n${ca.issuingPem}\n`;
    bought.status = 1;
    bought.statusMessage = '';
    bought.auths = null;
  }

  const actions: Record<string, (asked: Asked) => unknown> = {
    CreateCertificate: (asked) => {
      const { id } = sell(asked);
      return { CertificateIds: [id], DealIds: ['20260101'], ResourceIds: ['ssl-x'] };
    },
    ModifyCertificateAlias: ({ CertificateId, Alias }) => {
      called(CertificateId).alias = String(Alias);
      return { CertificateId };
    },
    ModifyCertificateProject: ({ CertificateIdList }) => ({ SuccessCertificates: CertificateIdList }),
    CertificateInfoSubmit: (asked) => {
      const bought = called(asked.CertId);
      if (bought.status !== 5) throw new Refused('FailedOperation.CertificateInfoSubmitStatusInvalid');
      if (/^\d+\.\d+/.test(String(asked.CertCommonName)))
        throw new Refused('FailedOperation.CertificateInfoSubmitDomainInvalid');
      if (asked.CompanyType === 1 && !asked.ContactEmail)
        throw new Refused('FailedOperation.CertificateInfoSubmitContactEmailEmpty');
      bought.information = asked;
      return {};
    },
    CertificateOrderSubmit: ({ CertId, VerifyType }) => {
      const bought = called(CertId);
      if (bought.status !== 5 || bought.information.Csr === undefined)
        throw new Refused('FailedOperation.InvalidCertificateStatusCode');
      bought.verifyType = String(VerifyType);
      bought.token = tokenOf();
      const { brand = '', type = '' } = tencentProduct(bought.productId) ?? {};
      const wantsLetter = LETTER_BRANDS.includes(brand) && type !== 'dv';
      bought.status = wantsLetter ? 8 : 0;
      bought.statusMessage = wantsLetter ? '' : 'PENDING-DCV';
      if (!wantsLetter) askForProofs(bought);
      return { OrderId: 'order', Status: bought.status, IsAudited: false };
    },
    UploadConfirmLetter: ({ CertificateId, ConfirmLetter }) => {
      const bought = called(CertificateId);
      if (bought.status !== 8) throw new Refused('FailedOperation.InvalidCertificateStatusCode');
      if (String(ConfirmLetter).length < 8)
        throw new Refused('FailedOperation.ConfirmLetterTooSmall', '文件过小');
      bought.letters.push(String(ConfirmLetter));
      bought.status = 0;
      bought.statusMessage = 'PENDING-DCV';
      askForProofs(bought);
      return { CertificateId, IsSuccess: true };
    },
    CompleteCertificate: async ({ CertificateId }) => {
      const bought = called(CertificateId);
      if (bought.status !== 0) throw new Refused('FailedOperation.CertificateNotFoundOrAudited');
      const isShown = (bought.auths ?? []).every((auth) => published.get(placeOf(auth)) === auth.DvAuthValue);
      const { type = '' } = tencentProduct(bought.productId) ?? {};
      if (isShown && bought.auths && type === 'dv') await issue(bought);
      return { CertificateId };
    },
    CheckCertificateDomainVerification: ({ CertificateId }) => {
      const bought = called(CertificateId);
      const isIssued = bought.status === 1;
      const names = isIssued ? namesOf(bought) : (bought.auths ?? []);
      return {
        VerificationResults: names.map((each) => {
          if (typeof each === 'string') return { Domain: each, LocalCheck: 1, CaCheck: 2, Issued: true };
          const found = published.get(placeOf(each));
          const local = found === each.DvAuthValue ? 1 : found === undefined ? -1 : -2;
          return {
            Domain:
              each.DvAuthVerifyType === 'FILE' ? each.DvAuthDomain : each.DvAuthKey.replace('_dnsauth.', ''),
            VerifyType: bought.verifyType,
            LocalCheck: local,
            CaCheck: local === 1 ? 2 : -1,
            LocalCheckFailReason: local === 1 ? '' : 'txt record not found',
            CheckValue: [],
            Frequently: false,
            Issued: false,
          };
        }),
      };
    },
    CancelAuditCertificate: ({ CertificateId }) => {
      const bought = called(CertificateId);
      if (![0, 4, 8].includes(bought.status))
        throw new Refused('FailedOperation.CertificateNotFoundOrCantCancel');
      bought.status = 7;
      bought.auths = null;
      return { Result: true };
    },
    CancelCertificateOrder: ({ CertificateId }) => {
      const bought = called(CertificateId);
      if (bought.status !== 5) throw new Refused('FailedOperation.CancelOrderFailed');
      bought.status = 7;
      return { CertificateId };
    },
    ModifyCertificateResubmit: ({ CertificateId }) => {
      const bought = called(CertificateId);
      if (![2, 7].includes(bought.status))
        throw new Refused('FailedOperation.CertificateStatusNotAllowResubmit');
      bought.status = 5;
      return { CertificateId };
    },
    ReplaceCertificate: ({ CertificateId, CsrContent, ValidType }) => {
      const before = called(CertificateId);
      if (before.status !== 1) throw new Refused('FailedOperation.InvalidCertificateStatusCode');
      if (before.replacedBy !== undefined) throw new Refused('FailedOperation.OrderAlreadyReplaced');
      const anew = sell({
        ProductId: before.productId,
        DomainNum: before.domainCount,
        TimeSpan: before.years,
      });
      Object.assign(anew, {
        status: 11,
        statusMessage: 'PENDING-DCV',
        information: { ...before.information, Csr: CsrContent },
        verifyType: String(ValidType),
        token: tokenOf(),
      });
      askForProofs(anew);
      before.replacedBy = anew.id;
      return { CertificateId: anew.id };
    },
    RevokeCertificate: ({ CertificateId }) => {
      const bought = called(CertificateId);
      if (bought.status !== 1) throw new Refused('FailedOperation.InvalidCertificateStatusCode');
      bought.status = 9;
      return { RevokeDomainValidateAuths: [] };
    },
    UploadRevokeLetter: ({ CertificateId }) => {
      called(CertificateId).status = 9;
      return { CertificateId, IsSuccess: true };
    },
    DescribeCertificate: ({ CertificateId }) => {
      const bought = called(CertificateId);
      const [domain, ...others] = namesOf(bought);
      return {
        CertificateId,
        Status: bought.status,
        StatusName: '',
        StatusMsg: bought.statusMessage,
        Alias: bought.alias,
        PackageType: String(bought.productId),
        Domain: bought.information.CertCommonName === undefined ? null : domain,
        SubjectAltName: bought.information.CertCommonName === undefined ? null : [domain, ...others],
        VerifyType: bought.verifyType,
        CertBeginTime: null,
        CertificateExtra: {
          DomainNumber: String(bought.domainCount),
          ReplacedBy: bought.replacedBy ?? '',
          ReplacedFor: '',
        },
        DvAuthDetail: { DvAuthKey: null, DvAuthValue: null, DvAuthKeySubDomain: '', DvAuths: bought.auths },
        DvRevokeAuthDetail: bought.revokeAuths,
      };
    },
    DescribeCertificateDetail: ({ CertificateId }) => {
      const bought = called(CertificateId);
      return {
        CertificateId,
        Status: bought.status,
        CertificatePublicKey: bought.pem === '' ? null : bought.pem,
        RootCert: { Standard: bought.pem === '' ? null : ca.rootPem },
        ...bought.detail,
      };
    },
    DescribeCertificates: ({ Offset = 0, Limit = 10, SearchKey, CertificateStatus, Tags }) => {
      const rows = [...certificates.values()]
        .filter(({ alias, id }) => typeof SearchKey !== 'string' || `${alias} ${id}`.includes(SearchKey))
        .filter(({ status }) => !CertificateStatus || (CertificateStatus as number[]).includes(status))
        .filter(({ tags }) =>
          ((Tags ?? []) as Bought['tags']).every(({ TagKey, TagValue }) =>
            tags.some((tag) => tag.TagKey === TagKey && tag.TagValue === TagValue),
          ),
        )
        .sort((one, other) => other.insertedAt - one.insertedAt)
        .map((bought) => ({
          CertificateId: bought.id,
          Status: bought.status,
          Alias: bought.alias,
          PackageType: String(bought.productId),
          InsertTime: new Date(bought.insertedAt + 8 * 3_600_000)
            .toISOString()
            .slice(0, 19)
            .replace('T', ' '),
          CertificateExtra: { DomainNumber: String(bought.domainCount) },
          Tags: bought.tags,
        }));
      const from = Number(Offset);
      return { TotalCount: rows.length, Certificates: rows.slice(from, from + Number(Limit)) };
    },
  };

  function takeBadDay(action: string): BadDay | undefined {
    const at = reseller.badDays.findIndex((day) => day.action === action);
    const day = reseller.badDays[at];
    if (!day) return undefined;
    day.times = (day.times ?? 1) - 1;
    if (day.times <= 0) reseller.badDays.splice(at, 1);
    return day;
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const { method = '', url: target = '', headers } = request;
    const action = String(headers['x-tc-action']);
    const answer = (told: object) =>
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ Response: { ...told, RequestId: '14727a68-3b90-4408-99c9-dea6d7de9456' } }));
    const refuse = (code: string, message = code) => answer({ Error: { Code: code, Message: message } });
    if (!String(headers.authorization).includes(`Credential=${RESELLER_KEY.secretId}/`))
      return void refuse('AuthFailure.SecretIdNotFound', '密钥不存在');
    if (tc3Verdict({ method, target, headers, body }, RESELLER_KEY.secretKey, Date.now()) !== 'right')
      return void refuse('AuthFailure.SignatureFailure', '签名错误');
    const asked = JSON.parse(body) as Asked;
    reseller.calls.push({ action, asked });
    const day = takeBadDay(action);
    if (day?.how === 'dropped-before') return void request.socket.destroy();
    if (day?.how === 'refused') return void refuse(day.code ?? 'InternalError', '不行');
    if (day?.how === 'late') {
      late.push(() => void actions[action]?.(asked));
      return void request.socket.destroy();
    }
    if (day?.how === 'held') await new Promise<void>((resolve) => held.push(resolve));
    try {
      const done = (await actions[action]?.(asked)) as object | undefined;
      if (!done) return void refuse('InvalidAction');
      if (day?.how === 'twice') {
        await actions[action]?.(asked);
        return void request.socket.destroy();
      }
      if (day?.how === 'dropped-after') return void request.socket.destroy();
      if (day?.how === 'fails-after') return void response.writeHead(500).end('<html>');
      if (day?.how === 'internal-after') return void refuse('InternalError', '内部错误');
      answer(done);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refuse(error.code, error.message);
    }
  }

  const server = createServer((request, response) => void serve(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return Object.assign(reseller, { url: `http://127.0.0.1:${port}` });
}

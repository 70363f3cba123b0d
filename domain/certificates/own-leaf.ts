/** Which of the certificates handed in is the server's, and whether it serves one. */
import type { Bilingual } from '../bilingual.js';
import { parseIpAddress } from '../names/ip-addresses.js';
import { refused } from './own-pem.js';
import { isSelfIssued, mayIssue, type ReadCertificate } from './read-certificate.js';

/**
 * The one that is no CA's. An X.509 v1 certificate does not say what it is: signed by itself and beside others it is a root.
 * `openssl req -x509` marks a server's own as a CA's: where there is none but CAs, such a one with a host's name is it.
 * Throws Refusal: none, several, SM2, for other uses than servers, or without the name of a host.
 */
export function leafOf(given: readonly ReadCertificate[]): ReadCertificate {
  if (given.some(({ isSm2 }) => isSm2))
    throw refused(
      'certificatePem',
      {
        zh: '这是国密(SM2)证书:此类证书成对签发,第二把密钥只在 CA 的信封中',
        en: 'It is an SM2 certificate: those come as pairs, whose second key only their CA’s envelope has',
      },
      {
        zh: 'RSA 或 ECDSA 证书;国密双证书请在此下单',
        en: 'an RSA or ECDSA certificate; SM2 pairs are ordered here',
      },
    );
  const [leaf, another] = candidatesAmong(given);
  if (!leaf)
    throw refused('certificatePem', {
      zh: '这是 CA 证书,不是服务器证书',
      en: 'It is a CA’s certificate, not a server’s',
    });
  if (another)
    throw refused('certificatePem', {
      zh: '其中有多张服务器证书',
      en: 'There is more than one server certificate in it',
    });
  refuseOtherUse(leaf);
  if (hostNamesOf(leaf).length === 0)
    throw refused(
      'certificatePem',
      {
        zh: '没有主机名称:没有域名,没有 IP 地址,通用名称也不是主机名',
        en: 'It names no host: no DNS name, no IP address, and no host as its common name',
      },
      {
        zh: '写有主机名称的服务器证书;国际化域名用 xn-- 写法',
        en: 'a server certificate with the names of its hosts, internationalized ones as A-labels',
      },
    );
  return leaf;
}

/** Each once, in lower case. Old certificates have a common name only, which counts where there is nothing else. */
export function hostNamesOf({ names, commonNames }: ReadCertificate): readonly string[] {
  return [...new Set((names.length > 0 ? names : commonNames).filter(isHost))];
}

function candidatesAmong(given: readonly ReadCertificate[]): readonly ReadCertificate[] {
  const noCas = given.filter(({ constraints }) => constraints?.isCa !== true);
  const noRoots = noCas.filter((each) => !(mayIssue(each) && isIssuerOf(given, each)));
  const likely = noRoots.filter((each) => each.constraints !== undefined || !isSelfIssued(each));
  if (likely.length > 0) return likely;
  if (noRoots.length > 0) return noRoots;
  return given.filter((each) => isSelfIssued(each) && namesAServer(each) && !isIssuerOf(given, each));
}

function isIssuerOf(given: readonly ReadCertificate[], issuer: ReadCertificate): boolean {
  return given.some((each) => each !== issuer && each.x509.checkIssued(issuer.x509));
}

/** A CA may be called by a single word, which looks like a host. */
function namesAServer(certificate: ReadCertificate): boolean {
  return hostNamesOf(certificate).some((name) => certificate.names.length > 0 || name.includes('.'));
}

/** Any use, a TLS server's, and what browsers of the nineties took for it (Netscape's and Microsoft's "step up"). */
const SERVER_USES = ['2.5.29.37.0', '1.3.6.1.5.5.7.3.1', '2.16.840.1.113730.4.1', '1.3.6.1.4.1.311.10.3.3'];

const OTHER_USES: Readonly<Record<string, Bilingual>> = {
  '1.3.6.1.5.5.7.3.2': { zh: '客户端', en: 'clients' },
  '1.3.6.1.5.5.7.3.3': { zh: '代码签名', en: 'signing code' },
  '1.3.6.1.5.5.7.3.4': { zh: '邮件', en: 'e-mail' },
  '1.3.6.1.5.5.7.3.8': { zh: '时间戳', en: 'time stamps' },
  '1.3.6.1.5.5.7.3.9': { zh: 'OCSP 签名', en: 'signing OCSP' },
};

function refuseOtherUse({ usages }: ReadCertificate): void {
  if (!usages || usages.some((usage) => SERVER_USES.includes(usage))) return;
  const known = usages.flatMap((usage) => OTHER_USES[usage] ?? []);
  const instead =
    known.length > 0
      ? {
          zh: `,而是用于${known.map(({ zh }) => zh).join('、')}`,
          en: `: it is for ${known.map(({ en }) => en).join(' and ')}`,
        }
      : { zh: '', en: '' };
  throw refused(
    'certificatePem',
    {
      zh: `按其扩展密钥用法,不能用于 TLS 服务器${instead.zh}`,
      en: `It serves no TLS server by its extended key usage${instead.en}`,
    },
    { zh: '用于 TLS 服务器的证书', en: 'a certificate for TLS servers' },
  );
}

/** Host names as they are in use, internal ones and those with an underscore included (RFC 1123, section 2.1). */
const HOST =
  /^(?:\*\.)?(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;

function isHost(name: string): boolean {
  return parseIpAddress(name) !== undefined || (name.length <= 253 && HOST.test(name));
}

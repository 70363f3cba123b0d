/** What `--help` says of `sealflow certificate`. */
import { KEY_ALGORITHMS, VALIDATION_METHODS } from '../../../../domain/catalogue/words.js';
import { CERTIFICATE_STATES } from '../../../../domain/certificates/words.js';
import { REVOCATION_REASONS } from '../../../../domain/revocation/words.js';
import {
  FOLLOWING,
  LABEL_COMMAND,
  LABEL_FILTERS,
  NEW_KEY,
  NO_WAIT,
  PAGES,
  SENT_BY,
  values,
  type CommandTexts,
} from './shared.js';

export const CERTIFICATE_HELP = {
  certificate: { about: { zh: '已签发的证书', en: 'issued certificates' } },
  'certificate list': {
    about: { zh: '证书列表,新的在前', en: 'certificates, newest first' },
    options: {
      ...PAGES,
      ...LABEL_FILTERS,
      '--state': values(CERTIFICATE_STATES),
      '--name': { zh: '恰好包含此域名的证书', en: 'certificates for exactly this name' },
      '--expires-before': { zh: '日期或时刻,ISO 8601', en: 'a date or an instant, ISO 8601' },
    },
  },
  'certificate show': {
    about: { zh: '一张证书,以其证书号或订单号指定', en: 'one certificate, by its own id or its order’s' },
  },
  'certificate notices': {
    about: { zh: '开启或关闭其到期通知', en: 'switches the notices of its expiry on or off' },
  },
  'certificate download': {
    about: {
      zh: 'certificate.pem、chain.pem、fullchain.pem 和 private-key.pem,以证书号或订单号指定;国密 SM2 证书包括签名和加密两部分',
      en: 'certificate.pem, chain.pem, fullchain.pem and private-key.pem, by certificate or order id; of SM2, both halves',
    },
    options: {
      '--out': { zh: '存放文件的文件夹;不存在时新建', en: 'folder for the files; made when missing' },
      '--zip': {
        zh: '一个 ZIP 文件,代替文件夹(未另行指定时格式为 pem)',
        en: 'one ZIP file in place of a folder (format pem unless told otherwise)',
      },
      '--format': {
        zh: '某种服务器所需的文件,放在各自的文件夹中:pem、nginx、apache、tomcat(PKCS#12 和 JKS)、jks、iis、other、root 或 all',
        en: 'the files of a server in a folder of their own: pem, nginx, apache, tomcat (PKCS#12 and JKS), jks, iis, other, root, or all',
      },
      '--key-password-file': {
        zh: '用于打开带密码的私钥;未给出时私钥仍是加密的,tomcat、jks 和 iis 会被拒绝',
        en: 'opens a private key that has a password; else it comes encrypted, and tomcat, jks and iis are refused',
      },
    },
  },
  'certificate upload': {
    about: {
      zh: '收入在别处购买的证书,并关注其到期',
      en: 'take in a certificate that was bought elsewhere, and have its expiry watched',
    },
    options: {
      '--chain': {
        zh: '签发者的证书,PEM 格式,如果不在 <file> 中',
        en: 'the issuing certificates, in PEM form, where they are not in <file>',
      },
      '--key': {
        zh: '其私钥,PEM 格式;加密保存,供下载',
        en: 'its private key, in PEM form; kept sealed, for downloads',
      },
      '--key-password-file': { zh: '用于打开加密的私钥', en: 'opens an encrypted private key' },
      '--alias': { zh: '最多 200 个字符', en: 'at most 200 characters' },
      '--tag': { zh: '可多次给出', en: 'may be given several times' },
      '--project': { zh: '最多 200 个字符', en: 'at most 200 characters' },
      '--repeatable': {
        zh: '即使账号中已有此证书',
        en: 'also where the account has this certificate already',
      },
    },
  },
  'certificate remove': {
    about: { zh: '删除上传的证书及其私钥', en: 'remove an uploaded certificate, with its key' },
  },
  'certificate reissue': {
    about: {
      zh: '在其方案内重新签发:域名和产品不变,未另行指定时换用新私钥',
      en: 'order it anew within its plan: same names and product, another key unless told otherwise',
    },
    options: {
      ...NEW_KEY,
      ...NO_WAIT,
      '--idempotency-key': {
        zh: '同一个键、同样的请求,就是同一个订单',
        en: 'the same key with the same request is the same order',
      },
      '--same-csr': { zh: '沿用原来的私钥和 CSR', en: 'key and CSR stay' },
      '--csr-file': { zh: '自备的 CSR,PEM 格式', en: 'a CSR of your own, in PEM form' },
      '--key': {
        zh: `另一种新私钥:${KEY_ALGORITHMS.join(', ')}`,
        en: `a new key of another kind: ${KEY_ALGORITHMS.join(', ')}`,
      },
      '--validation': {
        zh: `这一次如何证明域名控制权:${VALIDATION_METHODS.join(', ')}`,
        en: `how control of the names is shown this time: ${VALIDATION_METHODS.join(', ')}`,
      },
    },
  },
  'certificate renew': {
    about: {
      zh: '购买接续此方案的方案,从其结束前 30 天起',
      en: 'buy a plan that follows this one, from 30 days before its end',
    },
    options: { ...FOLLOWING },
  },
  'certificate replace': {
    about: {
      zh: '购买其他产品,或更换域名;新证书签发之前,此证书不受影响',
      en: 'buy another product or other names; this one stays until the new one is issued',
    },
    options: { ...FOLLOWING },
  },
  'certificate upgrade': {
    about: { zh: '从免费证书升级到付费产品', en: 'from a free certificate to a paid product' },
    options: {
      ...FOLLOWING,
      '--brand': { zh: '要购买的品牌', en: 'the brand that is bought' },
      '--type': { zh: '要购买的类型:dv、ov、ev 等', en: 'what is bought: dv, ov, ev, ...' },
    },
  },
  'certificate revoke': {
    about: {
      zh: '吊销证书,以其证书号或订单号指定:无法撤回,此后不能再下载',
      en: 'have a certificate revoked, by its own id or its order’s: can’t be undone. It can’t be downloaded from then on',
    },
    options: {
      '--reason': values(REVOCATION_REASONS),
      '--plan': {
        zh: '其方案中所有有效的证书,各提交一份申请',
        en: 'every living certificate of its plan, each by a request of its own',
      },
      '--yes': { zh: '不再询问确认', en: 'do not ask for confirmation' },
    },
  },
  'certificate revocation': {
    about: { zh: '吊销的进展,以及申请吊销的函件', en: 'how far a revocation is, and its letter' },
  },
  'certificate revocation list': {
    about: { zh: '全部吊销申请,新的在前', en: 'all requests to revoke, newest first' },
    options: { ...PAGES },
  },
  'certificate revocation show': {
    about: {
      zh: '最新的吊销申请:以证书号、订单号或申请编号指定',
      en: 'the newest request to revoke: by the id of the certificate, of its order, or its own',
    },
  },
  'certificate revocation check': {
    about: {
      zh: '立即向 CA 查询,不等下一次间隔',
      en: 'have it look at the CA now instead of at the next interval',
    },
  },
  'certificate revocation letter-template': {
    about: {
      zh: '申请吊销的函件(PDF),内容已填好:打印、签字、盖章、上传',
      en: 'the letter that asks for it as a PDF, filled in: print, sign, stamp, upload',
    },
    options: { '--out': { zh: 'PDF 写入何处', en: 'where to write the PDF' } },
  },
  'certificate revocation letter': {
    about: {
      zh: '提交申请吊销的盖章函件;文件类型由内容判断。国密 SM2 证书只接受一份',
      en: 'hand in the stamped letter that asks for it; what kind of file it is, its content says. SM2 takes one only',
    },
    options: { ...SENT_BY },
  },
  'certificate label': LABEL_COMMAND,
} satisfies CommandTexts;

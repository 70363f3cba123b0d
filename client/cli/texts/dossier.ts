/** The words that dossiers, made and verified, are told in at a terminal. */
import type { Bilingual } from '../../../domain/bilingual.js';

export const DOSSIER_TEXTS = {
  notVerified: { zh: '未通过核验:', en: 'Not as it was made:' },
  signerCompared: { zh: '与 --signer 所给的指纹一致', en: 'which is the one given as --signer' },
  signerNotCompared: {
    zh: '未比对:任何人都可以用自己的密钥签名。请向制作方另行索取指纹,用 --signer 给出',
    en: 'not compared: anybody can sign with a key of their own. Ask its maker for the fingerprint, and give it as --signer',
  },
  logNotCompared: {
    zh: '这些条目在账号的完整日志中、且没有遗漏,仅由签名保证;用 --log 给出导出的日志即可比对',
    en: 'that these entries stand in the whole log, and none is left out, the signature alone says: --log compares them with an export',
  },
} as const satisfies Record<string, Bilingual>;

export interface MadeDossier {
  readonly file: string;
  readonly files: number;
  readonly sequence: number;
  readonly hash: string;
  readonly signer: string;
}

export function madeText({ file, files, sequence, hash, signer }: MadeDossier): Bilingual {
  return {
    zh: `${file} 内有 ${files} 个文件\n日志第 ${sequence} 条记录了此次制作,哈希值 ${hash}\n签名密钥的指纹 ${signer}\n核验:sealflow dossier verify ${file} --signer ${signer}`,
    en: `${files} files in ${file}\nentry ${sequence} of the log tells of it, hash ${hash}\nsigned by the key ${signer}\nVerify it: sealflow dossier verify ${file} --signer ${signer}`,
  };
}

export function verifiedText(account: string, orderId: string, madeAt: Bilingual): Bilingual {
  return {
    zh: `已核验:账号 ${account} 的订单 ${orderId} 的档案,制作于 ${madeAt.zh}`,
    en: `Verified: dossier of order ${orderId} of account ${account}, made ${madeAt.en}`,
  };
}

export function filesText(files: number): Bilingual {
  return {
    zh: `${files} 个文件与制作时相同`,
    en: `its ${files} files are as they were when it was made`,
  };
}

export function entriesText(entries: number, whole: number, last: number): Bilingual {
  return {
    zh: `操作日志条目 ${entries} 条,其中 ${whole} 条的哈希值由其内容重新算得;最后一条(第 ${last} 条)记有此清单的哈希值`,
    en: `${entries} entries of the log, ${whole} of them hashed anew from what they say; the last one (${last}) names this manifest`,
  };
}

export function signedText(signer: string): Bilingual {
  return { zh: `签名密钥的指纹 ${signer}`, en: `signed by the key ${signer}` };
}

export function logComparedText(entries: number): Bilingual {
  return {
    zh: `每一条都在导出的 ${entries} 条日志中,没有遗漏`,
    en: `each of them stands in the exported log of ${entries} entries, and none is left out`,
  };
}

export function problemText(where: string, what: Bilingual, problem: string): Bilingual {
  return {
    zh: `${where}: ${what.zh} (${problem})`,
    en: `${where}: ${what.en} (${problem})`,
  };
}

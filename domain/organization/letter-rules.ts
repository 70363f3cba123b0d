/** What a stamped letter must be to be taken: by document its types and sizes, by way whether there is one at all. */
import type { Bilingual } from '../bilingual.js';
import type { Brand, CertificateType, OrganizationWay } from '../catalogue/words.js';
import { ORGANIZATION_RULES } from './ways.js';
import { refusalDetails, type RefusalDetails } from '../refusals.js';

/** What the check of a company asks for. */
export const LETTER_DOCUMENTS = ['confirmation-letter', 'application-form'] as const;
export type LetterDocument = (typeof LETTER_DOCUMENTS)[number];

/** What a revocation asks for; what it must be depends on the product (domain/revocation/rules.ts). */
export const REVOCATION_LETTER = 'revocation-letter';
/** Every paper that goes the way of a letter. Stored: add, never rename. */
export type LetterPaper = LetterDocument | typeof REVOCATION_LETTER;

/** Media types (IANA) of every file that some document may be; found by content, never by a file's name. */
export const LETTER_CONTENT_TYPES = ['image/jpeg', 'image/png', 'image/gif', 'application/pdf'] as const;
export type LetterContentType = (typeof LETTER_CONTENT_TYPES)[number];

/**
 * How many may be handed in. `one`: the first upload is the only one. `one-taken`: the first that the CA takes is.
 * `until-accepted`: a new version may follow a rejected one.
 */
export type LetterUploads = 'one' | 'one-taken' | 'until-accepted';

export interface LetterRules {
  readonly contentTypes: readonly LetterContentType[];
  /** Bytes, both inclusive. */
  readonly smallestBytes: number;
  readonly largestBytes: number;
  readonly uploads: LetterUploads;
  readonly source: string;
}

const KB = 1024;
/** 1.4 MB, rounded down to whole bytes. */
const ONE_POINT_FOUR_MB = Math.floor(1.4 * 1024 * KB);

export const LETTER_RULES: Record<LetterDocument, LetterRules> = {
  'confirmation-letter': {
    contentTypes: ['image/jpeg', 'image/png', 'application/pdf'],
    smallestBytes: KB,
    largestBytes: ONE_POINT_FOUR_MB,
    uploads: 'until-accepted',
    source: 'ordering rules, section 6c; types and sizes: the reseller’s API, UploadConfirmLetter',
  },
  'application-form': {
    contentTypes: ['image/jpeg', 'image/gif', 'application/pdf'],
    // Section 6d names no least size: an empty file is no form.
    smallestBytes: 1,
    largestBytes: ONE_POINT_FOUR_MB,
    uploads: 'one',
    source: 'ordering rules, section 6d',
  },
};

/** House limits to what is looked into before it is taken. */
export const LETTER_LIMITS = {
  /** A sheet of A4 at 600 dots an inch has 35 million. */
  pixels: 50_000_000,
  /** Further ones of a PDF are not looked at: a letter has a few. */
  pages: 50,
  /** A good letter takes less than one; twenty times that is for machines that are busy. */
  secondsToOpen: 20,
} as const;

/** Why nobody could look at a file, whatever its name and beginning say. */
export const LETTER_PROBLEMS = [
  'begins-otherwise',
  'damaged',
  'locked',
  'no-page',
  'blank',
  'too-many-pixels',
  'too-slow',
] as const;
export type LetterProblem = (typeof LETTER_PROBLEMS)[number];

/** The day since which the brands that check on public record take no letter (ordering rules, section 6b). */
export const LETTERS_ENDED_ON = '2025-04-20';

/** Whose letter it is. `way` is absent where the CA asks nothing about the organization (DV). */
export interface LetterAddressee {
  readonly way?: OrganizationWay | undefined;
  readonly brand: Brand;
  readonly type: CertificateType;
}

export interface LetterFile {
  /** As found in the content; undefined where it is none that is known. */
  readonly contentType: string | undefined;
  readonly sizeBytes: number;
}

/** The paper that this way takes, or undefined where it takes none. */
export function letterDocumentOf(way: OrganizationWay | undefined): LetterDocument | undefined {
  return way && ORGANIZATION_RULES[way].document;
}

/**
 * Why this file can't be taken, or undefined where it can: `RefusedInThisState` where the brand takes no letter at all,
 * `InvalidInput` for a wrong size or type (ordering rules, section 6b to e). How many uploads there were is not judged here.
 */
export function refusalOfLetter(addressee: LetterAddressee, file: LetterFile): RefusalDetails | undefined {
  const document = letterDocumentOf(addressee.way);
  if (document === undefined) return refusalOfWay(addressee);
  return refusalOfFile(LETTER_RULES[document], file);
}

/** Why this file breaks the rules of a paper, whichever paper it is; undefined where it keeps them. */
export function refusalOfFile(rules: LetterRules, file: LetterFile): RefusalDetails | undefined {
  return refusalOfSize(rules, file) ?? refusalOfType(rules, file);
}

/** The file is of a right kind and size, and can't be shown: it is refused before it counts as the one that was sent. */
export function refusalOfContent(rules: LetterRules, problem: LetterProblem): RefusalDetails {
  const { message, instead } = CONTENT_PROBLEMS[problem];
  const file = acceptedFile(rules);
  return unusable(message, { zh: `${file.zh};${instead.zh}`, en: `${file.en}; ${instead.en}` });
}

interface ContentProblem {
  readonly message: Bilingual;
  readonly instead: Bilingual;
}

const WITH_THE_LETTER: Bilingual = {
  zh: '文件中应有盖章的函件',
  en: 'one with the stamped letter on it',
};

const CONTENT_PROBLEMS: Record<LetterProblem, ContentProblem> = {
  'begins-otherwise': {
    message: {
      zh: 'PDF 的开头之前有其他内容:并非所有程序都能打开这样的文件',
      en: 'Something stands before the beginning of the PDF: not every program opens such a file',
    },
    instead: {
      zh: '打开后重新保存,开头就会正确',
      en: 'opened and saved anew, it begins as it must',
    },
  },
  damaged: {
    message: {
      zh: '文件无法完整打开:已损坏或不完整',
      en: 'The file can’t be opened as a whole: it is damaged or cut off',
    },
    instead: {
      zh: '能在屏幕上完整打开到最后一行的文件;请重新扫描或复制',
      en: 'one that opens on your screen to its last line; scan or copy it again',
    },
  },
  locked: {
    message: {
      zh: 'PDF 需要密码才能打开,而 CA 没有该密码',
      en: 'The PDF opens with a password only, which nobody at the CA has',
    },
    instead: { zh: '不带密码的文件', en: 'one without a password' },
  },
  'no-page': { message: { zh: 'PDF 没有页面', en: 'The PDF has no page' }, instead: WITH_THE_LETTER },
  blank: {
    message: { zh: 'PDF 的所有页面都是空白', en: 'No page of the PDF shows anything' },
    instead: WITH_THE_LETTER,
  },
  'too-many-pixels': {
    message: {
      zh: `图片超过 ${LETTER_LIMITS.pixels / 10_000} 万像素`,
      en: `The picture has more than ${LETTER_LIMITS.pixels / 1_000_000} million pixels`,
    },
    instead: {
      zh: 'A4 纸以 300 dpi 扫描约 900 万像素,已足够清晰',
      en: 'A4 at 300 dots an inch, with 9 million, is easily read',
    },
  },
  'too-slow': {
    message: {
      zh: `PDF 未能在 ${LETTER_LIMITS.secondsToOpen} 秒内打开`,
      en: `The PDF could not be opened within ${LETTER_LIMITS.secondsToOpen} seconds`,
    },
    instead: { zh: '重新打印或扫描的文件', en: 'one printed or scanned anew' },
  },
};

/** Why this order takes no letter, or undefined where it takes one. */
export function refusalOfWay({ way, brand, type }: LetterAddressee): RefusalDetails | undefined {
  if (letterDocumentOf(way) !== undefined) return undefined;
  return refusalDetails('RefusedInThisState', { message: noLetterBecause(way, brand, type) });
}

/** What may be uploaded, in words. */
function acceptedFile({ contentTypes, smallestBytes }: LetterRules): Bilingual {
  const names = contentTypes.map((type) => NAME_OF[type]);
  const least =
    smallestBytes >= KB
      ? { zh: `${smallestBytes / KB} KB 到 `, en: `${smallestBytes / KB} KB to ` }
      : { zh: '最大 ', en: 'at most ' };
  return {
    zh: `${least.zh}1.4 MB 的 ${names.join('、')} 文件`,
    en: `a ${names.join(', ')} file of ${least.en}1.4 MB`,
  };
}

const NAME_OF: Record<LetterContentType, string> = {
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/gif': '.gif',
  'application/pdf': '.pdf',
};

function noLetterBecause(way: OrganizationWay | undefined, brand: Brand, type: CertificateType): Bilingual {
  switch (way) {
    case 'public-record':
      return {
        zh: `${brand} 自 ${LETTERS_ENDED_ON} 起不再接受确认函:企业通过公开渠道的电话或邮箱核实`,
        en: `${brand} has taken no confirmation letter since ${LETTERS_ENDED_ON}: the company is checked by phone or e-mail on public record`,
      };
    case 'two-emails':
      return {
        zh: `${brand} 不需要确认函:由联系人确认 CA 的两封邮件`,
        en: `${brand} takes no letter: the contact confirms the two e-mails of the CA`,
      };
    case 'phone-and-mailbox':
      return {
        zh: `${brand} 不需要确认函:CA 核实订单中填写的电话和邮箱`,
        en: `${brand} takes no letter: the phone and the mailbox given in the order are checked`,
      };
    case 'confirmation-letter':
    case 'application-form':
    case undefined:
      return {
        zh: `${brand} ${type} 不需要确认函:CA 不审核企业信息`,
        en: `${brand} ${type} takes no letter: the CA asks nothing about the company`,
      };
  }
}

function refusalOfSize(rules: LetterRules, { sizeBytes }: LetterFile): RefusalDetails | undefined {
  const { smallestBytes, largestBytes } = rules;
  const problem = problemOfSize(sizeBytes, smallestBytes, largestBytes);
  return problem && unusable(problem, acceptedFile(rules));
}

function problemOfSize(bytes: number, smallest: number, largest: number): Bilingual | undefined {
  if (bytes === 0) return { zh: '文件为空', en: 'The file is empty' };
  if (bytes < smallest)
    return {
      zh: `文件只有 ${bytes} 字节:太小,不会是函件`,
      en: `The file has ${bytes} bytes: too few for a letter`,
    };
  if (bytes > largest)
    return {
      zh: `文件有 ${bytes} 字节:超过 1.4 MB(${largest} 字节)`,
      en: `The file has ${bytes} bytes: more than 1.4 MB (${largest})`,
    };
  return undefined;
}

function refusalOfType(rules: LetterRules, { contentType }: LetterFile): RefusalDetails | undefined {
  const accepted: readonly string[] = rules.contentTypes;
  if (contentType !== undefined && accepted.includes(contentType)) return undefined;
  const found =
    contentType === undefined
      ? { zh: '文件的类型未知', en: 'of no known kind' }
      : { zh: `文件的内容是 ${contentType}`, en: `${contentType} by its content` };
  const problem = {
    zh: `${found.zh}:无论文件名如何,都不接受`,
    en: `The file is ${found.en}: not accepted, whatever its name says`,
  };
  return unusable(problem, acceptedFile(rules));
}

function unusable(message: Bilingual, accepted: Bilingual): RefusalDetails {
  return refusalDetails('InvalidInput', { field: 'content', message, accepted });
}

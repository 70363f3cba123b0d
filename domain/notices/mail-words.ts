/** What a mail says beside its notice's text: tables to copy from, what is attached, how long people take, where to look. */
import type { Bilingual } from '../bilingual.js';
import { code } from '../markdown.js';
import { DEFAULT_TIME_ZONE } from '../time-zone.js';
import type { Wait, WaitPolicy } from '../waits.js';

/** Of the table of records: the columns that consoles of DNS services ask for. */
export const RECORD_HEADINGS: readonly Bilingual[] = [
  { zh: '域名', en: 'Domain' },
  { zh: '主机记录', en: 'Host record' },
  { zh: '记录类型', en: 'Record type' },
  { zh: '记录值', en: 'Record value' },
];

export const FILE_HEADINGS: readonly Bilingual[] = [
  { zh: '文件地址', en: 'Address of the file' },
  { zh: '文件内容', en: 'Content of the file' },
];

/** Waits whose records or files stand in tables: what to do with these. `id`: of the order, or of the certificate to revoke. */
const WITH_TABLES: Partial<Record<Wait, (id: string) => Bilingual>> = {
  'subscriber-dns': (id) => ({
    zh: `请在域名的 DNS 中添加下表中的记录,并保留到证书签发。添加后通常 1 到 5 分钟生效,系统会自动检查,也可立即检查:${code(`sealflow order check ${id}`)}。`,
    en: `Add the records of the table to the DNS of the domain, and keep them until the certificate is issued. DNS usually shows them within 1 to 5 minutes; they are looked for by themselves, or at once with ${code(`sealflow order check ${id}`)}.`,
  }),
  'subscriber-file': (id) => ({
    zh: `请在网站上放置下表中的文件(HTTP 或 HTTPS 均可,状态码 200,内容完全一致),并保留到证书签发。放置后系统会自动检查,也可立即检查:${code(`sealflow order check ${id}`)}。`,
    en: `Serve the files of the table (by HTTP or HTTPS, status 200, exactly this content), and keep them until the certificate is issued. They are looked for by themselves, or at once with ${code(`sealflow order check ${id}`)}.`,
  }),
  'subscriber-revocation-proof': (id) => ({
    zh: `吊销前 CA 需要确认您对域名的控制权。请添加下表中的记录或文件。系统会自动检查,也可立即检查:${code(`sealflow certificate revocation check ${id}`)}。`,
    en: `Before it revokes, the CA wants to see that you control the names. Set what stands in the table. It is looked for by itself, or at once with ${code(`sealflow certificate revocation check ${id}`)}.`,
  }),
};

/** Undefined for a wait that asks for no record and no file. */
export function actionWithTables(wait: Wait, id: string): Bilingual | undefined {
  return WITH_TABLES[wait]?.(id);
}

export function lastResult(reason: string): Bilingual {
  return { zh: `最近一次结果:${code(reason)}。`, en: `Last result: ${code(reason)}.` };
}

/** What comes once people have acted: whose time is told with the request. */
const NEXT_OF: Partial<Record<Wait, Wait>> = {
  'subscriber-letter': 'reviewer-letter',
  'subscriber-application-form': 'reviewer-application',
  'subscriber-channel': 'ca-public-record',
  'subscriber-phone': 'ca-phone-call',
  'subscriber-revocation-letter': 'reviewer-revocation',
};

/** How long the CA's people usually take, in working days; undefined where nobody says. */
export function timeOfReview(
  wait: Wait,
  policies: Partial<Record<Wait, Pick<WaitPolicy, 'expectedDays'>>>,
): Bilingual | undefined {
  const own = policies[wait]?.expectedDays;
  if (own)
    return {
      zh: `通常需要 ${own.from} 到 ${own.to} 个工作日。`,
      en: `This usually takes ${own.from} to ${own.to} working days.`,
    };
  const next = NEXT_OF[wait];
  const later = next && policies[next]?.expectedDays;
  return (
    later && {
      zh: `完成后,CA 通常需要 ${later.from} 到 ${later.to} 个工作日。`,
      en: `Once that is done, the CA usually takes ${later.from} to ${later.to} working days.`,
    }
  );
}

/** `title`: of the letter; `howToReturn`: which files are taken. */
export function attachedLetter(title: Bilingual, howToReturn: Bilingual): Bilingual {
  return {
    zh: `附件是已填好的${title.zh}(PDF)。${howToReturn.zh}`,
    en: `Attached: ${title.en}, filled in, as a PDF. ${howToReturn.en}`,
  };
}

export const ORDER_PAGE: Bilingual = { zh: '在控制台查看订单', en: 'The order in the console' };

/** Said once for all times of a mail. */
export function whoseClock(timeZone: string): Bilingual {
  return timeZone === DEFAULT_TIME_ZONE
    ? { zh: '文中时间均为北京时间(UTC+8)。', en: 'All times are Beijing time (UTC+8).' }
    : { zh: `文中时间均为 ${timeZone} 时区的时间。`, en: `All times are those of ${timeZone}.` };
}

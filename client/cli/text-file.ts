/** A text file that somebody names: forms, CSRs, certificates, keys, passwords. The one place where the command line reads one. */
import { Refusal, refusalDetails } from '../../domain/refusals.js';
import { readFileBytes } from './read-file.js';
import { decodedText } from './text-encoding.js';

/** House limit: a form with its CSR, or a chain with its key, fits ten times. */
const MOST_BYTES = 1_048_576;

/**
 * Its text, without a byte order mark. Throws Refusal, field `field`: where it can't be read, is too large, or is in an
 * encoding that would have to be guessed, whose likely name is told. Nothing of the file is repeated.
 */
export function readText(field: string, path: string): string {
  const read = decodedText(readFileBytes({ field, path, atMost: MOST_BYTES }));
  if (read.text !== undefined) return read.text;
  throw new Refusal(
    refusalDetails('InvalidInput', {
      field,
      message: {
        zh: `文件 ${path} 不是 UTF-8 编码:看起来是 ${read.called.zh}`,
        en: `The file ${path} is not UTF-8: it looks like ${read.called.en}`,
      },
      accepted: {
        zh: `UTF-8,或带字节顺序标记的 UTF-16;可用 \`iconv -f ${read.encoding} -t UTF-8\` 转换`,
        en: `UTF-8, or UTF-16 with a byte order mark; \`iconv -f ${read.encoding} -t UTF-8\` converts it`,
      },
    }),
  );
}

/** The process environment, with every `NAME_FILE` read in, as Docker and Kubernetes mount secrets. */
import { readFileSync } from 'node:fs';
import { ConfigurationError, type Told } from './configuration-error.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Variables that name a file themselves: the file need not exist yet. */
const KEPT_AS_PATHS = new Set(['SEALFLOW_MASTER_KEY_FILE']);

/**
 * Returns the environment with `NAME` set to the trimmed content of the file in `NAME_FILE`, for the product's own
 * variables. `NAME` wins when both are given. Throws ConfigurationError, naming variable and file and nothing of its content,
 * for a file that can't be read or is not UTF-8.
 */
export function readEnvironment(environment: Environment): Environment {
  const expanded: Record<string, string | undefined> = { ...environment };
  for (const [name, path] of Object.entries(environment)) {
    if (!path || !/^(SEALFLOW_|TEMPORAL_|DATABASE_URL_)\w*FILE$/.test(name) || KEPT_AS_PATHS.has(name))
      continue;
    const target = name.slice(0, -'_FILE'.length);
    expanded[target] ??= contentOf(name, path).trim();
  }
  return expanded;
}

const ACCEPTED_FILE: Told = {
  zh: '此进程可读的 UTF-8 文件的路径',
  en: 'the path of a file, in UTF-8, that this process may read',
};

function problemOfFile(path: string, variable: string, code: string): Told {
  const problem: Told =
    code === 'ERR_ENCODING_INVALID_ENCODED_DATA'
      ? { zh: '不是 UTF-8', en: 'is not UTF-8' }
      : { zh: `无法读取(${code})`, en: `can't be read (${code})` };
  return {
    zh: `${variable} 指定的文件 ${path} ${problem.zh}`,
    en: `The file ${path} that ${variable} names ${problem.en}`,
  };
}

/** Read with replacement characters, a password would be another one, and refused somewhere else in words about something else. */
function contentOf(variable: string, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    const { code = 'unknown reason' } = error as NodeJS.ErrnoException;
    throw new ConfigurationError(variable, ACCEPTED_FILE, problemOfFile(path, variable, code));
  }
}

/** Which installation a caller speaks to: a running embedded stack, or the one the environment names. */
import type { Environment } from '../config/environment.js';
import { DEFAULT_DATA_DIR, findRunningStack, type StackFile } from '../config/stack-file.js';
import type { Bilingual } from '../domain/bilingual.js';
import { Unavailable } from './unavailable.js';

/**
 * The environment to connect with: of the stack that runs on `dataDir` where one is named, else the given one where it
 * has TEMPORAL_ADDRESS, else of a stack that runs on ./.sealflow. Throws Unavailable, saying what to do, where there is
 * none.
 */
export function installationOf(
  { dataDir }: { readonly dataDir?: string },
  environment: Environment,
): Environment {
  if (dataDir === undefined && environment.TEMPORAL_ADDRESS) return environment;
  return environmentOf(stackAt(dataDir), environment);
}

/** The embedded stack itself, for what only it has. Throws Unavailable. */
export function stackAt(dataDir: string | undefined): StackFile {
  const stack = findRunningStack(dataDir ?? DEFAULT_DATA_DIR);
  if (stack) return stack;
  throw new Unavailable('NothingRuns', nothingRuns(dataDir));
}

/** Nothing of the caller's but account, actor and collector: settings for another installation would mislead. */
function environmentOf(stack: StackFile, environment: Environment): Environment {
  const { SEALFLOW_ACCOUNT, SEALFLOW_ACTOR, OTEL_EXPORTER_OTLP_ENDPOINT } = environment;
  return {
    ...stack.environment,
    ...(SEALFLOW_ACCOUNT !== undefined && { SEALFLOW_ACCOUNT }),
    ...(SEALFLOW_ACTOR !== undefined && { SEALFLOW_ACTOR }),
    ...(OTEL_EXPORTER_OTLP_ENDPOINT !== undefined && { OTEL_EXPORTER_OTLP_ENDPOINT }),
  };
}

function nothingRuns(dataDir: string | undefined): Bilingual {
  if (dataDir !== undefined)
    return {
      zh: `${dataDir} 上没有运行的系统。请用 \`sealflow up --data-dir ${dataDir}\` 启动。`,
      en: `No stack runs on ${dataDir}. Start one with \`sealflow up --data-dir ${dataDir}\`.`,
    };
  return {
    zh:
      `此文件夹的 ${DEFAULT_DATA_DIR} 上没有运行的系统。请用 \`sealflow up\` 启动,或用 --data-dir 指定另一个,` +
      '或设置所指系统的 TEMPORAL_ADDRESS、DATABASE_URL 和 SEALFLOW_MASTER_KEY。',
    en:
      `No stack runs on ${DEFAULT_DATA_DIR} in this folder. Start one with \`sealflow up\`, name another with --data-dir, ` +
      'or set TEMPORAL_ADDRESS, DATABASE_URL and SEALFLOW_MASTER_KEY of the installation you mean.',
  };
}

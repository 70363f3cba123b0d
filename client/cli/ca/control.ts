/** How the `sealflow ca` commands reach the development CA's controls. */
import type { Command } from 'commander';
import { readEnvironment } from '../../../config/environment.js';
import { installationOf } from '../../installation.js';
import { Unavailable } from '../../unavailable.js';
import { callControl, type Control } from '../control-call.js';
import type { GlobalOptions } from '../session.js';
import type { Terminal } from '../terminal.js';

/** Asks what is at `_control/PATH`. Throws Refusal as the CA worded it, Unavailable where there is none. */
export async function askCa(
  command: Command,
  terminal: Terminal,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<unknown> {
  return callControl(controlOf(command, terminal), method, `_control/${path}`, body);
}

/** The path of what concerns one order. */
export function pathOf(order: string, what: string): string {
  return `organization/${encodeURIComponent(order)}/${what}`;
}

function controlOf(command: Command, { environment }: Terminal): Control {
  const given = readEnvironment(installationOf(command.optsWithGlobals<GlobalOptions>(), environment));
  const { SEALFLOW_CA_URL: baseUrl, SEALFLOW_CA_TOKEN: token } = given;
  if (!baseUrl)
    throw new Unavailable('NothingRuns', {
      zh: '这里没有开发 CA:请设置 SEALFLOW_CA_URL,或用 `sealflow up` 启动系统。',
      en: 'There is no development CA here: set SEALFLOW_CA_URL, or start a stack with `sealflow up`.',
    });
  return { what: { zh: '开发 CA', en: 'The development CA' }, baseUrl, token };
}

/** `sealflow dns`: the zone of the embedded stack, as a subscriber would edit it at a DNS host. */
import type { Command } from 'commander';
import type { Reader } from '../../domain/bilingual.js';
import { stackAt } from '../installation.js';
import { answering } from './command.js';
import { callControl, fieldsOf, type Control } from './control-call.js';
import type { GlobalOptions } from './session.js';
import type { Terminal } from './terminal.js';
import { table } from './table.js';
import { removedThing } from './texts/certificate.js';
import { NO_RECORDS, recordSetText } from './texts/stack.js';

export function addDnsCommands(program: Command, terminal: Terminal): void {
  const dns = program.command('dns');
  dns
    .command('set <name> <type> <value>')
    .action(async (name: string, type: string, value: string, _flags: object, command: Command) => {
      const answer = await callControl(controlOf(command), 'PUT', 'dns/records', { name, type, value });
      const { answer: tell, reader } = answering(command, terminal);
      tell(answer, () => `${recordSetText(type, name)[reader.language]}\n`);
    });
  dns
    .command('remove <name> [type] [value]')
    .action(
      async (
        name: string,
        type: string | undefined,
        value: string | undefined,
        _flags: object,
        command: Command,
      ) => {
        const record = { name, ...(type !== undefined && { type }), ...(value !== undefined && { value }) };
        const answer = await callControl(controlOf(command), 'DELETE', 'dns/records', record);
        const { answer: tell, reader } = answering(command, terminal);
        tell(answer, () => `${removedThing([type, name].join(' ').trim())[reader.language]}\n`);
      },
    );
  dns.command('list [name]').action(async (name: string | undefined, _flags: object, command: Command) => {
    const query = name === undefined ? '' : `?name=${encodeURIComponent(name)}`;
    const answer = await callControl(controlOf(command), 'GET', `dns/records${query}`);
    const { records } = fieldsOf(answer);
    const { answer: tell, reader } = answering(command, terminal);
    tell(records, () => recordsText(records, reader));
  });
}

function controlOf(command: Command): Control {
  const { controlUrl, environment } = stackAt(command.optsWithGlobals<GlobalOptions>().dataDir);
  const token = environment.SEALFLOW_CONTROL_TOKEN;
  return { what: { zh: '内置系统', en: 'The embedded stack' }, baseUrl: controlUrl, token };
}

function recordsText(records: unknown, { language }: Reader): string {
  if (!Array.isArray(records) || records.length === 0) return `${NO_RECORDS[language]}\n`;
  return table(
    records.map((record) => {
      const { name, type, value } = fieldsOf(record);
      return [name, type, value].map((part) =>
        typeof part === 'string' ? part : JSON.stringify(part ?? ''),
      );
    }),
  );
}

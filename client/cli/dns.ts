/** `sealflow dns`: the zone of the embedded stack, as a subscriber would edit it at a DNS host. */
import type { Command } from 'commander';
import { stackAt } from '../installation.js';
import { answering } from './command.js';
import { callControl, fieldsOf, type Control } from './control-call.js';
import type { GlobalOptions } from './session.js';
import type { Terminal } from './terminal.js';
import { table } from './table.js';

export function addDnsCommands(program: Command, terminal: Terminal): void {
  const dns = program.command('dns').description('records of the embedded DNS server');
  dns
    .command('set <name> <type> <value>')
    .description('add a record, such as: dns set _dnsauth.example.com TXT abc')
    .action(async (name: string, type: string, value: string, _flags: object, command: Command) => {
      const answer = await callControl(controlOf(command), 'PUT', 'dns/records', { name, type, value });
      answering(command, terminal).answer(answer, () => `Set ${type} ${name}\n`);
    });
  dns
    .command('remove <name> [type] [value]')
    .description('remove one record, those of one type, or all of a name')
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
        answering(command, terminal).answer(answer, () => `Removed ${[type, name].join(' ').trim()}\n`);
      },
    );
  dns
    .command('list [name]')
    .description('the records, or those at and below a name')
    .action(async (name: string | undefined, _flags: object, command: Command) => {
      const query = name === undefined ? '' : `?name=${encodeURIComponent(name)}`;
      const answer = await callControl(controlOf(command), 'GET', `dns/records${query}`);
      const { records } = fieldsOf(answer);
      answering(command, terminal).answer(records, () => recordsText(records));
    });
}

function controlOf(command: Command): Control {
  const { controlUrl, environment } = stackAt(command.optsWithGlobals<GlobalOptions>().dataDir);
  const token = environment.SEALFLOW_CONTROL_TOKEN;
  return { what: { zh: '内置系统', en: 'The embedded stack' }, baseUrl: controlUrl, token };
}

function recordsText(records: unknown): string {
  if (!Array.isArray(records) || records.length === 0) return 'No records.\n';
  return table(
    records.map((record) => {
      const { name, type, value } = fieldsOf(record);
      return [name, type, value].map((part) =>
        typeof part === 'string' ? part : JSON.stringify(part ?? ''),
      );
    }),
  );
}

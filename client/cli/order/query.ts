/** `sealflow order query` and `views`: the Temporal Web UI's list, of orders that have waited for too long, and by whose turn it is. */
import type { Command } from 'commander';
import type { CertificateType } from '../../../domain/catalogue/words.js';
import { instantOf } from '../../../domain/instants.js';
import type { OrganizationWait } from '../../../domain/waits.js';
import { answering } from '../command.js';
import { pageAddressesOf, type GlobalOptions } from '../session.js';
import type { Terminal } from '../terminal.js';

interface QueryFlags {
  readonly waitingOn: OrganizationWait;
  readonly longerThan: string;
  readonly type?: CertificateType;
  readonly at?: string;
}

export function addOrderQuery(order: Command, terminal: Terminal): void {
  order
    .command('query')
    .requiredOption('--waiting-on <wait>')
    .requiredOption('--longer-than <days>')
    .option('--type <type>')
    .option('--at <when>')
    .action(async ({ waitingOn, longerThan, type, at }: QueryFlags, command: Command) => {
      const when = {
        ...(type && { type }),
        ...(at !== undefined && { at: new Date(instantOf(at) ?? Number.NaN) }),
      };
      const { overdueQuery } = await import('../../orders/overdue-query.js');
      const query = overdueQuery({ waitingOn, workingDays: Number(longerThan), ...when });
      answering(command, terminal).answer({ query }, () => `${query}\n`);
    });
  order.command('views').action(async (_flags: object, command: Command) => {
    const { answer, language } = answering(command, terminal);
    const [addresses, { turnViews }] = await Promise.all([
      pageAddressesOf(command.optsWithGlobals<GlobalOptions>(), terminal.environment),
      import('../../../domain/orders/turn-views.js'),
    ]);
    const views = turnViews(addresses, language);
    answer(views, () =>
      views.map(({ name, query, url }) => `${name[language]}\n  ${url ?? query}\n`).join(''),
    );
  });
}

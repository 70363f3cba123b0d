/** `sealflow route`: which CA serves which product, by default or for the names below a domain. */
import type { Command } from 'commander';
import type { Reader } from '../../domain/bilingual.js';
import type { RouteView } from '../connections/routes.js';
import { onClient } from './command.js';
import { whose, whoseText } from './connection.js';
import type { Terminal } from './terminal.js';
import { tableFor } from './table.js';
import { removedThing } from './texts/certificate.js';
import { CONNECTION_TEXTS, ROUTE_HEADINGS } from './texts/connection.js';

interface SetFlags {
  readonly brand?: string;
  readonly type?: string;
  readonly suffix?: string;
  readonly fallback?: string;
  readonly installation?: true;
}

export function addRouteCommands(program: Command, terminal: Terminal): void {
  const route = program.command('route');
  route.command('list').action((_flags: object, command: Command) =>
    onClient(command, terminal, async (client, { answer, reader }) => {
      const found = await client.routes.list();
      answer(found, (width) => listText(found, reader, width));
    }),
  );
  route
    .command('set <connection>')
    .option('--brand <brand>')
    .option('--type <type>')
    .option('--suffix <domain>')
    .option('--fallback <connection>')
    .option('--installation')
    .action((connection: string, flags: SetFlags, command: Command) =>
      onClient(command, terminal, async (client, { answer, reader }) => {
        const { installation: _whose, ...rule } = flags;
        const set = await client.routes.set({ connection, ...rule, ...whose(flags) });
        answer(set, (width) => listText([set], reader, width));
      }),
    );
  route
    .command('remove <route>')
    .option('--installation')
    .action((routeId: string, flags: { installation?: true }, command: Command) =>
      onClient(command, terminal, async (client, { answer, reader }) => {
        await client.routes.remove(routeId, whose(flags));
        answer({ route: routeId, removed: true }, () => `${removedThing(routeId)[reader.language]}\n`);
      }),
    );
}

function listText(found: readonly RouteView[], reader: Reader, width: number | undefined): string {
  const { language } = reader;
  if (found.length === 0) return `${CONNECTION_TEXTS.noRoutes[language]}\n`;
  const any = CONNECTION_TEXTS.any[language];
  const rows = found.map((route) => [
    route.routeId,
    route.brand ?? any,
    route.type ?? any,
    route.suffix ?? any,
    route.connection.name,
    route.fallback?.name ?? '',
    whoseText(route, reader),
  ]);
  const columns = Object.values(ROUTE_HEADINGS).map((heading) => ({ heading }));
  return tableFor(reader, columns, rows, width);
}

/** Alias, tags and project on the command line: set on orders and certificates, and searched by. */
import { InvalidArgumentError, type Command } from 'commander';
import type { Bilingual } from '../../domain/bilingual.js';
import type { LabelChanges, Labels, Tag } from '../../domain/orders/labels.js';
import type { OrderClient } from '../order-client.js';
import { onClient } from './command.js';
import type { Terminal } from './terminal.js';
import { factsFor, oneLine } from './text.js';
import { LABELS } from './texts/labels.js';
import { USAGE } from './texts/usage.js';

interface LabelFlags {
  readonly alias?: string | false;
  readonly project?: string | false;
  readonly tag?: readonly Tag[];
  readonly untag?: readonly string[];
}

export interface LabelFilterFlags {
  readonly alias?: string;
  readonly tag?: { readonly key: string; readonly value?: string };
  readonly project?: string;
}

/** `label <id>`. `set` answers with what is labelled, as it stands now. */
export function addLabelCommand(
  group: Command,
  terminal: Terminal,
  what: 'order' | 'certificate',
  set: (client: OrderClient, id: string, changes: LabelChanges) => Promise<Labels>,
): void {
  group
    .command(`label <${what === 'order' ? 'order' : 'id'}>`)
    .option('--alias <alias>')
    .option('--no-alias')
    .option('--tag <key=value>', '', tags, [])
    .option('--untag <key>', '', keys, [])
    .option('--project <project>')
    .option('--no-project')
    .action((id: string, flags: LabelFlags, command: Command) =>
      onClient(command, terminal, async (client, { answer, reader }) => {
        const labelled = await set(client, id, changesOf(flags));
        answer(labelled, () => factsFor(reader, labelFacts(labelled)));
      }),
    );
}

/** `--alias`, `--tag` and `--project` of a list. */
export function withLabelFilters(list: Command): Command {
  return list
    .option('--alias <text>')
    .option('--tag <key[=value]>', '', searchedTag)
    .option('--project <project>');
}

/** Lines of a view; those without a value are left out. */
export function labelFacts({ alias, tags: given, project }: Labels): [Bilingual, string | null][] {
  const text = given.map(({ key, value }) => `${key}=${value}`).join(', ');
  return [
    [LABELS.alias, alias && oneLine(alias)],
    [LABELS.tags, oneLine(text)],
    [LABELS.project, project && oneLine(project)],
  ];
}

/** Commander makes false of `--no-alias`. */
function changesOf({ alias, project, tag = [], untag = [] }: LabelFlags): LabelChanges {
  return {
    ...changed('alias', alias),
    ...changed('project', project),
    ...(tag.length > 0 && { addTags: tag }),
    ...(untag.length > 0 && { removeTags: untag }),
  };
}

function changed(field: 'alias' | 'project', given: string | boolean | undefined): LabelChanges {
  if (given === false) return { [field]: null };
  return typeof given === 'string' ? { [field]: given } : {};
}

export function tags(text: string, before: readonly Tag[]): Tag[] {
  const { key, value } = searchedTag(text);
  if (value === undefined) throw new InvalidArgumentError(USAGE.tagForm.en);
  return [...before, { key, value }];
}

function keys(text: string, before: readonly string[]): string[] {
  return [...before, text];
}

function searchedTag(text: string): { key: string; value?: string } {
  const at = text.indexOf('=');
  return at < 0 ? { key: text } : { key: text.slice(0, at), value: text.slice(at + 1) };
}

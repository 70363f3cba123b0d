/** `sealflow preflight`: names looked at as a CA will, before anything is ordered. */
import type { Command } from 'commander';
import { sourceWords } from '../../domain/control/findings.js';
import type { PreflightFinding } from '../../domain/control/preflight/finding.js';
import type { PreflightNameView, PreflightQuery, PreflightView } from '../control/preflight.js';
import { onClient } from './command.js';
import { padded } from './display-width.js';
import { EXIT } from './exit-codes.js';
import type { TerminalReader } from './reader.js';
import type { Terminal } from './terminal.js';
import { oneLine } from './text.js';
import { allText, fixText, nameText, SEVERITY_WORDS } from './texts/preflight.js';

interface Flags {
  readonly ca?: string;
  readonly method?: string;
  readonly accountUri?: string;
}

/** `setExitCode` is for names that no CA would issue for. */
export function addPreflightCommand(
  program: Command,
  terminal: Terminal,
  setExitCode: (code: number) => void,
): void {
  program
    .command('preflight <names...>')
    .option('--ca <ca>')
    .option('--method <method>')
    .option('--account-uri <uri>')
    .action((names: string[], flags: Flags, command: Command) =>
      onClient(command, terminal, async (client, { answer, reader }) => {
        // Judged at the client's door as all of it is.
        const view = await client.preflight({ names, ...flags } as PreflightQuery);
        answer(view, () => preflightText(view, reader));
        if (view.wouldFail) setExitCode(EXIT.wouldFail);
      }),
    );
}

/** Name by name, worst first; what is fine on one line each. */
export function preflightText({ names }: PreflightView, reader: TerminalReader): string {
  const failing = names.filter(({ wouldFail }) => wouldFail).length;
  const parts = names.map((one) => nameParagraph(one, reader));
  if (names.length > 1) parts.push(`${allText(names.length, failing)[reader.language]}\n`);
  return parts.join('\n');
}

function nameParagraph({ name, ca, findings }: PreflightNameView, reader: TerminalReader): string {
  const count = (wanted: PreflightFinding['severity']) =>
    findings.filter(({ severity }) => severity === wanted).length;
  const head = nameText(name, oneLine(ca.called), count('fails'), count('warns'))[reader.language];
  return `${head}\n${findings.map((finding) => findingLines(finding, reader)).join('')}`;
}

/** Wider than any code, so that what was seen stands in a column of its own. */
const CODE_WIDTH = 22;

function findingLines(
  { severity, code, servers, seen, fix }: PreflightFinding,
  reader: TerminalReader,
): string {
  const { language } = reader;
  const indent = '    ';
  const said = oneLine(seen[language]);
  const head = `  ${padded(SEVERITY_WORDS[severity][language], 5)}  ${padded(code, CODE_WIDTH)}  ${said}\n`;
  if (severity === 'fine') return head;
  const who = servers
    .map((server) => oneLine(sourceWords(server)[language]))
    .join(language === 'zh' ? '、' : ', ');
  const lines = [...(who === '' ? [] : [who]), ...(fix ? [oneLine(fixText(fix)[language])] : [])];
  return head + lines.map((line) => `${indent}${line}\n`).join('');
}

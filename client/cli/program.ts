/** The whole command line, put together: options of every command, errors, exit codes. */
import { Command, CommanderError, Option } from 'commander';
import type { Language } from '../../domain/bilingual.js';
import { addCaCommands } from './ca/index.js';
import { addCertificateCommands } from './certificate/index.js';
import { addCompanyCommands } from './saved/company.js';
import { addConnectionCommands } from './connection.js';
import { addContactCommands } from './saved/contact.js';
import { addDelegationCommands } from './delegation.js';
import { addDnsCommands } from './dns.js';
import { addDoctorCommand } from './doctor.js';
import { addDossierCommands } from './dossier.js';
import { describeError, EXIT, exitCodeOf, reportOf } from './exit-codes.js';
import { addForecastCommand } from './forecast.js';
import { addKeyCommands } from './key.js';
import { addLetterCommands } from './letter.js';
import { addLogCommands } from './log.js';
import { addLoginCommands } from './login.js';
import { addMigrateCommand } from './migrate.js';
import { addNoticeCommands } from './notice.js';
import { addOrderCommands } from './order/index.js';
import { addApprovalCommands } from './approval.js';
import { addRouteCommands } from './route.js';
import { addQuotaCommand } from './quota.js';
import { addApiKeyCommands } from './people/api-key.js';
import { addSessionCommands } from './people/signed-in.js';
import { addUserCommands } from './people/user.js';
import { addWaitCommands } from './people/wait.js';
import { addPaymentCommands } from './payment/index.js';
import { addPlanCommands } from './plan.js';
import { addPreflightCommand } from './preflight.js';
import { readerOf } from './reader.js';
import { safeTerminal } from './safe-terminal.js';
import type { GlobalOptions } from './session.js';
import { prepareHelp, tellHelp } from './spoken-help.js';
import { languageOf, type Terminal } from './terminal.js';
import { jsonLine } from './text.js';
import { refuseUnusableWords } from './typed.js';
import { addUpCommand } from './up.js';

/** Runs one command line, without `node` and the script; returns its exit code and never throws. */
export async function runCommandLine(
  args: readonly string[],
  terminal: Terminal,
  version: string,
): Promise<number> {
  let exitCode: number = EXIT.done;
  const json = args.includes('--json');
  // Standard error is one JSON document then, not a help text.
  const quietly = json ? { ...terminal, writeError: () => undefined } : terminal;
  const language = languageOf(terminal.environment, languageIn(args));
  const program = commandLine(quietly, version, (code) => (exitCode = code), language);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (isHelpOrVersion(error)) return EXIT.done;
    report(error, safeTerminal(terminal), json, language);
    return exitCodeOf(error);
  }
}

/** What `--lang` says, before there is a tree of commands that could parse it; the last one counts. */
export function languageIn(args: readonly string[]): string | undefined {
  return args
    .flatMap((arg, index) => (arg === '--lang' ? args.slice(index + 1, index + 2) : valueOf(arg)))
    .at(-1);
}

function valueOf(arg: string): string[] {
  return arg.startsWith('--lang=') ? [arg.slice('--lang='.length)] : [];
}

/** The tree of commands alone, with its texts (texts/help) in a language: nothing is parsed, connected or read yet. */
export function commandLine(
  userTerminal: Terminal,
  version: string,
  setExitCode: (code: number) => void,
  language: Language = 'en',
): Command {
  const terminal = safeTerminal(userTerminal);
  const program = new Command('sealflow');
  prepareHelp(program, language);
  program
    .version(version)
    .option('--json')
    .option('--data-dir <dir>')
    .option('--account <account>')
    .addOption(new Option('--lang <language>').choices(['en', 'zh']))
    .option('--time-zone <zone>')
    // Errors are ours to report, in one form for all of them.
    .configureOutput({
      writeOut: (text) => terminal.write(text),
      writeErr: (text) => terminal.writeError(text),
      outputError: () => undefined,
    })
    .hook('preAction', (_program, command) => {
      refuseUnusableWords(command);
      readerOf(terminal.environment, command.optsWithGlobals<GlobalOptions>());
    })
    .exitOverride();
  addUpCommand(program, setExitCode);
  addLoginCommands(program, terminal);
  addOrderCommands(program, terminal, setExitCode);
  addPreflightCommand(program, terminal, setExitCode);
  addForecastCommand(program, terminal);
  addLetterCommands(program, terminal);
  addCertificateCommands(program, terminal);
  addPlanCommands(program, terminal);
  addCompanyCommands(program, terminal);
  addContactCommands(program, terminal);
  addConnectionCommands(program, terminal);
  addRouteCommands(program, terminal);
  addApprovalCommands(program, terminal);
  addDelegationCommands(program, terminal);
  addPaymentCommands(program, terminal);
  addQuotaCommand(program, terminal);
  addLogCommands(program, terminal, setExitCode);
  addDossierCommands(program, terminal, setExitCode);
  addNoticeCommands(program, terminal);
  addKeyCommands(program, terminal);
  addUserCommands(program, terminal);
  addApiKeyCommands(program, terminal);
  addSessionCommands(program, terminal);
  addWaitCommands(program, terminal);
  addMigrateCommand(program, terminal);
  addDoctorCommand(program, terminal, setExitCode);
  addDnsCommands(program, terminal);
  addCaCommands(program, terminal);
  tellHelp(program, language);
  return program;
}

function isHelpOrVersion(error: unknown): boolean {
  return error instanceof CommanderError && error.exitCode === 0;
}

function report(error: unknown, terminal: Terminal, json: boolean, language: Language): void {
  // A command without its subcommand: the help it was answered with says it all.
  if (error instanceof CommanderError && error.code === 'commander.help' && !json) return;
  terminal.writeError(json ? jsonLine({ error: reportOf(error) }) : describeError(error, language));
}

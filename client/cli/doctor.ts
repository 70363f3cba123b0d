/** `sealflow doctor`: what Postgres, Temporal, the CA and the payment service tell differently, and the mending of it. */
import type { Command } from 'commander';
import type { Bilingual, Reader } from '../../domain/bilingual.js';
import { OrderFailure } from '../../domain/failures.js';
import { wordsOfThrown } from '../../domain/told.js';
import { Refusal, refusalDetails } from '../../domain/refusals.js';
import {
  REPAIR_WORDS,
  REPAIRS_SETTLE_MS,
  type StoreFinding,
  type StoreRepairOutcome,
  type StoresComparison,
} from '../../domain/stores/words.js';
import type { Doctor } from '../stores/doctor.js';
import { answering, type Answering } from './command.js';
import { EXIT } from './exit-codes.js';
import { withDoctor, type GlobalOptions } from './session.js';
import type { Terminal } from './terminal.js';
import {
  comparedText,
  DOCTOR_TEXTS,
  lackText,
  leftText,
  notComparedText,
  outcomeText,
  repairLine,
  summaryText,
} from './texts/doctor.js';

interface Flags {
  readonly repair?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/** `setExitCode` is for differences that are left. */
export function addDoctorCommand(
  program: Command,
  terminal: Terminal,
  setExitCode: (code: number) => void,
): void {
  program
    .command('doctor')
    .option('--repair')
    .option('--dry-run')
    .option('--yes')
    .action(async (flags: Flags, command: Command) => {
      refuseUnusable(flags, terminal);
      const options = command.optsWithGlobals<GlobalOptions>();
      const answers = answering(command, terminal);
      await withDoctor(options, terminal.environment, async (doctor) => {
        const session = { doctor, terminal, answers, flags };
        const left = flags.repair && !flags.dryRun ? await mend(session) : await look(session);
        if (left > 0) setExitCode(EXIT.failed);
      });
    });
}

interface Session {
  readonly doctor: Doctor;
  readonly terminal: Terminal;
  readonly answers: Answering;
  readonly flags: Flags;
}

function refuseUnusable({ repair, dryRun, yes }: Flags, { ask }: Terminal): void {
  if (!repair && (dryRun || yes))
    throw new Refusal(
      refusalDetails('InvalidInput', {
        field: dryRun ? 'dry-run' : 'yes',
        message: {
          zh: `--${dryRun ? 'dry-run' : 'yes'} 用来说明如何修复`,
          en: `--${dryRun ? 'dry-run' : 'yes'} says how to repair`,
        },
        accepted: { zh: '与 --repair 一起使用', en: 'together with --repair' },
      }),
    );
  if (repair && !dryRun && !yes && !ask)
    throw new Refusal(
      refusalDetails('InvalidInput', {
        field: 'repair',
        message: {
          zh: '终端前没有人可以逐项确认',
          en: 'Nobody sits at this terminal to be asked case by case',
        },
        accepted: {
          zh: '先执行 --repair --dry-run,再执行 --repair --yes',
          en: '--repair --dry-run, then --repair --yes',
        },
      }),
    );
}

/** Returns how many differences there are. */
async function look({ doctor, answers, flags }: Session): Promise<number> {
  const comparison = await doctor.compare();
  const { findings, more } = comparison;
  answers.answer(comparison, () =>
    [
      comparisonText(comparison, answers.reader),
      ...findings.map((finding) => findingText(finding, answers.reader, flags.repair === true)),
      allText(findings.length + more, flags.repair === true, answers.reader),
    ].join(''),
  );
  return findings.length + more;
}

interface Treated extends StoreFinding {
  readonly outcome: StoreRepairOutcome['outcome'] | 'left' | 'failed';
  readonly told: string | null;
  readonly toldChinese?: string;
}

/** What one repair leaves may be what another one mends: a revocation, for instance, of an order that was mended. */
const MOST_ROUNDS = 5;

/** Returns how many differences are left. */
async function mend(session: Session): Promise<number> {
  const { doctor, terminal, answers } = session;
  const treated = new Map<string, Treated>();
  let comparison = await doctor.compare();
  if (!answers.json) terminal.write(comparisonText(comparison, answers.reader));
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const fresh = comparison.findings.filter((finding) => treated.get(keyOf(finding)) === undefined);
    if (fresh.length === 0) break;
    for (const finding of fresh) treated.set(keyOf(finding), await treat(session, finding));
    comparison = await doctor.compare();
  }
  comparison = await onceSettled(comparison, doctor, treated);
  const left = comparison.findings.length + comparison.more;
  answers.answer({ treated: [...treated.values()], left: comparison }, () =>
    restText(comparison, answers.reader),
  );
  return left;
}

/** What was mended and still differs is looked at again before it is told as left. */
async function onceSettled(
  first: StoresComparison,
  doctor: Doctor,
  treated: ReadonlyMap<string, Treated>,
): Promise<StoresComparison> {
  let comparison = first;
  for (const pause of REPAIRS_SETTLE_MS) {
    if (!comparison.findings.some((finding) => treated.get(keyOf(finding))?.outcome === 'mended')) break;
    await new Promise((resolve) => setTimeout(resolve, pause));
    comparison = await doctor.compare();
  }
  return comparison;
}

function keyOf({ repair, subject }: StoreFinding): string {
  return `${repair ?? 'none'} ${subject}`;
}

async function treat(session: Session, finding: StoreFinding): Promise<Treated> {
  const { doctor, terminal, answers } = session;
  if (!answers.json) terminal.write(findingText(finding, answers.reader, true));
  if (finding.repair === null || !(await isAgreed(session)))
    return { ...finding, outcome: 'left', told: null };
  const treated = await doctor.repair(finding).then(
    (outcome) => ({ ...finding, told: null, ...outcome }),
    (error: unknown) => ({ ...finding, outcome: 'failed' as const, ...toldOf(error) }),
  );
  if (!answers.json)
    terminal.write(`${outcomeText(treated.outcome, wordsOfRepair(treated))[answers.reader.language]}\n`);
  return treated;
}

async function isAgreed({ terminal, flags, answers }: Session): Promise<boolean> {
  if (flags.yes === true) return true;
  const answer = (await terminal.ask?.(DOCTOR_TEXTS.question[answers.reader.language])) ?? '';
  return /^(y|yes|是)$/i.test(answer.trim());
}

function toldOf(error: unknown): { readonly told: string; readonly toldChinese: string } {
  const { zh, en } = error instanceof OrderFailure ? error.words : wordsOfThrown(error);
  return { told: en, toldChinese: zh };
}

/** Older workers tell it in English alone. */
function wordsOfRepair({ told, toldChinese }: Pick<Treated, 'told' | 'toldChinese'>): Bilingual {
  return { zh: toldChinese ?? told ?? '', en: told ?? '' };
}

function comparisonText(
  { compared, notCompared, notComparedChinese = [] }: StoresComparison,
  { language }: Reader,
): string {
  const gaps = notCompared.map((en, index) => {
    const gap = { zh: notComparedChinese[index] ?? en, en };
    return `${notComparedText(gap)[language]}\n`;
  });
  return [`${comparedText(compared)[language]}\n`, ...gaps].join('');
}

function findingText(
  { repair, subject, account, lacks, lacksChinese }: StoreFinding,
  { language }: Reader,
  withRepair: boolean,
): string {
  const head = `\n${lackText(subject, account, { zh: lacksChinese ?? lacks, en: lacks })[language]}\n`;
  if (!withRepair) return head;
  const way = repair === null ? DOCTOR_TEXTS.nothingFromHere : repairLine(repair, REPAIR_WORDS[repair]);
  return `${head}  ${way[language]}\n`;
}

function allText(count: number, toldRepairs: boolean, { language }: Reader): string {
  if (count === 0) return `${DOCTOR_TEXTS.nothingLacks[language]}\n`;
  return `\n${summaryText(count, toldRepairs)[language]}\n`;
}

function restText({ findings, more }: StoresComparison, reader: Reader): string {
  const count = findings.length + more;
  if (count === 0) return `\n${DOCTOR_TEXTS.nothingLacksAnyMore[reader.language]}\n`;
  const told = findings.map((finding) => findingText(finding, reader, true));
  return `\n${leftText(count)[reader.language]}\n${told.join('')}`;
}

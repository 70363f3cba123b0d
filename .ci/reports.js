/** What vitest's JSON reports of a whole run say: which files are to be tried again, and the sum of all. */
import { existsSync, readFileSync } from 'node:fs';

/** More than this is no chance: it is not tried again. */
const MOST_TRIED_AGAIN = 4;

/** Where the second try of `report` leaves its own. */
const againOf = (report) => `${report}.again`;

function filesOf(report) {
  try {
    return JSON.parse(readFileSync(report, 'utf8')).testResults;
  } catch {
    return undefined;
  }
}

const hasFailed = ({ status, assertionResults }) =>
  status === 'failed' || assertionResults.some((test) => test.status === 'failed');

/** Prints the files to try again, one a line. */
function toTryAgain(report) {
  const failed = (filesOf(report) ?? []).filter(hasFailed);
  if (failed.length <= MOST_TRIED_AGAIN) for (const { name } of failed) console.log(name);
}

/** Every file as its last try left it, and the failures of those whose first try was worse. */
function lastTries(report) {
  const first = filesOf(report) ?? [];
  const again = new Map((filesOf(againOf(report)) ?? []).map((file) => [file.name, file]));
  const last = first.map((file) => again.get(file.name) ?? file);
  const mended = first.filter((file) => hasFailed(file) && !hasFailed(again.get(file.name) ?? file));
  return { last, mended };
}

function failuresOf(files) {
  return files.flatMap(({ name, status, message, assertionResults }) => {
    const tests = assertionResults.filter((test) => test.status === 'failed');
    if (tests.length === 0) return status === 'failed' ? [`${name}\n${message.slice(0, 1_000)}`] : [];
    return tests.map(
      (test) => `${name} > ${test.fullName}\n${test.failureMessages.join('\n').slice(0, 1_000)}`,
    );
  });
}

const NOT_RUN = ['pending', 'skipped', 'todo', 'disabled'];

const numberOf = (files, statuses) =>
  files.flatMap((file) => file.assertionResults).filter(({ status }) => statuses.includes(status)).length;

/** `FILE: number`, for each that was not run whole. */
const skipsOf = (files) =>
  files.map((file) => [file.name, numberOf([file], NOT_RUN)]).filter(([, count]) => count > 0);

/** Counts of one step: a check that fails is one failure; so is a run that leaves no report, or fails outside of a test. */
function outcomeOf({ code, report }) {
  if (report === '-')
    return { passed: 0, failed: code === 0 ? 0 : 1, skipped: 0, skips: [], failures: [], mended: [] };
  const { last, mended } = lastTries(report);
  const failures = failuresOf(last);
  const broken = (code !== 0 && mended.length === 0) || last.length === 0;
  return {
    passed: numberOf(last, ['passed']),
    failed: failures.length || (broken ? 1 : 0),
    skipped: numberOf(last, NOT_RUN),
    skips: skipsOf(last),
    failures,
    mended: failuresOf(mended),
  };
}

/** `steps`: a file of lines "exit code, name, report or -", parted by tabs. The last line printed is the sum. */
function summary(steps) {
  const total = { passed: 0, failed: 0, skipped: 0, again: 0 };
  for (const line of readFileSync(steps, 'utf8').trim().split('\n')) {
    const [code, name, report] = line.split('\t');
    const { passed, failed, skipped, skips, failures, mended } = outcomeOf({ code: Number(code), report });
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
    total.again += mended.length;
    console.log(
      `== ${name}: ${report === '-' ? (failed ? 'failed' : 'good') : `${passed} passed, ${failed} failed`}`,
    );
    // Named here once more: what reads only the end of a long output still learns which.
    for (const failure of mended) console.log(`   ONLY AT THE SECOND TRY ${failure}`);
    for (const failure of failures) console.log(`   FAILED ${failure}`);
    for (const [file, count] of skips) console.log(`   SKIPPED ${count} of ${file}; its lines above say why`);
  }
  const { passed, failed, skipped, again } = total;
  if (again > 0)
    console.log(
      `== ${again} of those that passed did so only at their second try, alone: faults to be mended.`,
    );
  console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
  process.exitCode = failed ? 1 : 0;
}

const [, , command, path] = process.argv;
if (!existsSync(path)) throw new Error(`There is no ${path}.`);
if (command === 'again') toTryAgain(path);
else summary(path);

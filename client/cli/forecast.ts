/** `sealflow forecast`: what orders and certificates will need, and by when. */
import type { Command } from 'commander';
import { FORECAST_KINDS } from '../../domain/plans/forecast.js';
import type { ForecastItemView, ForecastReading } from '../plans/forecast.js';
import { inBatches } from './batches.js';
import { onClient } from './command.js';
import type { Language, Terminal } from './terminal.js';
import { table, tableInParts } from './table.js';
import { jsonLine, time } from './text.js';

interface ForecastFlags {
  readonly date: string;
  readonly until?: string;
  readonly weeks?: string;
}

export function addForecastCommand(program: Command, terminal: Terminal): void {
  program
    .command('forecast')
    .description('which orders and certificates will need what by when, as seen from a day; changes nothing')
    .requiredOption('--date <day>', 'the first day, such as 2027-03-01 (UTC): today or later')
    .option('--until <day>', 'the last day')
    .option('--weeks <count>', 'so many weeks in place of --until (default: 12)')
    .action(({ date, until, weeks }: ForecastFlags, command: Command) =>
      onClient(command, terminal, async (client, { json, language }) => {
        const reading = await client.readForecast({
          date,
          ...(until !== undefined && { until }),
          ...(weeks !== undefined && { weeks: Number(weeks) }),
        });
        const parts = json ? jsonInParts(reading) : forecastText(reading, language, terminal.columns);
        for await (const text of parts) {
          terminal.write(text);
          await terminal.taken?.();
        }
      }),
    );
}

/** Lines that are made in one piece: what people look at fits into the first one, and is aligned as a whole. */
const LINES_AT_ONCE = 1_000;

/** One document, as `jsonLine` would write it. */
async function* jsonInParts({ date, until, weeks, items }: ForecastReading): AsyncGenerator<string> {
  yield `{"date":"${date}","until":"${until}","items":[`;
  let before = '';
  for await (const some of inBatches(items, LINES_AT_ONCE)) {
    yield before + some.map((item) => jsonLine(item).trimEnd()).join(',');
    before = ',';
  }
  yield `],"weeks":${jsonLine(weeks).trimEnd()}}\n`;
}

/** What people have to do is marked: a long list is mostly what happens by itself. */
export async function* forecastText(
  { date, until, count, items, weeks }: ForecastReading,
  language: Language,
  width?: number,
): AsyncGenerator<string> {
  if (count === 0) {
    yield `Nothing to do from ${date} to ${until}.\n`;
    return;
  }
  const lines = tableInParts({ width, words: ['NAMES', 'WHAT'] });
  let headings = [['WHEN', '', 'NAMES', 'WHAT', 'ORDER OR PLAN']];
  for await (const some of inBatches(items, LINES_AT_ONCE)) {
    yield lines([...headings, ...some.map((item) => lineOf(item, language))]);
    headings = [];
  }
  yield `\n${weeksText(weeks)}`;
}

function weeksText(weeks: ForecastReading['weeks']): string {
  const kinds = FORECAST_KINDS.filter((kind) => weeks.some(({ counts }) => counts[kind] > 0));
  return table([
    ['WEEK', 'FROM', 'ALL', 'PEOPLE', ...kinds.map((kind) => kind.toUpperCase())],
    ...weeks.map(({ week, from, total, withPeople, counts }) => [
      week,
      from,
      `${total}`,
      `${withPeople}`,
      ...kinds.map((kind) => `${counts[kind]}`),
    ]),
  ]);
}

function lineOf(item: ForecastItemView, language: Language): string[] {
  const { at, names, needsPeople, what, orderId, planId } = item;
  return [time(at), needsPeople ? '!' : '', shortly(names), what[language], orderId ?? planId ?? ''];
}

function shortly([first = '(form to come)', ...others]: readonly string[]): string {
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}

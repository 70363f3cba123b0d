/** `sealflow forecast`: what orders and certificates will need, and by when. */
import type { Command } from 'commander';
import { FORECAST_KINDS } from '../../domain/plans/forecast.js';
import type { ForecastItemView, ForecastView } from '../plans/forecast.js';
import { onClient } from './command.js';
import type { Language, Terminal } from './terminal.js';
import { table } from './table.js';
import { time } from './text.js';

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
      onClient(command, terminal, async (client, { answer, language }) => {
        const view = await client.forecast({
          date,
          ...(until !== undefined && { until }),
          ...(weeks !== undefined && { weeks: Number(weeks) }),
        });
        answer(view, (width) => forecastText(view, language, width));
      }),
    );
}

/** What people have to do is marked: a long list is mostly what happens by itself. */
export function forecastText(
  { date, until, items, weeks }: ForecastView,
  language: Language,
  width?: number,
): string {
  if (items.length === 0) return `Nothing to do from ${date} to ${until}.\n`;
  const lines = table(
    [['WHEN', '', 'NAMES', 'WHAT', 'ORDER OR PLAN'], ...items.map((item) => lineOf(item, language))],
    { width, words: ['NAMES', 'WHAT'] },
  );
  const kinds = FORECAST_KINDS.filter((kind) => weeks.some(({ counts }) => counts[kind] > 0));
  const counted = table([
    ['WEEK', 'FROM', 'ALL', 'PEOPLE', ...kinds.map((kind) => kind.toUpperCase())],
    ...weeks.map(({ week, from, total, withPeople, counts }) => [
      week,
      from,
      `${total}`,
      `${withPeople}`,
      ...kinds.map((kind) => `${counts[kind]}`),
    ]),
  ]);
  return `${lines}\n${counted}`;
}

function lineOf(item: ForecastItemView, language: Language): string[] {
  const { at, names, needsPeople, what, orderId, planId } = item;
  return [time(at), needsPeople ? '!' : '', shortly(names), what[language], orderId ?? planId ?? ''];
}

function shortly([first = '(form to come)', ...others]: readonly string[]): string {
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}

/** `sealflow forecast`: what orders and certificates will need, and by when. */
import type { Command } from 'commander';
import type { Reader } from '../../domain/bilingual.js';
import type { ForecastKind } from '../../domain/plans/forecast.js';
import { FORECAST_KIND_WORDS } from '../../domain/plans/spoken-words.js';
import type { ForecastItemView, ForecastReading } from '../plans/forecast.js';
import { inBatches } from './batches.js';
import { onClient } from './command.js';
import type { Terminal } from './terminal.js';
import { tableFor, tableInPartsFor } from './table.js';
import { clockTime, jsonLine } from './text.js';
import { andMore, FORECAST_HEADINGS, FORM_TO_COME, nothingToDo, WEEK_HEADINGS } from './texts/plan.js';

interface ForecastFlags {
  readonly date: string;
  readonly until?: string;
  readonly weeks?: string;
}

export function addForecastCommand(program: Command, terminal: Terminal): void {
  program
    .command('forecast')
    .requiredOption('--date <day>')
    .option('--until <day>')
    .option('--weeks <count>')
    .action(({ date, until, weeks }: ForecastFlags, command: Command) =>
      onClient(command, terminal, async (client, { json, reader }) => {
        const reading = await client.readForecast({
          date,
          ...(until !== undefined && { until }),
          ...(weeks !== undefined && { weeks: Number(weeks) }),
          timeZone: reader.timeZone,
        });
        const parts = json ? jsonInParts(reading) : forecastText(reading, reader, terminal.columns);
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
  reader: Reader,
  width?: number,
): AsyncGenerator<string> {
  if (count === 0) {
    yield `${nothingToDo(date, until)[reader.language]}\n`;
    return;
  }
  const columns = [
    { heading: FORECAST_HEADINGS.when, times: true },
    { heading: FORECAST_HEADINGS.people },
    { heading: FORECAST_HEADINGS.names, words: true },
    { heading: FORECAST_HEADINGS.what, words: true },
    { heading: FORECAST_HEADINGS.subject },
  ];
  const lines = tableInPartsFor(reader, columns, width);
  for await (const some of inBatches(items, LINES_AT_ONCE))
    yield lines(some.map((item) => lineOf(item, reader)));
  const { FORECAST_KINDS } = await import('../../domain/plans/forecast.js');
  yield `\n${weeksText(weeks, FORECAST_KINDS, reader)}`;
}

function weeksText(
  weeks: ForecastReading['weeks'],
  allKinds: readonly ForecastKind[],
  reader: Reader,
): string {
  const kinds = allKinds.filter((kind) => weeks.some(({ counts }) => counts[kind] > 0));
  const headings = [...Object.values(WEEK_HEADINGS), ...kinds.map((kind) => FORECAST_KIND_WORDS[kind])];
  return tableFor(
    reader,
    headings.map((heading) => ({ heading })),
    weeks.map(({ week, from, total, withPeople, counts }) => [
      week,
      from,
      `${total}`,
      `${withPeople}`,
      ...kinds.map((kind) => `${counts[kind]}`),
    ]),
  );
}

function lineOf(item: ForecastItemView, reader: Reader): string[] {
  const { at, names, needsPeople, what, orderId, planId } = item;
  return [
    clockTime(at, reader),
    needsPeople ? '!' : '',
    shortly(names, reader),
    what[reader.language],
    orderId ?? planId ?? '',
  ];
}

function shortly([first, ...others]: readonly string[], { language }: Reader): string {
  if (first === undefined) return FORM_TO_COME[language];
  return others.length === 0 ? first : andMore(first, others.length)[language];
}

/** What the account's plans will need in two years, read and written out as the command does. */
import { FORECAST_PLANS, measureForecast } from '../forecast.js';
import { FULL } from '../options.js';
import { onOwnDatabase } from '../stored/own-database.js';
import type { Workload } from '../workload.js';

export const forecastWorkload: Workload = {
  name: 'forecast',
  dependsOnTemporal: false,
  marks: [
    {
      id: 'forecastSeconds',
      what: '`forecast` of 45,000 items',
      unit: 's',
      kind: 'time',
      seen: '11.7 s, 765 MB',
      reach: { atMost: 1 },
    },
    {
      id: 'forecastPiece',
      what: '… the longest time that it keeps everything else from running',
      unit: 'ms',
      kind: 'time',
      seen: '11,700 ms',
    },
  ],
  run: ({ system, sizes }) =>
    onOwnDatabase(system.environment.DATABASE_URL ?? '', async (database) => {
      const plans = Math.ceil((FORECAST_PLANS * sizes.forecastItems) / FULL.forecastItems);
      const measured = await measureForecast(database, { plans });
      return {
        figures: { forecastSeconds: measured.wallMs / 1000, forecastPiece: measured.longestPieceMs },
        notes: [`${measured.items} items of ${measured.plans} plans, ${measured.bytesWritten} bytes written`],
        timings: [`CPU of the process that asks: ${measured.cpuMs.toFixed(0)} ms`],
        raw: measured,
      };
    }),
};

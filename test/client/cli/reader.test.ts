/** Who reads a command's words: the options go before the environment, and a clock that is none is refused before anything is done. */
import { expect, it } from 'vitest';
import { readerOf } from '../../../client/cli/reader.js';
import { runHere } from '../../support/command-line.js';

const NOWHERE = { PATH: '/usr/bin' };

it('is told by the options, else by the environment, else reads Chinese time', () => {
  expect(readerOf({}, {})).toEqual({ language: 'en', timeZone: 'Asia/Shanghai', alone: false });
  const elsewhere = { LANG: 'zh_CN.UTF-8', SEALFLOW_TIME_ZONE: 'Europe/Berlin' };
  expect(readerOf(elsewhere, {})).toEqual({
    language: 'zh',
    timeZone: 'Europe/Berlin',
    alone: false,
  });
  expect(readerOf(elsewhere, { lang: 'en', timeZone: 'UTC' })).toEqual({
    language: 'en',
    timeZone: 'UTC',
    alone: true,
  });
  expect(readerOf({ SEALFLOW_TIME_ZONE: '' }, {}).timeZone).toBe('Asia/Shanghai');
});

it('can’t have a clock that is none', async () => {
  for (const at of [0, 2]) {
    const args = ['order', 'list', '--json'];
    args.splice(at, 0, '--time-zone', 'Mars/Base');
    const { exitCode, stderr } = await runHere(args, NOWHERE);
    expect(exitCode).toBe(2);
    expect(JSON.parse(stderr)).toEqual({
      error: {
        code: 'InvalidInput',
        field: 'timeZone',
        message: 'timeZone is no time zone',
        accepted: 'a name of the IANA time zone database, such as Asia/Shanghai or UTC',
      },
    });
  }
  const ofMachine = await runHere(['order', 'list', '--json'], { ...NOWHERE, SEALFLOW_TIME_ZONE: 'Mars' });
  expect(ofMachine.exitCode).toBe(1);
  expect(JSON.parse(ofMachine.stderr)).toMatchObject({
    error: { code: 'ConfigurationError', field: 'SEALFLOW_TIME_ZONE' },
  });
});

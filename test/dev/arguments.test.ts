import { expect, it } from 'vitest';
import { ArgumentError, stackArguments } from '../../dev/arguments.js';

it('needs no flags', () => {
  expect(stackArguments([])).toEqual({ dataDir: '.sealflow', json: false, ports: {}, with: [] });
});

it('takes folder, form of the ready line, and ports', () => {
  const args = ['--data-dir=/data', '--json', '--dns-port', '5353', '--mail-port=8025', '--web-port=8080'];
  expect(stackArguments(args)).toEqual({
    dataDir: '/data',
    json: true,
    ports: { dns: 5353, mailPage: 8025, http: 8080 },
    with: [],
  });
});

it('takes parts that are started on wish', () => {
  expect(stackArguments(['--with', 'tencent', '--tencent-double-port=8379'])).toMatchObject({
    ports: { tencentDouble: 8379 },
    with: ['tencent'],
  });
});

it.each([
  ['--dns-port=0'],
  ['--dns-port=65536'],
  ['--dns-port=many'],
  ['--unknown-port=1'],
  ['--with=aliyun'],
  ['--data-dir'],
])('refuses %s, naming the flag', (argument) => {
  const flag = /--([a-z-]+)/.exec(argument)?.[1];
  expect(() => stackArguments([argument])).toThrow(ArgumentError);
  expect(() => stackArguments([argument])).toThrow(`--${flag ?? ''}`);
});

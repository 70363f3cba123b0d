/** English in a Chinese text is found, and what stays Latin there is let through. */
import { expect, it } from 'vitest';
import { latinSentences } from './latin-sentences.js';

it.each([
  ['The order has been told.', ['The order has been told']],
  ['订单 ord_1:No letters. 完', ['No letters']],
  ['至多等待(within 10 seconds)', ['within 10 seconds']],
  ['LAST FAILURE', ['LAST FAILURE']],
  ['DNS record missing', ['DNS record missing']],
  ['公司 Acme Widgets Ltd', ['Acme Widgets Ltd']],
])('finds %s', (text, found) => {
  expect(latinSentences(text)).toEqual(found);
});

it.each([
  '请运行 `sealflow order watch ord_1 and more`,然后等待',
  '  下一步:sealflow order watch ord_1\n',
  '用法:sealflow order create [选项]',
  '  --limit <count>  至多这么多个(默认 100)',
  '  --tag KEY=VALUE  标签',
  'auto-dns, manual-dns, file, auto-file',
  '在 Temporal Web UI 中,TXT 记录 _dnsauth.example.com 的值为 abc',
  'DNS CAA 查询:issue "wotrus.com"',
  '打开 http://127.0.0.1:8080/a b',
  '时间 2026-11-24 02:00(北京时间)',
])('lets %s through', (text) => {
  expect(latinSentences(text)).toEqual([]);
});

it('lets through what others wrote', () => {
  expect(latinSentences('公司 Acme Widgets Ltd', ['Acme Widgets Ltd'])).toEqual([]);
});

/** The whole demo in Chinese: not one English sentence in its timeline, its commands aside, nor in its table. */
import { expect, it } from 'vitest';
import { EVERY_ORDER } from '../../../dev/demo/every-order.js';
import { latinSentences } from '../../support/latin-sentences.js';
import { runDemo } from './run-demo.js';

/** Names that certificates carry. */
const ISSUERS = ['Sealflow Development SM2 Issuing CA', 'Sealflow Development Issuing CA'];

it.each([[['--all']], [[]]])('demo %j --lang zh', { timeout: 400_000 }, async (args) => {
  const { code, output, errors } = await runDemo(...args, '--lang', 'zh');
  expect({ code, errors, output: code === 0 ? '' : output }).toEqual({ code: 0, errors: '', output: '' });
  const labels = EVERY_ORDER.map(({ label }) => label);
  expect(output.split('\n').flatMap((line) => latinSentences(line, [...ISSUERS, ...labels]))).toEqual([]);
  expect(output).toContain('一切都已停止并删除。');
});

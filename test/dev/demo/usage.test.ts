/** The demo told something that it does not know: how it is used, and no stack started. */
import { expect, it } from 'vitest';
import { runDemo } from './run-demo.js';

it('shows how it is used where it is told something else', async () => {
  const { code, output, errors } = await runDemo('--every');
  expect({ code, output, errors }).toEqual({
    code: 2,
    output: '',
    errors: 'Usage: npm run demo [-- --all] [--lang zh|en]\n',
  });
});

/** Names pasted as one text, from wherever people have them. */
import { expect, it } from 'vitest';
import { namesIn } from '../../../domain/names/pasted-names.js';

it.each([
  ['a.com, b.com;c.com', ['a.com', 'b.com', 'c.com']],
  ['a.com\r\n b.com\tc.com\n\n', ['a.com', 'b.com', 'c.com']],
  ['例子.中国、*.例子.中国,a.com;b.com', ['例子.中国', '*.例子.中国', 'a.com', 'b.com']],
  ['"a.com", \'b.com\' `c.com`', ['a.com', 'b.com', 'c.com']],
  [' , ;\n', []],
  ['', []],
])('%j', (pasted, names) => {
  expect(namesIn(pasted)).toEqual(names);
});

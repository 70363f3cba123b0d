import { expect, it } from 'vitest';
import { SEARCH_ATTRIBUTE_TYPES } from '../../../dev/temporal/search-attributes.js';
import { SEARCH_ATTRIBUTES } from '../../../workflows/search-attributes.js';

it('tells the dev server of the search attributes that workflows set', () => {
  const asWorkflowsSay = SEARCH_ATTRIBUTES.map(({ name, type }) => [
    name,
    type.replace('_', '').toLowerCase(),
  ]);
  const asServerIsTold = Object.entries(SEARCH_ATTRIBUTE_TYPES).map(([name, type]) => [
    name,
    type.toLowerCase(),
  ]);
  expect(Object.fromEntries(asServerIsTold)).toEqual(Object.fromEntries(asWorkflowsSay));
});

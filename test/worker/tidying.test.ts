// A worker's rounds beside its activities, by the doors that its activities have: each of them goes through, without an attempt under way.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addDelegation, loadDelegation } from '../../db/statements/control/delegations.js';
import { newRecords } from '../../domain/control/delegation.js';
import { createLogger } from '../../worker/logger.js';
import { keepTidy } from '../../worker/tidying.js';
import { createOrderWorld, type OrderWorld } from '../support/order-world.js';
import { until } from '../support/until.js';

let world: OrderWorld;
beforeAll(async () => {
  world = await createOrderWorld({ worker: false });
});
afterAll(() => world.stop());

it('a round asks whoever is to be asked, and warns of nothing', async () => {
  const { dependencies, temporal } = world;
  const delegation = {
    delegationId: 'dlg_of_this_round',
    account: 'default',
    name: 'www.delegated.com',
    zone: 'validation.example.com',
    label: 'abcdefghijklmnopqrstuvwxyz',
    records: newRecords('www.delegated.com'),
  };
  await addDelegation(dependencies.database, delegation, new Date(0));
  const warnings: string[] = [];
  const logger = Object.assign(createLogger('silent'), {
    warn: (_details: unknown, text: string) => void warnings.push(text),
  });
  const tidying = await keepTidy(dependencies, temporal, logger);
  try {
    const looked = await until('the delegation was looked at', async () => {
      const found = await loadDelegation(dependencies.database, delegation.delegationId);
      return found?.checkedAt !== null && found;
    });
    expect(looked).toMatchObject({ state: 'unset' });
    expect(warnings).toEqual([]);
  } finally {
    tidying.stop();
  }
});

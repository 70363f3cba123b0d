// Two proofs at once: one query of the Temporal Web UI finds who waits too long for a letter, and each order's details say
// in Chinese and English who must do what.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { overdueQuery } from '../../../client/orders/overdue-query.js';
import { addWorkingDays } from '../../../domain/organization/working-days.js';
import { ORGANIZATION_WAITING_ON, ORGANIZATION_WAITING_SINCE } from '../../../workflows/search-attributes.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import {
  actUntilEnd,
  orderForCompany,
  organizationAt,
  organizationTrack,
  uploadLetter,
} from '../../support/organization-orders.js';
import { standing, workflowOf } from '../../support/orders.js';
import { until } from '../../support/until.js';

let world: OrderWorld;
beforeAll(async () => {
  world = await createOrderWorld();
});
afterAll(() => world.stop());

async function found(query: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const info of world.temporal.workflow.list({
    query: `TaskQueue="${world.taskQueue}" and ${query}`,
  }))
    ids.push(info.workflowId.replace('certificate-order:', ''));
  return ids.sort();
}

async function currentDetails(orderId: string): Promise<string> {
  const metadata = await workflowOf(world, orderId).query<{ currentDetails?: string }>(
    '__temporal_workflow_metadata',
  );
  return metadata.currentDetails ?? '';
}

describe('orders that wait for a letter, a record and a reviewer', () => {
  let letterAndRecord: string;
  let inReview: string;
  let anotherType: string;
  beforeAll(async () => {
    const byLetter = { brand: 'globalsign', type: 'ov' } as const;
    letterAndRecord = await orderForCompany(world, byLetter, 'letter-and-record', {
      validation: 'manual-dns',
    });
    inReview = await orderForCompany(world, byLetter, 'in-review');
    anotherType = await orderForCompany(world, { brand: 'globalsign', type: 'ev' }, 'ev-letter');
    await organizationAt(world, letterAndRecord, 'subscriber-letter');
    await organizationAt(world, anotherType, 'subscriber-letter');
    await organizationAt(world, inReview, 'subscriber-letter');
    await uploadLetter(world, inReview);
    await organizationAt(world, inReview, 'reviewer-letter');
  });

  it('are found by one query: OV orders waiting for a letter for more than 3 working days', async () => {
    const search = { type: 'ov', waitingOn: 'subscriber-letter', workingDays: 3 } as const;
    // A minute of working time more, whatever day it is: what waits since a day off counts from the next working day.
    const later = addWorkingDays(new Date(), 3 + 1 / 1440);
    await until('the order in the list', async () => {
      const ids = await found(overdueQuery({ ...search, at: later }));
      return ids.includes(letterAndRecord);
    });
    // Neither the one in review, nor the EV one.
    expect(await found(overdueQuery({ ...search, at: later }))).toEqual([letterAndRecord]);
    expect(await found(overdueQuery(search))).toEqual([]);
    expect(await found(overdueQuery({ waitingOn: 'reviewer-letter', workingDays: 0, at: later }))).toEqual([
      inReview,
    ]);
  });

  it('say in their details who must do what, for each proof, in Chinese and English', async () => {
    await until('both proofs open', async () => {
      const { tracks } = await world.orders.show(letterAndRecord);
      return tracks.filter(({ waitingOn }) => waitingOn?.startsWith('subscriber-')).length === 2;
    });
    const details = await currentDetails(letterAndRecord);
    for (const part of [
      '域名验证 domain',
      '企业信息审核 organization',
      '订购人 the subscriber',
      `sealflow letter upload ${letterAndRecord} FILE.pdf`,
      `sealflow order check ${letterAndRecord}`,
      '确认函',
      'confirmation letter',
      '_dnsauth.letter-and-record.example.com',
    ])
      expect(details).toContain(part);
    const reviewing = await currentDetails(inReview);
    for (const part of [
      '审核人员 the reviewer',
      'CA 正在审核确认函',
      'The CA is reviewing the letter',
      '通常在',
    ])
      expect(reviewing.toLowerCase()).toContain(part.toLowerCase());
  });

  it('stand in Postgres, in the query and in the search attributes alike', async () => {
    const shown = await world.orders.show(letterAndRecord);
    const listed = (await world.orders.list({ waitingOn: 'subscriber-letter' })).find(
      ({ orderId }) => orderId === letterAndRecord,
    );
    expect(listed?.tracks).toEqual(shown.tracks);
    const track = organizationTrack(shown);
    const { typedSearchAttributes } = await workflowOf(world, letterAndRecord).describe();
    expect(typedSearchAttributes.get(ORGANIZATION_WAITING_ON)).toBe('subscriber-letter');
    expect(typedSearchAttributes.get(ORGANIZATION_WAITING_SINCE)?.toISOString()).toBe(track?.since);
    expect(track?.deadline).toBeTruthy();
  });

  it('and once they have ended, wait for nobody', async () => {
    const { tracks, state } = await actUntilEnd(world, inReview);
    expect({ state, tracks }).toEqual({ state: 'issued', tracks: [] });
    const { typedSearchAttributes } = await workflowOf(world, inReview).describe();
    expect(typedSearchAttributes.get(ORGANIZATION_WAITING_ON)).toBeUndefined();
  });

  it('a check of the names may be asked for and repaired while the letter is on its way', async () => {
    await world.orders.repair(letterAndRecord, { validation: 'auto-dns' });
    await until('the names are proven', async () => {
      const { tracks } = await world.orders.show(letterAndRecord);
      return tracks.some(({ track, status }) => track === 'domain' && status === 'done');
    });
    await expect(world.orders.repair(letterAndRecord, { validation: 'file' })).rejects.toMatchObject({
      code: 'RefusedInThisState',
    });
    await standing(world, letterAndRecord, 'subscriber-letter');
  });
});

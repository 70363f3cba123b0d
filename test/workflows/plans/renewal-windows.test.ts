/** A plan on skipped time whose certificates come from Pebble: the next one is ordered in the window that Pebble names. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AcmeProblem } from '../../../activities/ca/providers/acme/problems.js';
import { certificateIdOf } from '../../../activities/ca/providers/acme/renewal-info.js';
import { watchRenewalWindows } from '../../../activities/plans/renewal-windows.js';
import { certificateLifecycleWorkflowId } from '../../../workflows/messages.js';
import { issuedInPlan, livedUntil, livedUntilStep } from '../../support/living-plans.js';
import { order } from '../../support/orders.js';
import { sessionAt } from '../../support/peers/orders-at-directory.js';
import { findPebble, startPebble, type Pebble } from '../../support/peers/pebble.js';
import { createSkippedTimeWorld, type SkippedTimeWorld } from '../../support/skipped-time.js';
import { until } from '../../support/until.js';

vi.setConfig({ testTimeout: 240_000 });

const DAY_MS = 86_400_000;
const peer = await findPebble();

describe.skipIf('missing' in peer)('a plan at a directory that says when to renew', () => {
  let skipped: SkippedTimeWorld;
  let pebble: Pebble;
  beforeAll(async () => {
    skipped = await createSkippedTimeWorld();
    const { world } = skipped;
    pebble = await startPebble('path' in peer ? peer.path : '', {
      dnsServer: `127.0.0.1:${world.dns.resolverPorts[0]}`,
      httpPort: world.web.httpPort,
    });
    const form = {
      directoryUrl: pebble.directoryUrl,
      termsOfServiceAgreed: true,
      // Asked for none, Pebble takes any.
      profile: 'default',
      rootPem: pebble.tlsCertificate,
    };
    await world.orders.connections.add({ kind: 'acme', name: 'pebble', form });
    await world.orders.routes.set({ connection: 'pebble', brand: 'acme' });
  });
  afterAll(async () => {
    await pebble.stop();
    await skipped.stop();
  });

  const pemOf = async (certificateId: string) => {
    const { rows } = await skipped.world.dependencies.database.query<{ pem: string }>(
      'select certificate_pem as pem from certificates where certificate_id = $1',
      [certificateId],
    );
    return rows[0]?.pem ?? '';
  };

  /** How many there are, once no workflow task is under way (5: scheduled, 6: started). */
  const eventsOfLifecycle = async (planId: string) => {
    const lifecycle = skipped.world.temporal.workflow.getHandle(certificateLifecycleWorkflowId(planId));
    return await until('no workflow task is under way', async () => {
      const { events } = await lifecycle.fetchHistory();
      const types = (events ?? []).map(({ eventType }) => Number(eventType));
      return ![5, 6].includes(types.at(-1) ?? 0) && types.length;
    });
  };

  /** Another worker's round would be as due as this one. */
  const asked = async () => await watchRenewalWindows(skipped.world.dependencies);

  it('has its next certificate in the window, as the successor of the one before, and waits without history', async () => {
    const { world } = skipped;
    const { database, masterKeys } = world.dependencies;
    const planId = await order(world, 'windowed.example.com', { brand: 'acme' });
    const ourDays = await livedUntilStep(skipped, planId, 'reissue');
    const [first] = await issuedInPlan(database, planId);
    if (!first) throw new Error('Nothing was issued.');
    expect((first.to - Date.parse(ourDays.at)) / DAY_MS).toBeCloseTo(15, 1);

    expect(await asked()).toMatchObject({ asked: 1, silent: 0, sooner: 1 });
    const { renewalWindow } = await world.orders.plans.show(planId);
    const [start, end] = [renewalWindow?.start ?? '', renewalWindow?.end ?? ''].map((text) =>
      Date.parse(text),
    );
    const planned = await until('the lifecycle has heard of the window', async () => {
      const step = await Promise.resolve(skipped.steps.get(planId));
      return step?.do === 'reissue' && step.at !== ourDays.at && step;
    });
    expect(Date.parse(planned.at)).toBeGreaterThanOrEqual(start ?? NaN);
    expect(Date.parse(planned.at)).toBeLessThanOrEqual(end ?? NaN);

    // Asked ten times more: the same answer adds nothing to what the lifecycle remembers.
    const before = await eventsOfLifecycle(planId);
    for (let more = 0; more < 10; more += 1) {
      await database.query(`update renewal_windows set ask_at = '-infinity'`);
      expect(await asked()).toEqual({ asked: 1, silent: 0, sooner: 0 });
    }
    expect(await eventsOfLifecycle(planId)).toBe(before);

    const [, second] = await livedUntil(skipped, planId, 2);
    expect(skipped.now()).toBeGreaterThanOrEqual(Date.parse(planned.at));
    expect(skipped.now()).toBeLessThan(Date.parse(ourDays.at));
    const { issued: shown } = await world.orders.plans.show(planId);
    expect(shown).toMatchObject([
      { state: 'replaced', replacedBy: second?.certificateId },
      { replacedBy: null },
    ]);

    // The directory knows it as replaced: it takes no other successor.
    const { directoryUrl, tlsCertificate } = pebble;
    const session = await sessionAt({ database, masterKeys, directoryUrl, tlsCertificate });
    const again = session.newOrder({
      identifiers: [{ type: 'dns', value: 'windowed.example.com' }],
      replaces: certificateIdOf(await pemOf(first.certificateId)),
    });
    const refusal: unknown = await again.catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(AcmeProblem);
    expect(refusal).toMatchObject({ type: 'alreadyReplaced' });
  });

  it('has it at once where the directory has to revoke the present one, and tells why', async () => {
    const { world } = skipped;
    const { database } = world.dependencies;
    const planId = await order(world, 'hurried.example.com', { brand: 'acme' });
    await livedUntilStep(skipped, planId, 'reissue');
    const [first] = await issuedInPlan(database, planId);
    if (!first) throw new Error('Nothing was issued.');
    // Not in its first hours: a directory that wants each new one replaced would have us order for ever.
    await skipped.advanceTo(Math.max(skipped.now(), first.from + DAY_MS / 2));
    const hour = (hours: number) => new Date(skipped.now() + hours * 3_600_000).toISOString();
    const explanationURL = 'https://example.com/why-it-has-to-go';
    await pebble.wantRenewed(await pemOf(first.certificateId), {
      suggestedWindow: { start: hour(-2), end: hour(-1) },
      explanationURL,
    });
    const decidedBefore = skipped.steps.get(planId);
    expect((await asked()).sooner).toBeGreaterThanOrEqual(1);
    // What it decided before lies weeks ahead: time is not to be led there before it has heard.
    await until('the lifecycle decides anew', () =>
      Promise.resolve(skipped.steps.get(planId) !== decidedBefore),
    );
    const { rows } = await database.query<{ why: string }>(
      'select explanation_url as why from renewal_windows where certificate_id = $1',
      [first.certificateId],
    );
    expect(rows).toEqual([{ why: explanationURL }]);
    const before = skipped.now();
    const [, second] = await livedUntil(skipped, planId, 2);
    expect(second).toBeDefined();
    expect(skipped.now() - before).toBeLessThan(DAY_MS);
  });
});

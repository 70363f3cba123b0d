/** Signed updates at the embedded DNS server, and what survives its sudden end. */
import { cp, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signMessage, verifyReply, type TsigKey } from '../../../activities/dns/providers/rfc2136/tsig.js';
import { updateMessage } from '../../../activities/dns/providers/rfc2136/update-message.js';
import { startDnsServer } from '../../../dev/dns/dns-server.js';
import { sendDatagram, startTestDns, TSIG, type DnsTestServer } from './dns-test-server.js';

const KEY: TsigKey = { ...TSIG, secret: Buffer.from(TSIG.secret, 'base64') };
const RCODE = { NOERROR: 0, FORMERR: 1, REFUSED: 5, YXRRSET: 7, NOTAUTH: 9, NOTZONE: 10, NOTIMP: 4 };

let dns: DnsTestServer;
beforeAll(async () => {
  dns = await startTestDns();
});
afterAll(() => dns.stop());

function addition(zone: string, name: string): Buffer {
  return updateMessage(7, zone, { action: 'add', record: { type: 'TXT', name, value: 'v' }, ttlSeconds: 60 });
}

async function send(message: Buffer, { key = KEY, now = nowInSeconds() } = {}) {
  const signed = signMessage(message, key, now);
  const reply = await sendDatagram(dns.port, signed.message);
  return { rcode: reply.readUInt8(3) & 0xf, signature: verifyReply(reply, key, signed.mac, now) };
}

function nowInSeconds(): number {
  return Math.floor(Date.now() / 1_000);
}

describe('signatures', () => {
  it('a good one is taken, and the answer is signed', async () => {
    expect(await send(addition('example.com', '_a.example.com'))).toEqual({
      rcode: RCODE.NOERROR,
      signature: { state: 'genuine', error: 'none' },
    });
    expect(dns.zone.list('_a.example.com')).toMatchObject([{ type: 'TXT', value: 'v', ttlSeconds: 60 }]);
  });

  it.each([
    ['another secret', { key: { ...KEY, secret: Buffer.from('wrong') } }, 'BADSIG'],
    ['another key', { key: { ...KEY, name: 'other-key' } }, 'BADKEY'],
    ['another algorithm', { key: { ...KEY, algorithm: 'hmac-sha512' } as const }, 'BADKEY'],
    ['a clock that is late', { now: nowInSeconds() - 1_000 }, 'BADTIME'],
    ['a clock that is early', { now: nowInSeconds() + 1_000 }, 'BADTIME'],
  ])('%s is refused and changes nothing', async (_what, options, error) => {
    const { rcode, signature } = await send(addition('example.com', '_refused.example.com'), options);
    expect(rcode).toBe(RCODE.NOTAUTH);
    expect(signature).toMatchObject({ error });
    expect(dns.zone.list('_refused.example.com')).toEqual([]);
  });

  it('the answer to a bad time is signed, so that it can be believed', async () => {
    const { signature } = await send(addition('example.com', '_a.example.com'), {
      now: nowInSeconds() - 1_000,
    });
    expect(signature).toEqual({ state: 'genuine', error: 'BADTIME' });
  });

  it('a message changed on its way is refused', async () => {
    const { message } = signMessage(addition('example.com', '_a.example.com'), KEY, nowInSeconds());
    message.writeUInt8(message.readUInt8(40) ^ 1, 40);
    expect((await sendDatagram(dns.port, message)).readUInt8(3) & 0xf).not.toBe(RCODE.NOERROR);
  });

  it('none at all is refused', async () => {
    const reply = await sendDatagram(dns.port, addition('example.com', '_b.example.com'));
    expect(reply.readUInt8(3) & 0xf).toBe(RCODE.REFUSED);
  });

  it('a resolver takes no updates', async () => {
    const { message } = signMessage(addition('example.com', '_c.example.com'), KEY, nowInSeconds());
    const reply = await sendDatagram(dns.resolverPorts[0], message);
    expect(reply.readUInt8(3) & 0xf).toBe(RCODE.REFUSED);
    expect(dns.zone.list('_c.example.com')).toEqual([]);
  });
});

describe('zones and prerequisites', () => {
  it('a name outside the zone is NOTZONE', async () => {
    expect((await send(addition('example.com', '_a.example.org'))).rcode).toBe(RCODE.NOTZONE);
  });

  it('what is no zone is NOTAUTH', async () => {
    expect((await send(addition('www.example.com', '_a.www.example.com'))).rcode).toBe(RCODE.NOTAUTH);
    expect((await send(addition('com', 'x.com'))).rcode).toBe(RCODE.NOTAUTH);
  });

  it('a prerequisite that compares values is NOTIMP: the first record of the update, moved forward', async () => {
    const message = addition('example.com', '_p.example.com');
    message.writeUInt16BE(1, 6);
    message.writeUInt16BE(0, 8);
    expect((await send(message)).rcode).toBe(RCODE.NOTIMP);
  });
});

describe('state', () => {
  it('what was answered is on the disk: a second server starts from a copy of the living one', async () => {
    await send(addition('example.com', '_kept.example.com'));
    await dns.zone.addZone('sub.example.com');
    await Promise.all(
      Array.from({ length: 50 }, (_, n) => dns.zone.set(`n${n}.example.com`, 'TXT', String(n))),
    );
    const copy = await mkdtemp(join(tmpdir(), 'sealflow-dns-'));
    await cp(dns.dataDir, copy, { recursive: true });
    const second = await startTestDns({ dataDir: copy });
    try {
      expect(second.zone.list()).toEqual(dns.zone.list());
      expect((await second.ask('_x.sub.example.com', 'TXT')).authorities).toMatchObject([
        { name: 'sub.example.com' },
      ]);
    } finally {
      await second.stop();
    }
  });

  it('a file that is no state stops the start and says what to do', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'sealflow-dns-'));
    await writeFile(join(dataDir, 'dns-records.json'), '{"serial":');
    await expect(startDnsServer({ dataDir, tsig: TSIG })).rejects.toThrow(/Restore it, or move it away/);
  });
});

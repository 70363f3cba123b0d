import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { choosePorts, freePort, PORT_NAMES } from '../../dev/ports.js';
import { spoken, type Say } from '../../dev/say.js';
import { temporaryFolder } from '../support/temporary-folder.js';

describe('the ports of a stack', () => {
  const dataDir = temporaryFolder();
  const said: string[] = [];
  const say: Say = (line) => void said.push(spoken(line));

  it('are free ones, each another, below those of outgoing connections', async () => {
    const ports = await choosePorts(dataDir, {}, say);
    expect(new Set(Object.values(ports)).size).toBe(PORT_NAMES.length);
    for (const port of Object.values(ports)) expect(port).toBeLessThan(32_768);
  });

  it('are those of the last run, unless others are given', async () => {
    const before = await choosePorts(dataDir, {}, say);
    const dns = await freePort(Object.values(before));
    expect(await choosePorts(dataDir, { dns }, say)).toEqual({ ...before, dns });
    expect(await choosePorts(dataDir, {}, say)).toEqual({ ...before, dns });
  });

  it('change where an earlier one is taken, and refuse a given one that is', async () => {
    const before = await choosePorts(dataDir, {}, say);
    const other = createServer().listen(before.ca, '127.0.0.1');
    await once(other, 'listening');
    await expect(choosePorts(dataDir, { ca: before.ca }, say)).rejects.toThrow(/for ca is taken/);
    const after = await choosePorts(dataDir, {}, say);
    other.close();
    expect(after.ca).not.toBe(before.ca);
    expect({ ...after, ca: 0 }).toEqual({ ...before, ca: 0 });
    expect(said.join()).toContain(`Port ${before.ca}`);
  });
});

/** Damaged files of the data folder: each is named, with the way out, and the way out is one. */
import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DamagedStackFile, findRunningStack, stackFilePath } from '../../config/stack-file.js';
import { makeFolder } from '../../config/make-folder.js';
import { startDevelopmentCa } from '../../dev/ca/server.js';
import { startDnsServer } from '../../dev/dns/dns-server.js';
import { DamagedState } from '../../dev/kept-state.js';
import { runToEnd } from '../../dev/processes.js';
import { startPaymentHouse } from '../../dev/payments/server.js';
import { choosePorts } from '../../dev/ports.js';
import { readOrCreateStackSecrets, writePrivately } from '../../dev/stack-secrets.js';
import { startProblem } from '../../dev/start-problem.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const say = () => undefined;

async function startAndStop(part: Promise<{ stop: () => Promise<void> }>): Promise<void> {
  await (await part).stop();
}

const startCa = (dataDir: string) =>
  startAndStop(startDevelopmentCa({ dataDir, token: 't', resolvers: [], httpPort: 1, httpsPort: 1 }));
const startPayments = (dataDir: string) => startAndStop(startPaymentHouse({ dataDir, token: 't' }));
const startDns = (dataDir: string) =>
  startAndStop(
    startDnsServer({ dataDir, tsig: { name: 'k', algorithm: 'hmac-sha256', secret: 'c2VjcmV0' } }),
  );

/** A file, and what reads it at the start. */
const FILES: readonly [file: string, read: (dataDir: string) => unknown][] = [
  ['secrets.json', readOrCreateStackSecrets],
  ['ports.json', (dataDir) => choosePorts(dataDir, {}, say)],
  ['ca/authority.json', startCa],
  ['ca/hostility.json', startCa],
  ['ca/people-policy.json', startCa],
  ['ca/port.json', startCa],
  ['ca/orders/order-1.json', startCa],
  ['payments/holds/1.json', startPayments],
  ['payments/accounts/1.json', startPayments],
  ['dns-records.json', startDns],
];

/** By a full disk, a crash of the machine, a slip of the hand. */
const DAMAGES = [
  '',
  '{"half',
  '[]',
  '"text"',
  '{"caToken":7,"ca":"x","key":[],"current":3,"policy":3,"port":"x"}',
];

describe.each(FILES)('%s', (file, read) => {
  it.each(DAMAGES)(
    'damaged to %j is named with the way out, and not read as something else',
    async (content) => {
      const dataDir = temporaryFolder();
      const path = join(dataDir, file);
      makeFolder(dirname(path));
      writeFileSync(path, content);
      const started = Promise.resolve().then(() => read(dataDir));
      await expect(started).rejects.toThrow(DamagedState);
      await expect(started).rejects.toThrow(path);
      await expect(started).rejects.toThrow(/Restore it|[Dd]elete it|move it away/);
      expect(readFileSync(path, 'utf8')).toBe(content);
    },
  );

  it('that is gone, as the way out says, keeps nobody from starting', async () => {
    const dataDir = temporaryFolder();
    await read(dataDir);
    rmSync(join(dataDir, file), { force: true });
    await read(dataDir);
  });
});

it('a key of the CA that can’t be read is damage too', async () => {
  const dataDir = temporaryFolder();
  await startCa(dataDir);
  const path = join(dataDir, 'ca/authority.json');
  writeFileSync(path, readFileSync(path, 'utf8').replaceAll('MI', 'XX'));
  await expect(startCa(dataDir)).rejects.toThrow(`${path} is damaged: a key or a certificate`);
});

describe('stack.json', () => {
  it.each(['', '{"half', 'null', '{}', '{"pid":"x","environment":{},"controlUrl":""}'])(
    'damaged to %j is not taken for no stack',
    (content) => {
      const dataDir = temporaryFolder();
      writeFileSync(stackFilePath(dataDir), content);
      expect(() => findRunningStack(dataDir)).toThrow(DamagedStackFile);
      expect(() => findRunningStack(dataDir)).toThrow(/stack\.json is damaged.*sealflow up/);
    },
  );

  it('that is not there is no stack', () => {
    expect(findRunningStack(temporaryFolder())).toBeUndefined();
    expect(findRunningStack('/dev/null/x')).toBeUndefined();
  });
});

describe('a full disk', () => {
  it('is said, with the folder and what to do, whichever part met it', () => {
    const errors = [
      Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }),
      new Error(
        'Postgres ended while starting. The end of x.log:\nFATAL: could not write: No space left on device',
      ),
      new Error('The worker can’t start.', { cause: new Error('database or disk is full') }),
    ];
    for (const error of errors)
      expect(String(startProblem(error, '/data'))).toMatch(/disk that holds \/data is full.*Free some space/);
    const other = new Error('Port 1 is taken');
    expect(startProblem(other, '/data')).toBe(other);
  });

  it.skipIf(!existsSync('/dev/full'))(
    'leaves what was kept as it was, and no half of a file beside it',
    () => {
      const dataDir = temporaryFolder();
      const path = join(dataDir, 'secrets.json');
      writePrivately(path, 'kept');
      symlinkSync('/dev/full', `${path}.${process.pid}`);
      expect(() => writePrivately(path, 'new')).toThrow('ENOSPC');
      expect(readFileSync(path, 'utf8')).toBe('kept');
      expect(readdirSync(dataDir)).toEqual(['secrets.json']);
    },
  );
});

describe('a folder', () => {
  it('is made with those above it, by several at once', () => {
    const folder = join(temporaryFolder(), 'a/b/c');
    makeFolder(folder);
    makeFolder(folder);
    expect(existsSync(folder)).toBe(true);
  });

  it('is refused where a file is, or stands in the way', () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    expect(() => makeFolder(file)).toThrow('EEXIST');
    expect(() => makeFolder(join(file, 'below'))).toThrow(/ENOTDIR|EEXIST/);
  });

  it.skipIf(process.platform !== 'linux')('that the system never makes ends at once', async () => {
    // In a process of its own: what does not return could not be given up here.
    const module = new URL('../../dist/config/make-folder.js', import.meta.url).href;
    const script = `import(${JSON.stringify(module)}).then(({ makeFolder }) => makeFolder('/proc/x/logs'))`;
    const signal = AbortSignal.timeout(20_000);
    const { code, output } = await runToEnd(process.execPath, ['-e', script], { signal });
    expect(code).toBe(1);
    expect(output).toContain("ENOENT: no such file or directory, mkdir '/proc/x'");
  });

  it.skipIf(process.platform !== 'linux')(
    'like that, as --data-dir, ends the stack at once, as bad input',
    async () => {
      const program = new URL('../../dist/command/main.js', import.meta.url).pathname;
      const signal = AbortSignal.timeout(30_000);
      const up = [program, 'up', '--data-dir', '/proc/x', '--json'];
      const { code, output } = await runToEnd(process.execPath, up, { signal });
      expect(code).toBe(2);
      expect(JSON.parse(output)).toMatchObject({ error: { code: 'InvalidInput', field: 'data-dir' } });
      expect(output).toContain('/proc/x');
    },
  );
});

/** The contract is what Tencent publishes: made anew it is the same, and their own examples fit it. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { misfits } from '../../../domain/tencent/wire/contract/answer.js';
import { inputOf } from '../../../domain/tencent/wire/contract/input.js';
import { SSL_CONTRACT } from '../../../domain/tencent/wire/contract/ssl.js';
import type { Contract, InputOf, OutputOf } from '../../../domain/tencent/wire/contract/types.js';
import { CONTRACTS, contractText, wheelsIn } from '../../../dev/tencent-contract/contract-text.js';
import { contractWheels } from './clients/fetched.js';

const wheels = await contractWheels();
const folder = 'folder' in wheels ? wheels.folder : '';
if ('missing' in wheels) process.stderr.write(`The contract is not made anew: ${wheels.missing}\n`);
const CONTRACT: Contract = SSL_CONTRACT;

describe.skipIf(folder === '')('made anew', () => {
  it.each(CONTRACTS)('$read.service is as it is checked in', ({ read, wheels: names }) => {
    const path = `domain/tencent/wire/contract/${read.service}.ts`;
    const text = contractText(read, wheelsIn(folder, names));
    const formatted = execFileSync('npx', ['prettier', '--stdin-filepath', path], { input: text });
    expect(formatted.toString()).toBe(readFileSync(path, 'utf8'));
  });
});

describe.skipIf(folder === '')('their examples', () => {
  const examples = folder === '' ? [] : examplesIn();

  it('are found', () => {
    expect(examples.length).toBeGreaterThan(60);
  });

  it('of requests are taken, but for those that say what no request may', () => {
    const refused = examples.flatMap(({ action, input }) => {
      if (input === undefined) return [];
      try {
        inputOf(CONTRACT, action, input, ({ en }) => en);
        return [];
      } catch (error) {
        return [`${action}: ${(error as Error).message}`];
      }
    });
    expect(refused).toEqual([]);
  });

  it('of answers have nothing of another type', () => {
    const wrong = examples.flatMap(({ action, output }) =>
      misfits(CONTRACT, action, output)
        .filter((misfit) => !misfit.endsWith(': absent'))
        .map((misfit) => `${action}: ${misfit}`),
    );
    // It stands so in their examples.
    expect(wrong).toEqual(['DescribeHostDeployRecordDetail: DeployRecordDetailList.0.Port: no int64']);
  });
});

describe('its types', () => {
  it('are those of the contract', () => {
    const input: InputOf<typeof SSL_CONTRACT, 'UploadCertificate'> = {
      CertificatePublicKey: 'PEM',
      Tags: [{ TagKey: 'k', TagValue: 'v' }],
      Repeatable: false,
    };
    const output: OutputOf<typeof SSL_CONTRACT, 'CreateCertificate'> = {
      CertificateIds: ['a'],
      DealIds: ['b'],
    };
    // @ts-expect-error The id is no number.
    const wrong: OutputOf<typeof SSL_CONTRACT, 'ApplyCertificate'> = { CertificateId: 7 };
    expect(misfits(CONTRACT, 'ApplyCertificate', wrong)).toEqual(['CertificateId: no string']);
    expect(inputOf(CONTRACT, 'UploadCertificate', { ...input }, ({ en }) => en)).toEqual(input);
    expect(misfits(CONTRACT, 'CreateCertificate', output)).toEqual(['ResourceIds: absent']);
  });
});

interface Example {
  readonly action: string;
  /** Undefined for a GET, or for what is no JSON. */
  readonly input: Readonly<Record<string, unknown>> | undefined;
  readonly output: Readonly<Record<string, unknown>>;
}

function examplesIn(): Example[] {
  const [wheel] = wheelsIn(folder, ['tccli']);
  const path = 'tccli/services/ssl/v20191205/examples.json';
  const file = unzipSync(wheel?.bytes ?? new Uint8Array(), { filter: ({ name }) => name === path })[path];
  const { actions } = JSON.parse(strFromU8(file ?? new Uint8Array())) as {
    actions: Record<string, { input: string; output: string }[]>;
  };
  return Object.entries(actions).flatMap(([action, examples]) =>
    examples.flatMap(({ input, output }) => {
      const answer = parsed(output)?.Response as Record<string, unknown> | undefined;
      if (!answer) return [];
      const { RequestId: _id, ...fields } = answer;
      return [{ action, input: parsed(input.slice(input.indexOf('\n\n'))), output: fields }];
    }),
  );
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

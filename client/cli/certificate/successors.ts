/** `sealflow certificate reissue`, `renew`, `replace` and `upgrade`: an order that follows a certificate. */
import type { Command } from 'commander';
import { inBoth } from '../../../domain/bilingual.js';
import { PURPOSE_WORDS } from '../../../domain/catalogue/spoken-words.js';
import type { Brand, CertificateType } from '../../../domain/catalogue/words.js';
import { Refusal, refusalDetails } from '../../../domain/refusals.js';
import type { OrderClient } from '../../order-client.js';
import type { ReissueRequest } from '../../plans/succeeding/reissue.js';
import type { FollowRequest } from '../../plans/succeeding/renew.js';
import type { SucceedingOrder } from '../../plans/succeeding/succeeding.js';
import { onClient } from '../command.js';
import { readForm, readKeyPassword } from '../form-input.js';
import type { TerminalReader } from '../reader.js';
import { remarksOn } from '../remarks.js';
import type { Terminal } from '../terminal.js';
import { worded } from '../text.js';
import { followingOrderText } from '../texts/certificate.js';
import { nextLine } from '../texts/order.js';
import { readText } from '../text-file.js';

interface Flags {
  readonly keyPasswordFile?: string;
  /** False with --no-key-password. */
  readonly keyPassword: boolean;
  readonly idempotencyKey?: string;
}

interface ReissueFlags extends Flags {
  readonly sameCsr?: boolean;
  readonly csrFile?: string;
}

interface FollowFlags extends Flags {
  readonly formChanges?: string;
}

interface UpgradeFlags extends FollowFlags {
  readonly brand: Brand;
  readonly type: CertificateType;
}

type Follow = (client: OrderClient) => Promise<SucceedingOrder>;

export function addSuccessorCommands(certificate: Command, terminal: Terminal): void {
  const run = (command: Command, follow: Follow) =>
    onClient(command, terminal, async (client, { answer, reader }) => {
      const order = await follow(client);
      answer(order, () => orderedText(order, reader));
    });
  withShared(certificate.command('reissue <id>'))
    .description('order it anew within its plan: same names and product, another key unless told otherwise')
    .option('--same-csr', 'key and CSR stay')
    .option('--csr-file <file>', 'a CSR of your own, in PEM form')
    .action((id: string, flags: ReissueFlags, command: Command) => {
      const request = { ...shared(flags), ...csrOf(flags) };
      return run(command, (client) => client.certificates.reissue(id, request));
    });
  withChanges(certificate.command('renew <id>'))
    .description('buy a plan that follows this one, from 30 days before its end')
    .action(async (id: string, flags: FollowFlags, command: Command) => {
      const request = await followed(flags);
      await run(command, (client) => client.certificates.renew(id, request));
    });
  withChanges(certificate.command('replace <id>'))
    .description('buy another product or other names; this one stays until the new one is issued')
    .action(async (id: string, flags: FollowFlags, command: Command) => {
      const request = await followed(flags);
      await run(command, (client) => client.certificates.replace(id, request));
    });
  withChanges(certificate.command('upgrade <id>'))
    .description('from a free certificate to a paid product')
    .requiredOption('--brand <brand>', 'the brand that is bought')
    .requiredOption('--type <type>', 'what is bought: dv, ov, ev, ...')
    .action(async (id: string, flags: UpgradeFlags, command: Command) => {
      const { brand, type } = flags;
      const request = { ...(await followed(flags)), brand, type };
      await run(command, (client) => client.certificates.upgrade(id, request));
    });
}

function withShared(command: Command): Command {
  return command
    .option('--key-password-file <file>', 'holds the new key’s password')
    .option('--no-key-password', 'the new key gets no password, though the old one had one')
    .option('--idempotency-key <key>', 'the same key with the same request is the same order');
}

function withChanges(command: Command): Command {
  return withShared(command).option(
    '--form-changes <file>',
    'fields of the form to set anew, as JSON or YAML; null takes one away',
  );
}

function shared({ keyPasswordFile, keyPassword, idempotencyKey }: Flags): FollowRequest {
  const given = keyPasswordFile === undefined ? undefined : readKeyPassword(keyPasswordFile);
  const password = given ?? (keyPassword ? undefined : false);
  return {
    ...(password !== undefined && { keyPassword: password }),
    ...(idempotencyKey !== undefined && { idempotencyKey }),
  };
}

async function followed(flags: FollowFlags): Promise<FollowRequest> {
  const { formChanges } = flags;
  if (formChanges === undefined) return shared(flags);
  return { ...shared(flags), changes: await readForm('formChanges', formChanges) };
}

function csrOf({ sameCsr = false, csrFile }: ReissueFlags): Pick<ReissueRequest, 'csr'> {
  if (sameCsr && csrFile !== undefined)
    throw new Refusal(
      refusalDetails('InvalidInput', {
        field: 'csr',
        message: {
          zh: '--same-csr 与 --csr-file 只能选择一个',
          en: 'Say --same-csr or --csr-file, not both',
        },
      }),
    );
  if (csrFile !== undefined) return { csr: { pem: readText('csrFile', csrFile) } };
  return sameCsr ? { csr: 'same' } : {};
}

function orderedText(
  { orderId, purpose, predecessorCertificateId, warnings }: SucceedingOrder,
  reader: TerminalReader,
): string {
  const { language } = reader;
  const why = inBoth(worded(PURPOSE_WORDS, purpose, reader));
  const lines = [
    followingOrderText(orderId, why, predecessorCertificateId)[language],
    ...remarksOn(warnings, reader),
    nextLine(`sealflow order watch ${orderId}`)[language],
  ];
  return lines.map((line) => `${line}\n`).join('');
}

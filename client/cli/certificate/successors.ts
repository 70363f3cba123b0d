/** `sealflow certificate reissue`, `renew`, `replace` and `upgrade`: an order that follows a certificate. */
import type { Command } from 'commander';
import type { Brand, CertificateType } from '../../../domain/catalogue/words.js';
import { Refusal, refusalDetails } from '../../../domain/refusals.js';
import type { OrderClient } from '../../order-client.js';
import type { Quote } from '../../orders/quoting.js';
import type { ReissueRequest } from '../../plans/succeeding/reissue.js';
import type { FollowRequest } from '../../plans/succeeding/renew.js';
import type { SucceedingOrder } from '../../plans/succeeding/succeeding.js';
import { onClient } from '../command.js';
import { readForm, readKeyPassword } from '../form-input.js';
import { answerPlaced, withWait, type WaitFlags } from '../order/answer-placed.js';
import { agreedPrice, withPriceFlags, type AgreedPrice, type PriceFlags } from '../price-flags.js';
import type { Terminal } from '../terminal.js';
import { readText } from '../text-file.js';

interface Flags {
  readonly keyPasswordFile?: string;
  /** False with --no-key-password. */
  readonly keyPassword: boolean;
  readonly idempotencyKey?: string;
}

interface ReissueFlags extends Flags, WaitFlags {
  readonly sameCsr?: boolean;
  readonly csrFile?: string;
}

interface FollowFlags extends Flags, PriceFlags, WaitFlags {
  readonly formChanges?: string;
}

interface UpgradeFlags extends FollowFlags {
  readonly brand: Brand;
  readonly type: CertificateType;
}

/** How an order that follows a certificate is priced, and placed. */
interface Following {
  readonly quote: (client: OrderClient) => Promise<Quote>;
  readonly place: (client: OrderClient, agreed: AgreedPrice) => Promise<SucceedingOrder>;
}

export function addSuccessorCommands(certificate: Command, terminal: Terminal): void {
  const buy = (command: Command, flags: FollowFlags, { quote, place }: Following) =>
    onClient(command, terminal, async (client, session) => {
      const agreed = await agreedPrice(() => quote(client), flags, session, terminal);
      await answerPlaced(client, await place(client, agreed), flags, session);
    });
  withWait(withShared(certificate.command('reissue <id>')))
    .description('order it anew within its plan: same names and product, another key unless told otherwise')
    .option('--same-csr', 'key and CSR stay')
    .option('--csr-file <file>', 'a CSR of your own, in PEM form')
    .action((id: string, flags: ReissueFlags, command: Command) => {
      const request = { ...shared(flags), ...csrOf(flags) };
      return onClient(command, terminal, async (client, session) => {
        await answerPlaced(client, await client.certificates.reissue(id, request), flags, session);
      });
    });
  withChanges(certificate.command('renew <id>'))
    .description('buy a plan that follows this one, from 30 days before its end')
    .action(async (id: string, flags: FollowFlags, command: Command) => {
      const request = await followed(flags);
      await buy(command, flags, {
        quote: ({ certificates }) => certificates.quoteRenewal(id, request),
        place: ({ certificates }, agreed) => certificates.renew(id, { ...request, ...agreed }),
      });
    });
  withChanges(certificate.command('replace <id>'))
    .description('buy another product or other names; this one stays until the new one is issued')
    .action(async (id: string, flags: FollowFlags, command: Command) => {
      const request = await followed(flags);
      await buy(command, flags, {
        quote: ({ certificates }) => certificates.quoteReplacement(id, request),
        place: ({ certificates }, agreed) => certificates.replace(id, { ...request, ...agreed }),
      });
    });
  withChanges(certificate.command('upgrade <id>'))
    .description('from a free certificate to a paid product')
    .requiredOption('--brand <brand>', 'the brand that is bought')
    .requiredOption('--type <type>', 'what is bought: dv, ov, ev, ...')
    .action(async (id: string, flags: UpgradeFlags, command: Command) => {
      const { brand, type } = flags;
      const request = { ...(await followed(flags)), brand, type };
      await buy(command, flags, {
        quote: ({ certificates }) => certificates.quoteUpgrade(id, request),
        place: ({ certificates }, agreed) => certificates.upgrade(id, { ...request, ...agreed }),
      });
    });
}

function withShared(command: Command): Command {
  return command
    .option('--key-password-file <file>', 'holds the new key’s password')
    .option('--no-key-password', 'the new key gets no password, though the old one had one')
    .option('--idempotency-key <key>', 'the same key with the same request is the same order');
}

function withChanges(command: Command): Command {
  return withWait(withPriceFlags(withShared(command))).option(
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

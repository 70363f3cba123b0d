/** `sealflow certificate reissue`, `renew`, `replace` and `upgrade`: an order that follows a certificate. */
import type { Command } from 'commander';
import type {
  Brand,
  CertificateType,
  KeyAlgorithm,
  ValidationMethod,
} from '../../../domain/catalogue/words.js';
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
  readonly key?: KeyAlgorithm;
  readonly validation?: ValidationMethod;
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
    .option('--same-csr')
    .option('--csr-file <file>')
    .option('--key <algorithm>')
    .option('--validation <method>')
    .action((id: string, flags: ReissueFlags, command: Command) => {
      const { validation } = flags;
      const request = { ...shared(flags), ...csrOf(flags), ...(validation !== undefined && { validation }) };
      return onClient(command, terminal, async (client, session) => {
        await answerPlaced(client, await client.certificates.reissue(id, request), flags, session);
      });
    });
  withChanges(certificate.command('renew <id>')).action(
    async (id: string, flags: FollowFlags, command: Command) => {
      const request = await followed(flags);
      await buy(command, flags, {
        quote: ({ certificates }) => certificates.quoteRenewal(id, request),
        place: ({ certificates }, agreed) => certificates.renew(id, { ...request, ...agreed }),
      });
    },
  );
  withChanges(certificate.command('replace <id>')).action(
    async (id: string, flags: FollowFlags, command: Command) => {
      const request = await followed(flags);
      await buy(command, flags, {
        quote: ({ certificates }) => certificates.quoteReplacement(id, request),
        place: ({ certificates }, agreed) => certificates.replace(id, { ...request, ...agreed }),
      });
    },
  );
  withChanges(certificate.command('upgrade <id>'))
    .requiredOption('--brand <brand>')
    .requiredOption('--type <type>')
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
    .option('--key-password-file <file>')
    .option('--no-key-password')
    .option('--idempotency-key <key>');
}

function withChanges(command: Command): Command {
  return withWait(withPriceFlags(withShared(command))).option('--form-changes <file>');
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

function csrOf({ sameCsr = false, csrFile, key }: ReissueFlags): Pick<ReissueRequest, 'csr'> {
  if ([sameCsr, csrFile !== undefined, key !== undefined].filter(Boolean).length > 1)
    throw new Refusal(
      refusalDetails('InvalidInput', {
        field: 'csr',
        message: {
          zh: '--same-csr、--csr-file 与 --key 只能选择一个',
          en: 'Say one of --same-csr, --csr-file and --key',
        },
      }),
    );
  if (csrFile !== undefined) return { csr: { pem: readText('csrFile', csrFile) } };
  if (key !== undefined) return { csr: { algorithm: key } };
  return sameCsr ? { csr: 'same' } : {};
}

/** What an order wants of people beside papers: both e-mails, the phone, the mailbox, another way to reach the company. */
import { Button } from 'antd';
import { answered, api } from '../../api/client.js';
import { useWrite } from '../../api/use-write.js';
import { Problem } from '../../parts/problem.js';
import { useSession } from '../../session/session.js';
import { useSay, useTexts } from '../../texts/texts.js';
import { useVocabulary } from '../../vocabulary/use-vocabulary.js';
import { atOrder, changedByOrder, type Order, type Wait } from '../reads.js';
import { Channel } from './channel.js';
import { PEOPLE_TEXTS } from './people-texts.js';

export interface PartProps {
  readonly order: Order;
  readonly waits: readonly Wait[];
}

export function PeoplesPart({ order: { orderId }, waits }: PartProps) {
  const t = useTexts(PEOPLE_TEXTS);
  const { may } = useSession();
  const parts = [
    waits.includes('subscriber-emails') && may('confirmEmail') && <Emails key="emails" orderId={orderId} />,
    waits.includes('subscriber-mailbox') && may('confirmMailbox') && (
      <Mailbox key="mailbox" orderId={orderId} />
    ),
    waits.includes('subscriber-phone') && may('reportPhoneCheck') && <Phone key="phone" orderId={orderId} />,
    waits.includes('subscriber-channel') && may('repairChannel') && (
      <Channel key="channel" orderId={orderId} />
    ),
  ].filter((part) => part !== false);
  if (parts.length === 0) return null;
  return (
    <section aria-labelledby="your-part">
      <h2 id="your-part">{t('yourPart')}</h2>
      {parts}
    </section>
  );
}

interface OfOrder {
  readonly orderId: string;
}

function Emails({ orderId }: OfOrder) {
  const t = useTexts(PEOPLE_TEXTS);
  return (
    <div className="row-buttons">
      {([1, 2] as const).map((number) => (
        <Told
          key={number}
          orderId={orderId}
          words={t('emailDone', { number })}
          tell={(known) =>
            answered(
              api.POST('/v1/orders/{orderId}/email-confirmations', {
                ...atOrder(orderId),
                body: { email: number },
                ...known,
              }),
            )
          }
        />
      ))}
    </div>
  );
}

function Mailbox({ orderId }: OfOrder) {
  const t = useTexts(PEOPLE_TEXTS);
  return (
    <Told
      orderId={orderId}
      words={t('mailboxDone')}
      tell={(known) =>
        answered(
          api.POST('/v1/orders/{orderId}/mailbox-confirmation', { ...atOrder(orderId), body: {}, ...known }),
        )
      }
    />
  );
}

type PhoneResult = 'answered' | 'missed';

function Phone({ orderId }: OfOrder) {
  const t = useTexts(PEOPLE_TEXTS);
  const say = useSay();
  const { phoneResults } = useVocabulary();
  return (
    <fieldset className="row-buttons">
      <legend>{t('phone')}</legend>
      {phoneResults.map((word) => (
        <Told
          key={word.id}
          orderId={orderId}
          words={say(word)}
          tell={(known) =>
            answered(
              api.POST('/v1/orders/{orderId}/phone-check', {
                ...atOrder(orderId),
                body: { result: word.id as PhoneResult },
                ...known,
              }),
            )
          }
        />
      ))}
    </fieldset>
  );
}

interface ToldProps extends OfOrder {
  readonly words: string;
  readonly tell: (known: { readonly headers: { readonly 'idempotency-key': string } }) => Promise<unknown>;
}

function Told({ orderId, words, tell }: ToldProps) {
  const t = useTexts(PEOPLE_TEXTS);
  const { send, isSending, error, answer } = useWrite<undefined, unknown>({
    write: (_nothing, known) => tell(known),
    changes: changedByOrder(orderId),
  });
  return (
    <div>
      <Button loading={isSending} onClick={() => send(undefined)}>
        {words}
      </Button>{' '}
      <span role="status">{answer !== undefined && !isSending && t('told')}</span>
      {error !== null && <Problem error={error} />}
    </div>
  );
}

/** What an order wants of people beside papers, as the server tells: both e-mails, the phone, the mailbox, how the company is reached. */
import { Button } from 'antd';
import { useState } from 'react';
import { answered, api } from '../../api/client.js';
import { useWrite } from '../../api/use-write.js';
import { Problem } from '../../parts/problem.js';
import { useSay, useTexts } from '../../texts/texts.js';
import { useVocabulary } from '../../vocabulary/use-vocabulary.js';
import { atOrder, changedByOrder, useActs, type Order } from '../reads.js';
import { Channel } from './channel.js';
import { PEOPLE_TEXTS } from './people-texts.js';

export function PeoplesPart({ order }: { readonly order: Order }) {
  const t = useTexts(PEOPLE_TEXTS);
  const { can, isAsked } = useActs(order);
  // Here, and not beside what was told: once the order has looked, that may be asked no more.
  const [isTold, setTold] = useState(false);
  const { orderId } = order;
  const told = { orderId, onTold: () => setTold(true) };
  const tells = [
    can('confirm-email-1') && <Email key="email-1" number={1} {...told} />,
    can('confirm-email-2') && <Email key="email-2" number={2} {...told} />,
    can('confirm-mailbox') && <Mailbox key="mailbox" {...told} />,
    can('report-phone-check') && <Phone key="phone" {...told} />,
  ].filter((part) => part !== false);
  const wantsChannel = isAsked('change-channel');
  if (tells.length === 0 && !wantsChannel && !isTold) return null;
  return (
    <section aria-labelledby="your-part">
      <h2 id="your-part">{t('yourPart')}</h2>
      <div className="row-buttons">{tells}</div>
      {wantsChannel && <Channel order={order} />}
      <p role="status">{isTold && t('told')}</p>
    </section>
  );
}

interface OfOrder {
  readonly orderId: string;
  readonly onTold: () => void;
}

function Email({ number, ...told }: OfOrder & { readonly number: 1 | 2 }) {
  const t = useTexts(PEOPLE_TEXTS);
  return (
    <Told
      {...told}
      words={t('emailDone', { number })}
      tell={(known) =>
        answered(
          api.POST('/v1/orders/{orderId}/email-confirmations', {
            ...atOrder(told.orderId),
            body: { email: number },
            ...known,
          }),
        )
      }
    />
  );
}

function Mailbox(told: OfOrder) {
  const t = useTexts(PEOPLE_TEXTS);
  return (
    <Told
      {...told}
      words={t('mailboxDone')}
      tell={(known) =>
        answered(
          api.POST('/v1/orders/{orderId}/mailbox-confirmation', {
            ...atOrder(told.orderId),
            body: {},
            ...known,
          }),
        )
      }
    />
  );
}

type PhoneResult = 'answered' | 'missed';

function Phone(told: OfOrder) {
  const t = useTexts(PEOPLE_TEXTS);
  const say = useSay();
  const { phoneResults } = useVocabulary();
  return (
    <fieldset className="row-buttons">
      <legend>{t('phone')}</legend>
      {phoneResults.map((word) => (
        <Told
          key={word.id}
          {...told}
          words={say(word)}
          tell={(known) =>
            answered(
              api.POST('/v1/orders/{orderId}/phone-check', {
                ...atOrder(told.orderId),
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

function Told({ orderId, words, tell, onTold }: ToldProps) {
  const { send, isSending, error } = useWrite<undefined, unknown>({
    write: async (_nothing, known) => {
      const answer = await tell(known);
      // Before what it changed is read again, and this button may go.
      onTold();
      return answer;
    },
    changes: changedByOrder(orderId),
  });
  return (
    <div>
      <Button loading={isSending} onClick={() => send(undefined)}>
        {words}
      </Button>
      {error !== null && <Problem error={error} />}
    </div>
  );
}

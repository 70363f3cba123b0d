/** The proof that is asked of each name: what to publish, ready to copy, and what every resolver answered; looked at anew on demand. */
import { Button } from 'antd';
import { answered, api } from '../../api/client.js';
import { useWrite } from '../../api/use-write.js';
import { CopyButton } from '../../parts/copy-button.js';
import { Problem } from '../../parts/problem.js';
import { useSession } from '../../session/session.js';
import { texts, useTexts } from '../../texts/texts.js';
import { useWords } from '../../vocabulary/use-vocabulary.js';
import { atOrder, changedByOrder, type Order, type Proof } from '../reads.js';
import { Findings } from './findings.js';
import { ProviderHints } from './provider-hints.js';

const TEXTS = texts('orders/records', {
  title: { zh: '域名验证', en: 'Proof of the names' },
  host: { zh: '主机记录', en: 'Name of the record' },
  type: { zh: '记录类型', en: 'Type' },
  value: { zh: '记录值', en: 'Value' },
  url: { zh: '文件地址', en: 'Address of the file' },
  content: { zh: '文件内容', en: 'Content of the file' },
  ofName: { zh: '{{name}} 的{{what}}', en: '{{what}} for {{name}}' },
  publishedBy: {
    zh: '由连接 {{names}} 自动发布,无需手动添加。',
    en: 'Published by the connection {{names}}: nothing is to be added by hand.',
  },
  check: { zh: '立即检查', en: 'Check now' },
  checked: { zh: '已检查,结果如下。', en: 'Looked: what was found is below.' },
  goesOn: { zh: '检查仍在进行,结果会自动出现。', en: 'The look goes on: what it finds appears by itself.' },
});

export function Records({ order }: { readonly order: Order }) {
  const t = useTexts(TEXTS);
  const { may } = useSession();
  const { orderId, validations, otherFindings, publishesBy, waitingOn } = order;
  if (validations.length === 0 && otherFindings.length === 0) return null;
  const names = publishesBy.map(({ name }) => name).join(', ');
  return (
    <section aria-labelledby="records">
      <h2 id="records">{t('title')}</h2>
      {names !== '' && <p>{t('publishedBy', { names })}</p>}
      {waitingOn !== null && may('check') && <CheckNow orderId={orderId} />}
      {names === '' && validations.some(({ record }) => record) && <ProviderHints />}
      {validations.map((proof) => (
        <Asked key={proof.name} proof={proof} />
      ))}
      <Findings findings={otherFindings} />
    </section>
  );
}

function CheckNow({ orderId }: { readonly orderId: string }) {
  const t = useTexts(TEXTS);
  const { send, isSending, error, answer } = useWrite<undefined, { readonly fresh: boolean }>({
    write: (_nothing, known) =>
      answered(api.POST('/v1/orders/{orderId}/check', { ...atOrder(orderId), body: {}, ...known })),
    changes: changedByOrder(orderId),
  });
  return (
    <>
      <Button loading={isSending} onClick={() => send(undefined)}>
        {t('check')}
      </Button>{' '}
      <span role="status">{answer && !isSending && t(answer.fresh ? 'checked' : 'goesOn')}</span>
      {error !== null && <Problem error={error} />}
    </>
  );
}

function Asked({ proof }: { readonly proof: Proof }) {
  const [method, state] = [useWords('validationMethods'), useWords('validationStates')];
  const { name, record, file, findings } = proof;
  return (
    <section aria-label={name}>
      <h3>
        {name}{' '}
        <span className="small">
          {method(proof.method)} · {state(proof.status)}
        </span>
      </h3>
      {record && (
        <ToCopy
          name={name}
          values={[
            ['host', record.name],
            ['type', record.type],
            ['value', record.value],
          ]}
        />
      )}
      {file && (
        <ToCopy
          name={name}
          values={[
            ['url', file.url],
            ['content', file.content],
          ]}
        />
      )}
      <Findings findings={findings} />
    </section>
  );
}

interface ToCopyProps {
  readonly name: string;
  readonly values: readonly (readonly ['host' | 'type' | 'value' | 'url' | 'content', string])[];
}

function ToCopy({ name, values }: ToCopyProps) {
  const t = useTexts(TEXTS);
  return (
    <dl className="facts">
      {values.map(([what, text]) => (
        <div key={what} className="fact">
          <dt>{t(what)}</dt>
          <dd>
            <span className="to-copy">{text}</span>{' '}
            <CopyButton text={text} what={t('ofName', { name, what: t(what) })} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The proof that is asked of each name: what to publish, ready to copy, and what every resolver answered. */
import { CopyButton } from '../../parts/copy-button.js';
import { texts, useTexts } from '../../texts/texts.js';
import { useWords } from '../../vocabulary/use-vocabulary.js';
import type { Order, Proof } from '../reads.js';
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
});

export function Records({ order }: { readonly order: Order }) {
  const t = useTexts(TEXTS);
  const { validations, otherFindings, publishesBy } = order;
  if (validations.length === 0 && otherFindings.length === 0) return null;
  const names = publishesBy.map(({ name }) => name).join(', ');
  return (
    <section aria-labelledby="records">
      <h2 id="records">{t('title')}</h2>
      {names !== '' && <p>{t('publishedBy', { names })}</p>}
      {names === '' && validations.some(({ record }) => record) && <ProviderHints proofs={validations} />}
      {validations.map((proof) => (
        <Asked key={proof.name} proof={proof} />
      ))}
      <Findings findings={otherFindings} />
    </section>
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

/** Delegated names: the CNAMEs to set for each, whether they stand, and new ones. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, api } from '../../api/client.js';
import { useWrite } from '../../api/use-write.js';
import { Empty } from '../../parts/empty.js';
import { Form } from '../../parts/form.js';
import { TextField } from '../../parts/form-field.js';
import { PageHead } from '../../parts/page-head.js';
import { Paged } from '../../parts/paged.js';
import { useSession } from '../../session/session.js';
import { useTexts } from '../../texts/texts.js';
import { DelegationPart } from './delegation.js';
import { DELEGATIONS, DELEGATIONS_KEY } from './reads.js';
import { DELEGATION_TEXTS } from './texts.js';

export function Page() {
  const t = useTexts(DELEGATION_TEXTS);
  const { may } = useSession();
  const query = useInfiniteQuery(DELEGATIONS);
  return (
    <>
      <PageHead title={t('title')} />
      <p>{t('about')}</p>
      <Paged query={query} empty={<Empty what={t('none')} />}>
        {(delegations) =>
          delegations.map((delegation) => (
            <DelegationPart key={delegation.delegationId} delegation={delegation} />
          ))
        }
      </Paged>
      {may('delegations.add') && <NewDelegation />}
    </>
  );
}

function NewDelegation() {
  const t = useTexts(DELEGATION_TEXTS);
  const [count, setCount] = useState(0);
  const { send, isSending, error } = useWrite({
    write: (body: { name: string; zone: string }, known) =>
      answered(api.POST('/v1/delegations', { body, ...known })),
    changes: [DELEGATIONS_KEY],
    done: () => setCount(count + 1),
  });
  return (
    <section>
      <h2>{t('add')}</h2>
      <Form
        emptiedAfter={count}
        label={t('add')}
        error={error}
        isSending={isSending}
        submit={t('addButton')}
        onSubmit={(typed) => send({ name: typed.text('name'), zone: typed.text('zone') })}
      >
        <TextField name="name" label={t('name')} hint={t('nameHint')} />
        <TextField name="zone" label={t('zone')} hint={t('zoneHint')} />
      </Form>
    </section>
  );
}

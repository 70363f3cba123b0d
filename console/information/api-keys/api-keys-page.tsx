/** API keys: what programs sign in with, made, rotated and revoked; a secret is shown once. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Empty } from '../../parts/empty.js';
import { PageHead } from '../../parts/page-head.js';
import { Read } from '../../parts/read.js';
import { ShownOnce } from '../../parts/shown-once.js';
import { useSession } from '../../session/session.js';
import { useTexts } from '../../texts/texts.js';
import { ApiKeyTable } from './api-key-table.js';
import { NewApiKey } from './new-api-key.js';
import { API_KEYS, type ShownApiKey } from './reads.js';
import { API_KEY_TEXTS } from './texts.js';

export function Page() {
  const t = useTexts(API_KEY_TEXTS);
  const { may } = useSession();
  const query = useQuery(API_KEYS);
  // Nowhere else: it is gone with the page.
  const [shown, setShown] = useState<ShownApiKey>();
  return (
    <>
      <PageHead title={t('title')} />
      {shown && (
        <ShownOnce
          key={shown.secret}
          what={t('secretOf', { name: shown.name })}
          secret={shown.secret}
          onKept={() => setShown(undefined)}
        />
      )}
      <Read query={query}>
        {({ items }) =>
          items.length === 0 ? <Empty what={t('none')} /> : <ApiKeyTable apiKeys={items} onShown={setShown} />
        }
      </Read>
      {may('apiKeys.create') && <NewApiKey onShown={setShown} />}
    </>
  );
}

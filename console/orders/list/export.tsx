/** The list as it is filtered, as a table for spreadsheets, in the reader's language. */
import { Button } from 'antd';
import { useMutation } from '@tanstack/react-query';
import { api } from '../../api/client.js';
import { fileOf, saveFile } from '../../api/save-file.js';
import { Problem } from '../../parts/problem.js';
import { useSession } from '../../session/session.js';
import { useTexts } from '../../texts/texts.js';
import type { OrderFilter } from '../reads.js';
import { LIST_TEXTS } from './texts.js';

export function Export({ filter }: { readonly filter: OrderFilter }) {
  const t = useTexts(LIST_TEXTS);
  const { may } = useSession();
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () => {
      saveFile(await fileOf(api.GET('/v1/orders/export', { params: { query: filter }, parseAs: 'blob' })));
    },
  });
  if (!may('exportOrders')) return null;
  return (
    <>
      <Button loading={isPending} onClick={() => mutate()}>
        {t('export')}
      </Button>
      {error !== null && <Problem error={error} />}
    </>
  );
}

/** A new order, step by step. Everything that is typed is kept; what is wrong stands at its field; it is placed once. */
import { useSearchParams } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import { answered, api } from '../../api/client.js';
import { Loading } from '../../parts/loading.js';
import { Problem } from '../../parts/problem.js';
import { Placed } from './placed.js';
import { WizardPage } from './wizard-page.js';
import '../form/wizard.css';

export function Page() {
  const [search] = useSearchParams();
  const placed = search.get('placed');
  const catalogue = useQuery({
    queryKey: ['catalogue'],
    queryFn: () => answered(api.GET('/v1/catalogue')),
    staleTime: 300_000,
  });
  if (placed !== null) return <Placed orderId={placed} />;
  // What is being filled in stays while the catalogue is read again.
  if (catalogue.data) return <WizardPage products={catalogue.data.products} />;
  if (catalogue.error === null) return <Loading />;
  return <Problem error={catalogue.error} onAgain={() => void catalogue.refetch()} />;
}

/** Which connection to a CA serves which products and names. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import { answered, api } from '../../api/client.js';
import type { components } from '../../generated/api.js';
import { Confirm } from '../../parts/confirm.js';
import { Empty } from '../../parts/empty.js';
import { PageHead } from '../../parts/page-head.js';
import { Read } from '../../parts/read.js';
import { useSession } from '../../session/session.js';
import { useTexts } from '../../texts/texts.js';
import { useWords } from '../../vocabulary/use-vocabulary.js';
import { COMMON_TEXTS } from '../texts.js';
import { NewRoute } from './new-route.js';
import { ROUTE_TEXTS } from './texts.js';

type Route = components['schemas']['RouteView'];

export const ROUTES = queryOptions({
  queryKey: ['routes'],
  queryFn: () => answered(api.GET('/v1/routes')),
});

export function Page() {
  const t = useTexts(ROUTE_TEXTS);
  const { may } = useSession();
  const query = useQuery(ROUTES);
  return (
    <>
      <PageHead title={t('title')} />
      <p>{t('about')}</p>
      <Read query={query}>
        {({ items }) => (items.length === 0 ? <Empty what={t('none')} /> : <RouteTable routes={items} />)}
      </Read>
      {may('routes.set') && <NewRoute changes={[ROUTES.queryKey]} />}
    </>
  );
}

function RouteTable({ routes }: { readonly routes: readonly Route[] }) {
  const t = useTexts(ROUTE_TEXTS);
  const common = useTexts(COMMON_TEXTS);
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{t('connection')}</th>
          <th scope="col">{t('brand')}</th>
          <th scope="col">{t('type')}</th>
          <th scope="col">{t('suffix')}</th>
          <th scope="col">{t('fallback')}</th>
          <th scope="col">{common('actions')}</th>
        </tr>
      </thead>
      <tbody>
        {routes.map((route) => (
          <RouteRow key={route.routeId} route={route} />
        ))}
      </tbody>
    </table>
  );
}

function RouteRow({ route }: { readonly route: Route }) {
  const t = useTexts(ROUTE_TEXTS);
  const common = useTexts(COMMON_TEXTS);
  const brandOf = useWords('brands');
  const typeOf = useWords('certificateTypes');
  const { may } = useSession();
  const { routeId, ofInstallation, brand, type, suffix, connection, fallback } = route;
  return (
    <tr>
      <th scope="row" data-label={t('connection')}>
        {connection.name}
        {ofInstallation && <p className="small">{t('ofInstallation')}</p>}
      </th>
      <td data-label={t('brand')}>{brand === null ? t('any') : brandOf(brand)}</td>
      <td data-label={t('type')}>{type === null ? t('any') : typeOf(type)}</td>
      <td data-label={t('suffix')}>{suffix ?? t('any')}</td>
      <td data-label={t('fallback')}>{fallback?.name ?? t('noFallback')}</td>
      <td>
        {may('routes.remove') && !ofInstallation && (
          <Confirm
            button={common('remove')}
            label={common('removeOf', { what: connection.name })}
            question={t('askRemove', { connection: connection.name })}
            consequence={t('afterRemove')}
            changes={[ROUTES.queryKey]}
            write={(_, known) =>
              answered(api.DELETE('/v1/routes/{routeId}', { params: { path: { routeId } }, ...known }))
            }
          />
        )}
      </td>
    </tr>
  );
}

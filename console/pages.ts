/** Every page: its address, its part of the code, loaded when it is looked at, and where it stands in the navigation. */
import { createBrowserRouter, type RouteObject } from 'react-router';
import { Shell } from './shell/shell.js';
import { PageProblem } from './shell/page-problem.js';

/** `path`: below /console/. A page exports itself as `Page`. */
const PAGES: RouteObject[] = [
  {
    index: true,
    lazy: async () => ({ Component: (await import('./home/home.js')).Page }),
  },
  {
    path: 'orders',
    lazy: async () => ({ Component: (await import('./orders/list/orders-page.js')).Page }),
  },
  {
    path: 'orders/new',
    lazy: async () => ({ Component: (await import('./orders/new/new-order-page.js')).Page }),
  },
  {
    path: '*',
    lazy: async () => ({ Component: (await import('./shell/no-such-page.js')).Page }),
  },
];

export const router = createBrowserRouter(
  [{ Component: Shell, ErrorBoundary: PageProblem, children: PAGES.map(withProblem) }],
  { basename: new URL(document.baseURI).pathname },
);

/** A page that fails leaves the navigation standing. */
function withProblem(page: RouteObject): RouteObject {
  return { ...page, ErrorBoundary: PageProblem };
}

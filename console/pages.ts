/** Every page: its address, its part of the code, loaded when it is looked at, and where it stands in the navigation. */
import { createBrowserRouter, type RouteObject } from 'react-router';
import { Shell } from './shell/shell.js';
import { INFORMATION_PAGES } from './information/pages.js';
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
    path: 'orders/:orderId',
    lazy: async () => ({ Component: (await import('./orders/page/order-page.js')).Page }),
  },
  {
    path: 'inbox',
    lazy: async () => ({ Component: (await import('./inbox/inbox-page.js')).Page }),
  },
  {
    path: 'calendar',
    lazy: async () => ({ Component: (await import('./calendar/calendar-page.js')).Page }),
  },
  {
    path: 'desk',
    lazy: async () => ({ Component: (await import('./desk/desk-page.js')).Page }),
  },
  {
    path: 'certificates',
    lazy: async () => ({ Component: (await import('./certificates/list/certificates-page.js')).Page }),
  },
  {
    path: 'certificates/upload',
    lazy: async () => ({ Component: (await import('./certificates/upload/upload-page.js')).Page }),
  },
  {
    path: 'certificates/:certificateId',
    lazy: async () => ({ Component: (await import('./certificates/page/certificate-page.js')).Page }),
  },
  {
    path: 'plans/:planId',
    lazy: async () => ({ Component: (await import('./plans/plan-page.js')).Page }),
  },
  {
    path: 'information',
    lazy: async () => ({ Component: (await import('./information/navigation.js')).Page }),
    children: INFORMATION_PAGES.map(withProblem),
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

/** Every page below /information, each loaded when it is looked at. */
import type { RouteObject } from 'react-router';

export const INFORMATION_PAGES: RouteObject[] = [
  { index: true, lazy: async () => ({ Component: (await import('./navigation.js')).First }) },
  {
    path: 'companies',
    lazy: async () => ({ Component: (await import('./companies/companies-page.js')).Page }),
  },
  {
    path: 'companies/new',
    lazy: async () => ({ Component: (await import('./companies/company-page.js')).NewPage }),
  },
  {
    path: 'companies/:companyId',
    lazy: async () => ({ Component: (await import('./companies/company-page.js')).Page }),
  },
  {
    path: 'contacts',
    lazy: async () => ({ Component: (await import('./contacts/contacts-page.js')).Page }),
  },
  {
    path: 'contacts/new',
    lazy: async () => ({ Component: (await import('./contacts/contact-page.js')).NewPage }),
  },
  {
    path: 'contacts/:contactId',
    lazy: async () => ({ Component: (await import('./contacts/contact-page.js')).Page }),
  },
  {
    path: 'connections',
    lazy: async () => ({ Component: (await import('./connections/connections-page.js')).Page }),
  },
  {
    path: 'connections/new',
    lazy: async () => ({ Component: (await import('./connections/new-connection-page.js')).Page }),
  },
  {
    path: 'connections/:connection',
    lazy: async () => ({ Component: (await import('./connections/connection-page.js')).Page }),
  },
  {
    path: 'routes',
    lazy: async () => ({ Component: (await import('./routes/routes-page.js')).Page }),
  },
  {
    path: 'delegations',
    lazy: async () => ({ Component: (await import('./delegations/delegations-page.js')).Page }),
  },
  {
    path: 'api-keys',
    lazy: async () => ({ Component: (await import('./api-keys/api-keys-page.js')).Page }),
  },
  {
    path: 'notices',
    lazy: async () => ({ Component: (await import('./notices/notices-page.js')).Page }),
  },
  {
    path: 'approvals',
    lazy: async () => ({ Component: (await import('./approvals/approvals-page.js')).Page }),
  },
  {
    path: 'members',
    lazy: async () => ({ Component: (await import('./members/members-page.js')).Page }),
  },
  {
    path: 'members/:user',
    lazy: async () => ({ Component: (await import('./members/member-page.js')).Page }),
  },
  {
    path: 'sign-in',
    lazy: async () => ({ Component: (await import('./sign-in/sign-in-page.js')).Page }),
  },
];

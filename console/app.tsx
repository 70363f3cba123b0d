/** What all pages stand in: language, look, what was read of the API, and which page an address shows. */
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from 'react-router/dom';
import { Look } from './look/look.js';
import { queryClient } from './api/query-client.js';
import { router } from './pages.js';

export function App() {
  return (
    <Look>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </Look>
  );
}

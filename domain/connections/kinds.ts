/** Every kind of connection there is. Adding a service: its form in `kinds/`, its line here, its adapter in the family's registry. */
import type { ConnectionKind } from './kind.js';

export const CONNECTION_KINDS: readonly ConnectionKind[] = [];

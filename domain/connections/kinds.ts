/** Every kind of connection there is. Adding a service: its form in `kinds/`, its line here, its adapter in the family's registry. */
import type { AnyConnectionKind } from './kind.js';
import { developmentCaKind } from './kinds/development-ca.js';
import { fileAgentKind } from './kinds/file-agent.js';
import { rfc2136Kind } from './kinds/rfc2136.js';

export const CONNECTION_KINDS: readonly AnyConnectionKind[] = [developmentCaKind, rfc2136Kind, fileAgentKind];

/** Undefined for a word that is no kind. */
export function connectionKind(kind: string): AnyConnectionKind | undefined {
  return CONNECTION_KINDS.find((known) => known.kind === kind);
}

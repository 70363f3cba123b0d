/** Every kind of connection there is. Adding a service: its form in `kinds/`, its line here, its adapter in the family's registry. */
import type { AnyConnectionKind } from './kind.js';
import { acmeKind } from './kinds/acme.js';
import { alidnsKind } from './kinds/alidns.js';
import { cloudflareKind } from './kinds/cloudflare.js';
import { developmentCaKind } from './kinds/development-ca.js';
import { dnsPodKind } from './kinds/dnspod.js';
import { fileAgentKind } from './kinds/file-agent.js';
import { huaweiCloudKind } from './kinds/huaweicloud.js';
import { powerDnsKind } from './kinds/powerdns.js';
import { rfc2136Kind } from './kinds/rfc2136.js';
import { route53Kind } from './kinds/route53.js';
import { sftpKind } from './kinds/sftp.js';
import { tencentKind } from './kinds/tencent.js';

export const CONNECTION_KINDS: readonly AnyConnectionKind[] = [
  acmeKind,
  tencentKind,
  developmentCaKind,
  rfc2136Kind,
  powerDnsKind,
  dnsPodKind,
  alidnsKind,
  huaweiCloudKind,
  cloudflareKind,
  route53Kind,
  fileAgentKind,
  sftpKind,
];

/** Undefined for a word that is no kind. */
export function connectionKind(kind: string): AnyConnectionKind | undefined {
  return CONNECTION_KINDS.find((known) => known.kind === kind);
}

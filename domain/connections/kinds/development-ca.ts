/** The development CA: a CA for the embedded stack, which no browser trusts. */
import { z } from 'zod';
import type { ConnectionKind } from '../kind.js';
import { secretText, SERVICE_URL_ACCEPTED, serviceUrl } from '../fields.js';

const FORM = z.strictObject({ url: serviceUrl, token: secretText });
export type DevelopmentCaForm = z.output<typeof FORM>;

export const developmentCaKind: ConnectionKind<DevelopmentCaForm> = {
  kind: 'development-ca',
  family: 'ca',
  called: { zh: '开发用 CA', en: 'development CA' },
  form: FORM,
  secrets: ['token'],
  fields: {
    url: { zh: '基本 URL', en: 'base URL' },
    token: { zh: '令牌', en: 'token' },
  },
  accepted: {
    url: SERVICE_URL_ACCEPTED,
    token: { zh: 'CA 接受的令牌', en: 'the token that the CA takes' },
  },
};

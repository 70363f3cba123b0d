/** An agent beside a web server, which puts validation files in place. */
import { z } from 'zod';
import type { ConnectionKind } from '../kind.js';
import { secretText, SERVICE_URL_ACCEPTED, serviceUrl } from '../fields.js';

const FORM = z.strictObject({ url: serviceUrl, token: secretText });
export type FileAgentForm = z.output<typeof FORM>;

export const fileAgentKind: ConnectionKind<FileAgentForm> = {
  kind: 'file-agent',
  family: 'files',
  called: { zh: '文件代理', en: 'file agent' },
  form: FORM,
  secrets: ['token'],
  fields: {
    url: { zh: '基本 URL', en: 'base URL' },
    token: { zh: '令牌', en: 'token' },
  },
  accepted: {
    url: SERVICE_URL_ACCEPTED,
    token: { zh: '文件代理接受的令牌', en: 'the token that the agent takes' },
  },
};

// What worker and commands of a stack are given: the stack's own surroundings, or those of the outside where the caller names them.
import { describe, expect, it } from 'vitest';
import { configFrom } from '../../config/config.js';
import type { Environment } from '../../config/environment.js';
import { stackEnvironment } from '../../dev/stack-environment.js';

const PARTS = {
  temporalAddress: '127.0.0.1:1',
  webUi: '',
  databaseUrl: 'postgres://somebody@127.0.0.1:2/sealflow',
  caUrl: 'http://127.0.0.1:3',
  dnsPort: 4,
  resolverPorts: [5, 6],
  httpPort: 7,
  httpsPort: 8,
  agentUrl: 'http://127.0.0.1:9',
  smtpUrl: 'smtp://127.0.0.1:10',
};
const SECRETS = {
  caToken: 'ca',
  tsigSecret: 'dHNpZw==',
  fileAgentToken: 'agent',
  paymentToken: 'payment',
  controlToken: 'control',
  tencentSecretId: 'secret-id',
  tencentSecretKey: 'secret-key',
  tencentControlToken: 'tencent-control',
};

const configOf = (given: Environment) => configFrom(stackEnvironment('/data', PARTS, SECRETS, given));

describe('the environment of a stack', () => {
  it('leads to its own DNS and web server', () => {
    const { selfCheck, dnsUpdate, fileAgentUrl } = configOf({});
    expect(selfCheck).toMatchObject({
      resolvers: ['127.0.0.1:5', '127.0.0.1:6'],
      authoritativePort: 4,
      httpPort: 7,
      httpsPort: 8,
      allowPrivateAddresses: true,
    });
    expect({ dnsUpdate, fileAgentUrl }).toMatchObject({
      dnsUpdate: { server: '127.0.0.1:4', tsigKeyName: 'sealflow' },
      fileAgentUrl: 'http://127.0.0.1:9',
    });
  });

  it('leads there whatever the caller says of the rest, as long as no resolvers are named', () => {
    const given = { SEALFLOW_HTTP_PORT: '8080', SEALFLOW_DNS_UPDATE_SERVER: '192.0.2.53:53' };
    expect(configOf(given)).toEqual(configOf({}));
  });

  it('leads outside as on a server, where the caller names resolvers', () => {
    const config = configOf({ SEALFLOW_DNS_RESOLVERS: '192.0.2.1,192.0.2.2' });
    expect(config.selfCheck).toMatchObject({
      resolvers: ['192.0.2.1', '192.0.2.2'],
      authoritativePort: 53,
      httpPort: 80,
      httpsPort: 443,
      allowPrivateAddresses: false,
    });
    expect(config.selfCheck.ipNamesAt).toBeUndefined();
    // What the stack's own DNS is told, nobody out there sees.
    expect(config.dnsUpdate.server).toBeUndefined();
    expect(config.fileAgentUrl).toBeUndefined();
  });

  it('takes what the caller says beside the resolvers', () => {
    const config = configOf({
      SEALFLOW_DNS_RESOLVERS: '127.0.0.1:5300',
      SEALFLOW_DNS_AUTHORITATIVE_PORT: '5300',
      SEALFLOW_ALLOW_PRIVATE_ADDRESSES: 'true',
      SEALFLOW_HTTP_PORT: '8080',
      SEALFLOW_DNS_UPDATE_SERVER: '192.0.2.53:53',
      SEALFLOW_TSIG_KEY_NAME: 'mine',
    });
    expect(config.selfCheck).toMatchObject({
      authoritativePort: 5300,
      httpPort: 8080,
      allowPrivateAddresses: true,
    });
    expect(config.dnsUpdate).toMatchObject({ server: '192.0.2.53:53', tsigKeyName: 'mine' });
  });
});

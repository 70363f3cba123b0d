/**
 * A double of the text message services of Tencent Cloud and Alibaba Cloud, on loopback: it answers in their documented shapes,
 * and takes only what is signed as their documents say, reckoned here by itself.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { rpcVerdict, tc3Verdict, type SignedRequest } from './cloud-signatures.js';

export interface SentMessage {
  readonly phone: string;
  readonly signName: string;
  readonly template: string;
  readonly parameters: unknown;
  readonly id: string;
}

export interface SmsService {
  readonly url: string;
  /** The code of the next answers; `hang-up` breaks the connection once the request is there. */
  answer: string;
  /** True: `answer` is an error of the API itself, not of the message. */
  isOfTheApi: boolean;
  /** What was rightly signed, in order. */
  readonly taken: readonly SentMessage[];
  /** Addresses that were asked for. */
  readonly addresses: readonly string[];
  readonly refused: number;
  stop(): Promise<void>;
}

/** One secret for both. */
export async function startSmsService(service: 'tencent' | 'alibaba', secret: string): Promise<SmsService> {
  const taken: SentMessage[] = [];
  const addresses: string[] = [];
  let refused = 0;
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      addresses.push(request.url ?? '');
      const isSigned =
        service === 'tencent' ? isTc3Signed(request, body, secret) : isRpcSigned(request, body, secret);
      if (!isSigned) refused += 1;
      else taken.push(service === 'tencent' ? tencentMessage(body) : alibabaMessage(body));
      if (double.answer === 'hang-up') return void request.socket.destroy();
      const code = isSigned ? double.answer : SIGNATURE_REFUSED[service];
      const isOfTheApi = double.isOfTheApi || !isSigned;
      const [status, answer] =
        service === 'tencent'
          ? tencentAnswer(code, isOfTheApi, phoneIn(taken))
          : alibabaAnswer(code, isOfTheApi, phoneIn(taken));
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const double = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answer: service === 'tencent' ? 'Ok' : 'OK',
    isOfTheApi: false,
    taken,
    addresses,
    get refused() {
      return refused;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return double;
}

/** Services quote the number that they were asked for. */
function phoneIn(taken: readonly SentMessage[]): string {
  return taken.at(-1)?.phone ?? '';
}

const SIGNATURE_REFUSED = { tencent: 'AuthFailure.SignatureFailure', alibaba: 'SignatureDoesNotMatch' };

/** cloud.tencent.com/document/api/382/55981, section 4. */
function tencentAnswer(code: string, isOfTheApi: boolean, phone: string): [number, unknown] {
  const RequestId = 'a0aabda6-cf91-4f3e-a81f-9198114a2279';
  if (isOfTheApi)
    return [200, { Response: { Error: { Code: code, Message: `refused: ${code}` }, RequestId } }];
  const isSent = code === 'Ok';
  const status = {
    SerialNo: isSent ? '5000:1045710669157053657849499619' : '',
    PhoneNumber: '+8618511122233',
    Fee: isSent ? 1 : 0,
    SessionContext: 'test',
    Code: code,
    Message: isSent ? 'send success' : `refused for ${phone}: ${code}`,
    IsoCode: 'CN',
  };
  return [200, { Response: { SendStatusSet: [status], RequestId } }];
}

/** help.aliyun.com, dysmsapi 2017-05-25, SendSms: errors of the gateway come with 4xx. */
function alibabaAnswer(code: string, isOfTheApi: boolean, phone: string): [number, unknown] {
  const RequestId = 'F655A8D5-B967-440B-8683-DAD6FF8DE990';
  if (code === 'OK') return [200, { Code: 'OK', Message: 'OK', BizId: '900619746936498440^0', RequestId }];
  const answer = { Code: code, Message: `refused for ${phone}: ${code}`, RequestId };
  return isOfTheApi ? [400, { ...answer, HostId: 'dysmsapi.aliyuncs.com', Recommend: '' }] : [200, answer];
}

function tencentMessage(body: string): SentMessage {
  const asked = JSON.parse(body) as Record<string, string> & {
    PhoneNumberSet: string[];
    TemplateParamSet: string[];
  };
  return {
    phone: asked.PhoneNumberSet.join(),
    signName: String(asked.SignName),
    template: `${asked.SmsSdkAppId}/${asked.TemplateId}`,
    parameters: asked.TemplateParamSet,
    id: String(asked.SessionContext),
  };
}

function alibabaMessage(body: string): SentMessage {
  const asked = new URLSearchParams(body);
  return {
    phone: asked.get('PhoneNumbers') ?? '',
    signName: asked.get('SignName') ?? '',
    template: asked.get('TemplateCode') ?? '',
    parameters: JSON.parse(asked.get('TemplateParam') ?? 'null'),
    id: asked.get('OutId') ?? '',
  };
}

function isTc3Signed(request: IncomingMessage, body: string, secret: string): boolean {
  const { headers } = request;
  const isSendSms = headers['x-tc-action'] === 'SendSms' && headers['x-tc-version'] === '2021-01-11';
  return isSendSms && tc3Verdict(signedRequest(request, body), secret, Date.now()) === 'right';
}

function isRpcSigned(request: IncomingMessage, body: string, secret: string): boolean {
  const asked = new URLSearchParams(body);
  const isSendSms = asked.get('Action') === 'SendSms' && asked.get('Version') === '2017-05-25';
  return isSendSms && rpcVerdict(signedRequest(request, body), secret, Date.now()) === 'right';
}

function signedRequest({ method = '', url = '', headers }: IncomingMessage, body: string): SignedRequest {
  return { method, target: url, headers, body };
}

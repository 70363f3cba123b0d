/** A server that people sign in at, on a database of its own, with people whom a test adds. */
import fastify from 'fastify';
import { serializerCompiler } from 'fastify-type-provider-zod';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';
import type { z } from 'zod';
import { languageAsked } from '../../../api/language.js';
import { PROBLEM_TYPE, problemOf } from '../../../api/problem.js';
import { readerOf } from '../../../api/request-shape.js';
import { signIn } from '../../../api/sign-in/index.js';
import type { OpenIdSettings } from '../../../api/sign-in/openid/settings.js';
import type { SignInParts } from '../../../api/sign-in/parts.js';
import { DeviceSignIns } from '../../../client/accounts/device-sign-ins.js';
import { OnceSignIns } from '../../../client/accounts/once-sign-ins.js';
import { Identities } from '../../../client/accounts/identities.js';
import { hashPassword } from '../../../client/accounts/password-hashing.js';
import type { Database } from '../../../db/database.js';
import { masterKeysFrom, newMasterKey } from '../../../config/master-keys.js';
import type { Membership } from '../../../domain/accounts/principal.js';
import { Refusal } from '../../../domain/refusals.js';
import { ownDatabase } from '../../support/own-database.js';

export interface SignInWorld {
  readonly database: Database;
  readonly identities: Identities;
  readonly deviceSignIns: DeviceSignIns;
  readonly onceSignIns: OnceSignIns;
  /** Where a server listens, without a slash at its end; it stops after the file. */
  serve(options?: ServeOptions): Promise<string>;
  /** Returns the user's id. */
  addPerson(login: string, password: string, memberships: readonly Membership[]): Promise<string>;
  /** Moves every clock on. */
  pass(seconds: number): void;
}

export interface ServeOptions {
  readonly publicUrl?: string;
  /** Told the address, since a provider must know it before. */
  readonly openId?: (url: string) => Promise<OpenIdSettings>;
}

export async function createSignInWorld(): Promise<SignInWorld> {
  const database = await ownDatabase();
  let ahead = 0;
  const clock = () => Date.now() + ahead;
  const masterKeys = masterKeysFrom(newMasterKey(new Date()).text);
  const identities = new Identities({ database, masterKeys, clock });
  const deviceSignIns = new DeviceSignIns({ database, clock });
  const onceSignIns = new OnceSignIns({ database, clock });
  let people = 0;
  return {
    database,
    identities,
    deviceSignIns,
    onceSignIns,
    pass: (seconds) => void (ahead += seconds * 1000),
    async addPerson(login, password, memberships) {
      people += 1;
      const userId = `usr_of_tests_${people}`;
      await database.query(
        `insert into users (user_id, login, account, password_hash, password_set_at, created_at)
         values ($1, $2, $3, $4, now(), now())`,
        [userId, login, memberships[0]?.account ?? 'default', await hashPassword(password)],
      );
      for (const { account, role } of memberships)
        await database.query(
          'insert into memberships (user_id, account, role, created_at) values ($1, $2, $3, now())',
          [userId, account, role],
        );
      return userId;
    },
    async serve({ publicUrl, openId } = {}) {
      const { url, answerBy } = await listening();
      const settings = await openId?.(url);
      await answerBy({
        identities,
        deviceSignIns,
        onceSignIns,
        config: { ...(publicUrl !== undefined && { publicUrl }) },
        ...(settings && { openId: settings }),
      });
      return url;
    },
  };
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** An OpenID provider is told where it sends people back to before there is a server that knows the provider. */
async function listening() {
  let handle: Handler = (_request, response) => void response.writeHead(503).end();
  const server = createServer((request, response) => {
    handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answerBy: async (parts: SignInParts) => {
      const app = fastify({
        serverFactory: (handler) => {
          handle = handler;
          return server;
        },
      });
      app.setValidatorCompiler(({ schema }) => validatorOf(schema as z.ZodType));
      app.setSerializerCompiler(serializerCompiler);
      app.setErrorHandler((error, request, reply) => {
        const { problem, headers } = problemOf(
          error,
          languageAsked(request.headers['accept-language']),
          request.id,
        );
        if (problem.status >= 500) console.error(error);
        return reply
          .code(problem.status)
          .headers(headers)
          .type(PROBLEM_TYPE)
          .serializer((value: unknown) => JSON.stringify(value))
          .send(problem);
      });
      await app.register(signIn, parts);
      await app.ready();
    },
  };
}

function validatorOf(schema: z.ZodType) {
  const read = readerOf(schema);
  return (data: unknown) => {
    try {
      return { value: read(data ?? {}) };
    } catch (error) {
      if (error instanceof Refusal) return { error };
      throw error;
    }
  };
}

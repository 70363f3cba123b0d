/** One DNS question to one server: UDP, and TCP where the answer did not fit. Asks itself, so that each server's word is seen. */
import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { NO_ANSWER, SILENCE } from '../../domain/control/finding-texts.js';
import { DNS_QUERY_LIMITS } from '../../domain/control/look-limits.js';
import { ToldError, wordsOfError } from '../../domain/told.js';
import {
  answerIn,
  questionMessage,
  type DnsAnswer,
  type DnsQuestion,
  type DnsReply,
  type QuestionOptions,
} from './dns-message.js';
import type { HeardAnswers } from './heard-answers.js';
import { lookBudget, NO_BUDGET, OverBudget, type LookBudget } from './look-budget.js';
import type { NameServer } from './name-server.js';
import { plainName } from './record-values.js';
import { exchangeByTcp } from './tcp-exchange.js';

export type { DnsQuestion, DnsReply } from './dns-message.js';

/** Asks one server one question, as `queryDns` does. */
export interface AskDns {
  (server: NameServer, question: DnsQuestion, options?: QuestionOptions): Promise<DnsReply>;
  /** Was the server silent to a question before? Who has the choice asks another one first. */
  wasSilent(server: NameServer): boolean;
}

export interface LookMemory {
  readonly heard: HeardAnswers;
  /** True: all is asked anew, and what is heard is kept for others. */
  readonly anew: boolean;
}

/**
 * Asks for one look: each server each question once, since a look has several uses for the same answer, and within the
 * budget. Not to be kept beyond the look; what outlives it is in `memory`.
 */
export function askForOneLook(budget: LookBudget = lookBudget(), memory?: LookMemory): AskDns {
  const replies = new Map<string, Promise<DnsReply>>();
  const silent = new Set<string>();
  const keyOf = ({ host, port }: NameServer) => JSON.stringify([host, port]);
  const ask = async (server: NameServer, question: DnsQuestion, options: QuestionOptions) => {
    const heard = memory?.anew === false ? memory.heard.find(server, question, options) : undefined;
    if (heard) return heard;
    const reply = await queryDns(server, question, options, budget);
    if (reply.outcome === 'silent') silent.add(keyOf(server));
    memory?.heard.keep(server, question, options, reply);
    return reply;
  };
  const askOnce = (server: NameServer, { name, type }: DnsQuestion, options: QuestionOptions = {}) => {
    const key = JSON.stringify([keyOf(server), plainName(name), type, options]);
    const reply = replies.get(key) ?? ask(server, { name, type }, options);
    replies.set(key, reply);
    return reply;
  };
  return Object.assign(askOnce, { wasSilent: (server: NameServer) => silent.has(keyOf(server)) });
}

/** How a server says that it does not know EDNS (RFC 6891, section 7), or not this version of it. */
const WITHOUT_EDNS = ['FORMERR', 'NOTIMP', 'BADVERS'];

/** Never rejects: silence is a finding too. A server that does not know EDNS is asked once more without. */
export async function queryDns(
  server: NameServer,
  question: DnsQuestion,
  options: QuestionOptions = {},
  budget: LookBudget = NO_BUDGET,
): Promise<DnsReply> {
  const ask = (how: QuestionOptions) => exchange({ server, question, options: how, budget });
  try {
    const answer = await ask(options);
    if (!WITHOUT_EDNS.includes(answer.rcode)) return answered(answer);
    return answered(await ask({ ...options, edns: false }).catch(() => answer));
  } catch (error) {
    const reason = wordsOfError(error, NO_ANSWER);
    return { outcome: error instanceof OverBudget ? 'unasked' : 'silent', reason };
  }
}

interface Exchange {
  readonly server: NameServer;
  readonly question: DnsQuestion;
  readonly options: QuestionOptions;
  readonly budget: LookBudget;
}

async function exchange(asked: Exchange): Promise<DnsAnswer> {
  const answer = await askByUdp(asked);
  return answer.truncated ? await askByTcp(asked) : answer;
}

async function askByUdp(asked: Exchange): Promise<DnsAnswer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await askOnceByUdp(asked);
    } catch (error) {
      if (attempt >= DNS_QUERY_LIMITS.udpAttempts || error instanceof OverBudget) throw error;
    }
  }
}

/** A fresh port and id for every try; an answer to something else is not ours (RFC 5452, section 9.1). */
async function askOnceByUdp({ server, question, options, budget }: Exchange): Promise<DnsAnswer> {
  const id = randomInt(65_536);
  const query = questionMessage(id, question, options);
  const { ms, cut } = budget.spend(DNS_QUERY_LIMITS.udpTimeoutMs);
  const socket = createSocket(isIPv6(server.host) ? 'udp6' : 'udp4');
  return new Promise<DnsAnswer>((resolve, reject) => {
    const timer = setTimeout(() => reject(cut?.() ?? new ToldError(SILENCE.within(ms / 1_000))), ms);
    socket.once('close', () => clearTimeout(timer));
    socket.once('error', (error) => reject(error));
    socket.on('message', (message) => {
      try {
        const answer = answerIn(message, id, question);
        if (answer) resolve(answer);
      } catch (error) {
        reject(error instanceof Error ? error : new ToldError(NO_ANSWER));
      }
    });
    // Connected, so that only this server's datagrams, and its "port unreachable", come in.
    socket.connect(server.port, server.host, () => socket.send(query));
  }).finally(() => socket.close());
}

async function askByTcp({ server, question, options, budget }: Exchange): Promise<DnsAnswer> {
  const id = randomInt(65_536);
  const query = questionMessage(id, question, options);
  const answer = answerIn(
    await exchangeByTcp(server, query, budget.spend(DNS_QUERY_LIMITS.tcpTimeoutMs)),
    id,
    question,
  );
  if (!answer) throw new ToldError(SILENCE.otherQuestion);
  return answer;
}

function answered({ truncated: _, ...answer }: DnsAnswer): DnsReply {
  return { outcome: 'answered', ...answer };
}

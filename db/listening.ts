/** One connection to Postgres that listens, made anew whenever it breaks: for programs that are told of changes as they come. */
import pg from 'pg';

export interface ListeningOptions {
  readonly channel: string;
  /** A notification's payload. */
  readonly onNotified: (payload: string) => void;
  /** It listens, for the first time or again: what came before is to be looked for. */
  readonly onListening: () => void;
  readonly onLost: () => void;
}

export interface Listening {
  readonly isListening: boolean;
  close(): Promise<void>;
}

/** Between two tries, doubled up to the second one. House numbers: a restart of Postgres takes seconds. */
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;
/** A connection that died without a word is found by a question that nobody answers. */
const ASKED_EACH_MS = 30_000;
const ANSWER_MS = 10_000;

/** Never throws: while there is no connection it goes on trying. `channel`: a plain name. */
export function listenTo(url: string, options: ListeningOptions): Listening {
  let client: pg.Client | undefined;
  let isListening = false;
  let isClosed = false;
  let pauseMs = FIRST_PAUSE_MS;
  let timer: NodeJS.Timeout | undefined;

  const lost = (from: pg.Client) => {
    if (client !== from) return;
    client = undefined;
    clearTimeout(timer);
    void from.end().catch(() => undefined);
    if (isListening) options.onLost();
    isListening = false;
    if (isClosed) return;
    timer = setTimeout(connect, pauseMs);
    pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
  };
  const askStillThere = (of: pg.Client) => {
    timer = setTimeout(() => {
      of.query('select 1').then(
        () => {
          if (client === of) askStillThere(of);
        },
        () => lost(of),
      );
    }, ASKED_EACH_MS);
    timer.unref();
  };
  const connect = () => {
    const fresh = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: 5_000,
      query_timeout: ANSWER_MS,
      keepAlive: true,
      application_name: 'sealflow-events',
    });
    client = fresh;
    fresh.on('error', () => lost(fresh));
    fresh.on('end', () => lost(fresh));
    fresh.on('notification', ({ payload }) => options.onNotified(payload ?? ''));
    fresh
      .connect()
      .then(() => fresh.query(`listen ${pg.escapeIdentifier(options.channel)}`))
      .then(
        () => {
          if (client !== fresh) return;
          isListening = true;
          pauseMs = FIRST_PAUSE_MS;
          askStillThere(fresh);
          options.onListening();
        },
        () => lost(fresh),
      );
  };
  connect();
  return {
    get isListening() {
      return isListening;
    },
    close: async () => {
      isClosed = true;
      clearTimeout(timer);
      const last = client;
      client = undefined;
      isListening = false;
      await last?.end().catch(() => undefined);
    },
  };
}

/**
 * Steps that die between two lines: after so many statements and calls to the world outside, a step's first attempt goes no
 * further, as where its worker was killed. What it had asked for has happened, an open transaction has not, and nobody hears of it.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { activityInfo } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { Database, Queryable, QueryOutcome } from '../../db/database.js';
import type { Activities } from '../../workflows/activity-contract/index.js';

type Activity = (...input: unknown[]) => Promise<unknown>;
type Method = (...input: unknown[]) => Promise<unknown>;

/** One attempt of a step. */
interface Life {
  /** What it asked of the world so far, in the order in which the answers came. */
  readonly lines: string[];
  readonly diesAfter: number | undefined;
  readonly die: () => void;
  isOver: boolean;
}

class Dead extends Error {
  override readonly name = 'Dead';
}

/** Never resolves: a process that is gone hears no answer, and takes no `catch` or `finally` either. */
function silence(): Promise<never> {
  return new Promise(() => undefined);
}

export class MortalSteps {
  readonly #lives = new AsyncLocalStorage<Life>();
  readonly #sentences = new Map<string, number>();
  readonly #lines = new Map<string, readonly string[]>();
  readonly #dead = new Set<string>();

  /** The step's first attempt ends after that many lines: 1 is right after the first one's effect. */
  diesAfter(workflowId: string, step: keyof Activities, lines: number): void {
    this.#sentences.set(`${workflowId} ${step}`, lines);
  }

  hasDied(workflowId: string, step: keyof Activities): boolean {
    return this.#dead.has(`${workflowId} ${step}`);
  }

  /** What the newest attempt of the step asked for, as far as it came. */
  linesOf(workflowId: string, step: keyof Activities): readonly string[] {
    return this.#lines.get(`${workflowId} ${step}`) ?? [];
  }

  /** For a world's `changedActivities`. */
  readonly around = (real: Activities): Activities => {
    const entries = Object.entries(real as unknown as Record<string, Activity>);
    return Object.fromEntries(
      entries.map(([name, activity]) => [name, this.#mortal(name, activity)]),
    ) as unknown as Activities;
  };

  #mortal(name: string, activity: Activity): Activity {
    return async (...input) => {
      const { attempt, workflowExecution } = activityInfo();
      const key = `${workflowExecution?.workflowId ?? ''} ${name}`;
      const lines: string[] = [];
      this.#lines.set(key, lines);
      let die: () => void = () => undefined;
      const death = new Promise<never>((_, reject) => {
        die = () => {
          this.#dead.add(key);
          reject(
            ApplicationFailure.create({
              message: `${name} died in this test`,
              nextRetryDelay: '20 milliseconds',
            }),
          );
        };
      });
      const diesAfter = attempt === 1 ? this.#sentences.get(key) : undefined;
      const life: Life = { lines, diesAfter, die, isOver: false };
      return await Promise.race([this.#lives.run(life, () => activity(...input)), death]);
    };
  }

  /** One line: what it asks for happens, unless the step is dead by then. */
  async #line<Result>(what: string, ask: () => Promise<Result>, dead: () => Promise<never>): Promise<Result> {
    const life = this.#lives.getStore();
    if (!life) return await ask();
    if (life.isOver) return await dead();
    const [answer] = await Promise.allSettled([ask()]);
    // Another branch of the same step may have been the last to be heard.
    if (life.isOver as boolean) return await dead();
    life.lines.push(what);
    if (life.lines.length === life.diesAfter) {
      life.isOver = true;
      life.die();
      return await dead();
    }
    if (answer.status === 'rejected') throw answer.reason;
    return answer.value;
  }

  /** For a world's `watchedDatabase`. */
  readonly database = (real: Database): Database => ({
    query: <Row>(text: string, values?: readonly unknown[]): Promise<QueryOutcome<Row>> =>
      this.#line(beginningOf(text), () => real.query<Row>(text, values), silence),
    withConnection: async <Result>(work: (connection: Queryable) => Promise<Result>): Promise<Result> => {
      const life = this.#lives.getStore();
      const [answer] = await Promise.allSettled([
        real.withConnection((connection) =>
          work({
            // Within a transaction it is the connection that breaks: Postgres undoes what was not committed.
            query: <Row>(text: string, values?: readonly unknown[]): Promise<QueryOutcome<Row>> =>
              this.#line(
                beginningOf(text),
                () => connection.query<Row>(text, values),
                () => Promise.reject(new Dead()),
              ),
          }),
        ),
      ]);
      if (life?.isOver === true) return await silence();
      if (answer.status === 'rejected') throw answer.reason;
      return answer.value;
    },
    end: () => real.end(),
  });

  /** For a world's `changedDoors`: every method of a door answers with a promise. */
  readonly door = <Door extends object>(name: string, real: Door): Door =>
    new Proxy(real, {
      get: (target, property) => {
        const value: unknown = Reflect.get(target, property);
        if (typeof value !== 'function' || typeof property !== 'string') return value;
        return (...input: unknown[]) =>
          this.#line(`${name} ${property}`, () => (value as Method).apply(target, input), silence);
      },
    });
}

function beginningOf(statement: string): string {
  return statement.replace(/\s+/g, ' ').trim().slice(0, 80);
}

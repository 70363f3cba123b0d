/**
 * The one door of a client that somebody uses: every operation is asked of the table of rights before it begins, whoever wrote it. An
 * operation without a row, or what is no operation, nobody gets through.
 */
import { shownId } from '../../domain/identifiers.js';
import type { Principal } from '../../domain/accounts/principal.js';
import { mayDo, PEOPLE_WAITS_SCOPE } from '../../domain/accounts/rights.js';
import { Refusal, refusalDetails } from '../../domain/refusals.js';

export interface Guard {
  readonly principal: Principal;
  /** Tells the account's log of what was refused. */
  readonly noteRefused: (operation: string, subject: unknown) => Promise<void>;
  /** Throws Refusal `NotFound` for an order that does not wait on people, or is not the account's. */
  readonly refuseUnlessWaitingOnPeople: (orderId: unknown) => Promise<void>;
  /** The same of a request to revoke. */
  readonly refuseUnlessRevocationWaits: (id: unknown) => Promise<void>;
  /** Whether what was read is still an order that waits on people. */
  readonly waitsOnPeople: (view: unknown) => boolean;
}

type Method = (...given: unknown[]) => unknown;

/** The same client, its methods and those of its parts behind the table. Its own calls among each other are not asked again. */
export function guarded<Client extends object>(client: Client, guard: Guard): Client {
  return behind(client, '', guard);
}

/** `inside`: '' for the client itself, then the part's name and a dot. */
function behind<Part extends object>(part: Part, inside: string, guard: Guard): Part {
  const known = new Map<string, unknown>();
  const open = (name: string): unknown => {
    if (!known.has(name)) known.set(name, opened(part, name, inside, guard));
    return known.get(name);
  };
  return new Proxy(part, {
    get: (_part, name) => (typeof name === 'string' ? open(name) : undefined),
    getOwnPropertyDescriptor: (_part, name) => {
      const told = Reflect.getOwnPropertyDescriptor(part, name);
      if (!told || typeof name !== 'string') return undefined;
      return { value: open(name), enumerable: told.enumerable === true, configurable: true, writable: true };
    },
    set: () => false,
    defineProperty: () => false,
    deleteProperty: () => false,
    setPrototypeOf: () => false,
  });
}

function opened(part: object, name: string, inside: string, guard: Guard): unknown {
  if (name === 'constructor') return part.constructor;
  const value: unknown = Reflect.get(part, name, part);
  if (isMethod(value)) return guardedMethod(part, value, inside + name, guard);
  // Parts of parts there are none.
  if (inside === '' && typeof value === 'object' && value !== null) return behind(value, `${name}.`, guard);
  return undefined;
}

function isMethod(value: unknown): value is Method {
  return typeof value === 'function';
}

function guardedMethod(part: object, method: Method, operation: string, guard: Guard): Method {
  const asked = (given: unknown[]): string | undefined => refusedRight(operation, given, guard.principal);
  const refuse = async (right: string, subject: unknown): Promise<never> => {
    await guard.noteRefused(right, subject).catch(() => undefined);
    throw notAllowed(guard.principal, right);
  };
  if (method.constructor.name === 'AsyncFunction')
    return async (...given) => {
      const right = asked(given);
      if (right !== undefined) return await refuse(right, given[0]);
      await scoped(operation, given, guard);
      return await method.apply(part, given);
    };
  return (...given) => {
    const right = asked(given);
    if (right !== undefined) {
      void refuse(right, given[0]).catch(() => undefined);
      throw notAllowed(guard.principal, right);
    }
    const answer = method.apply(part, given);
    if (guard.principal.role !== 'letters' || !isIterable(answer)) return answer;
    return scopedViews(operation, given, answer, guard);
  };
}

/** The right that is missing; undefined where none is. */
function refusedRight(operation: string, given: readonly unknown[], { role }: Principal): string | undefined {
  if (!mayDo(role, operation)) return operation;
  if (role === 'letters' && !Object.hasOwn(PEOPLE_WAITS_SCOPE, operation)) return operation;
  const [part] = operation.split('.');
  const ofInstallation = `${part}.ofInstallation`;
  if (given.some(asksForInstallation) && !mayDo(role, ofInstallation)) return ofInstallation;
  return undefined;
}

/** As connections and routes ask it: truth is enough. */
function asksForInstallation(given: unknown): boolean {
  return (
    typeof given === 'object' && given !== null && 'ofInstallation' in given && Boolean(given.ofInstallation)
  );
}

async function scoped(operation: string, [subject]: readonly unknown[], guard: Guard): Promise<void> {
  if (guard.principal.role !== 'letters') return;
  const scope = PEOPLE_WAITS_SCOPE[operation];
  if (scope === 'order') await guard.refuseUnlessWaitingOnPeople(subject);
  if (scope === 'revocation') await guard.refuseUnlessRevocationWaits(subject);
}

async function* scopedViews(
  operation: string,
  given: readonly unknown[],
  views: AsyncIterable<unknown>,
  guard: Guard,
): AsyncGenerator<unknown, void, void> {
  await scoped(operation, given, guard);
  for await (const view of views) {
    if (guard.waitsOnPeople(view)) yield view;
    else if (PEOPLE_WAITS_SCOPE[operation] === 'order') return;
  }
}

function isIterable(answer: unknown): answer is AsyncIterable<unknown> {
  return typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer;
}

/** Known, but not in a role that may: the same for what there is and what there isn't. */
export function notAllowed({ role }: Pick<Principal, 'role'>, right: string): Refusal {
  const shown = shownId(right);
  return new Refusal(
    refusalDetails('NotAllowed', {
      message: {
        zh: `角色 ${role} 无权进行 ${shown}`,
        en: `The role ${role} may not do ${shown}`,
      },
      accepted: {
        zh: '由账号所有者授予的、有此权限的角色:见 docs/people.zh-CN.md',
        en: 'a role that may, given by an owner of the account: see docs/people.md',
      },
    }),
  );
}

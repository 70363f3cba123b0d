/** Access to what is outside: added, changed, tried and removed. Secrets go in and never come out again. */
import type { ConnectionFields } from '../../domain/connections/form.js';
import type { KindForm } from '../../domain/connections/kind-forms.js';
import type { ClientContext } from '../context.js';
import type { KeepingOptions, NewConnectionRequest, RemovingOptions, WhoseConnection } from './requests.js';
import type { ConnectionView } from './view.js';

export type { ConnectionView, NewConnectionRequest };

/** Of one name the account's own comes before the installation's; both are seen, of other accounts none. */
export class Connections {
  readonly #context: ClientContext;

  constructor(context: ClientContext) {
    this.#context = context;
  }

  /** What there is to choose from, with the form of each; the same for everybody. */
  async kinds(): Promise<KindForm[]> {
    const { kindForms } = await import('../../domain/connections/kind-forms.js');
    return kindForms();
  }

  /** By name. */
  async list(): Promise<ConnectionView[]> {
    return await (await keeping(this.#context)).list();
  }

  /** By name or id. Throws Refusal `NotFound`. */
  async show(named: string): Promise<ConnectionView> {
    return await (await keeping(this.#context)).show(named);
  }

  /**
   * Tries it, then keeps it; where it is not let in, nothing stays. Throws Refusal: InvalidInput by field; RefusedInThisState
   * where the name is taken, or with what was refused; Unavailable where no worker tries it.
   */
  async add(request: NewConnectionRequest): Promise<ConnectionView> {
    return await (await keeping(this.#context)).add(request);
  }

  /**
   * What is left out stays, null takes an optional field away. What is changed is tried first; where that is not let in, the
   * old values stand. Steps of living orders use the new ones from then on. Throws Refusal as `add`, and NotFound.
   */
  async edit(
    named: string,
    changes: ConnectionFields,
    options: KeepingOptions = {},
  ): Promise<ConnectionView> {
    return await (await keeping(this.#context)).edit(named, changes, options);
  }

  /** Tries it as it is. Throws Refusal NotFound, or RefusedInThisState with what was refused; Unavailable. */
  async test(named: string): Promise<ConnectionView> {
    return await (await keeping(this.#context)).test(named);
  }

  /**
   * Our account at its CA signs with another key from then on, and the old one counts no more (RFC 8555, section 7.3.5). Orders that
   * are still to be validated get other values to show. Throws Refusal: NotFound; RefusedInThisState where the kind has no such
   * key, or with what the CA refused; Unavailable.
   */
  async rollOverKey(named: string, options: WhoseConnection = {}): Promise<ConnectionView> {
    return await (await keeping(this.#context)).rollOverKey(named, options);
  }

  /**
   * Its secrets are gone from then on. Throws Refusal: NotFound; RefusedInThisState where living orders or routes need it, named
   * one by one, and, unless `force`, where certificates that were issued there are valid still.
   */
  async remove(named: string, options: RemovingOptions = {}): Promise<void> {
    await (await keeping(this.#context)).remove(named, options);
  }
}

/** The kinds with their forms: most programs never ask for a connection. */
async function keeping(context: ClientContext) {
  const { ConnectionKeeping } = await import('./keeping.js');
  return new ConnectionKeeping(context);
}

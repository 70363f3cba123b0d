/** The services of theirs that are served here, and what is answered for what is none of them. */
import { TencentError } from './error.js';
import type { Tell } from './contract/input.js';
import type { Contract } from './contract/types.js';
import { NO_SUCH_ACTION, NO_SUCH_VERSION, NOT_OFFERED } from './texts.js';

/** `Action`: whatever does it. */
export interface Service<Action> {
  readonly contract: Contract;
  /** Those of the contract that are offered. */
  readonly actions: Readonly<Record<string, Action>>;
}

export interface Found<Action> {
  readonly contract: Contract;
  readonly run: Action;
}

/**
 * By version, which no two of them share: the host says nothing certain about the service, since clients are pointed at any. Throws
 * TencentError NoSuchVersion, InvalidAction, or UnsupportedOperation for an action of theirs that we do not offer.
 */
export function actionOf<Action>(
  services: readonly Service<Action>[],
  version: string,
  action: string,
  tell: Tell,
): Found<Action> {
  const service = services.find(({ contract }) => contract.version === version);
  if (!service) throw new TencentError('NoSuchVersion', tell(NO_SUCH_VERSION(shown(version))));
  const { contract, actions } = service;
  if (!Object.hasOwn(contract.actions, action)) {
    throw new TencentError('InvalidAction', tell(NO_SUCH_ACTION(shown(action))));
  }
  const run = Object.hasOwn(actions, action) ? actions[action] : undefined;
  if (!run) throw new TencentError('UnsupportedOperation', tell(NOT_OFFERED(action)));
  return { contract, run };
}

/** A caller's own word, as far as it is repeated. */
function shown(word: string): string {
  return word.replace(/[^\w.-]/g, '?').slice(0, 100);
}

/** For which of their accounts somebody looks and acts, or for the installation: kept for this tab, and taken along by the next one that is opened. */

/** As the API has it: chosen by an operator who is a member of accounts as well. */
export const INSTALLATION = '*';

const KEY = 'sealflow.account';

let chosen = sessionStorage.getItem(KEY) ?? localStorage.getItem(KEY) ?? undefined;

/** Undefined: their first one. */
export function chosenAccount(): string | undefined {
  return chosen;
}

export function chooseAccount(account: string | undefined): void {
  chosen = account;
  for (const storage of [sessionStorage, localStorage]) {
    if (account === undefined) storage.removeItem(KEY);
    else storage.setItem(KEY, account);
  }
}

/** The pages of the CA that mails lead to: shown as often as one likes, confirmed by sending their form. */
import type { Answer, Route } from '../../http-api.js';
import { formPage, noticePage, NOTICES } from './confirm-page.js';
import type { Confirmations, FoundMail } from './confirmations.js';
import { CONFIRM_PATH } from './postman.js';

export function confirmRoutes(confirmations: Confirmations): Route[] {
  const path = `${CONFIRM_PATH}:id`;
  return [
    { method: 'GET', path, public: true, handle: ({ id }) => pageOf(confirmations.find(id)) },
    {
      method: 'POST',
      path,
      public: true,
      handle: async (request) => {
        const typed = (await request.form()).get('code') ?? '';
        const outcome = await confirmations.confirm(request.id, typed);
        return outcome === 'confirmed' ? noticePage(NOTICES.confirmed) : pageOf(outcome, true);
      },
    },
  ];
}

function pageOf(found: FoundMail | undefined, wasWrong = false): Answer {
  if (!found) return noticePage(NOTICES.unknown);
  const { order, mail, standing } = found;
  return standing === 'open' ? formPage(mail, order.reference, wasWrong) : noticePage(NOTICES[standing]);
}

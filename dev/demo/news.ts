/** What is going on while an order waits, in the words of the demo's timeline. */
import type { Wait } from '../../domain/waits.js';

export const NEWS: Record<Wait, string> = {
  'subscriber-form': 'a draft: waits for the form',
  'subscriber-dns': 'waits for the DNS record',
  'subscriber-file': 'waits for the file',
  'subscriber-caa': 'CAA records forbid the CA',
  dns: 'the system publishes the record and looks for it',
  'file-agent': 'the system puts the file in place and looks for it',
  'ca-placement': 'the order is placed at the CA under our reference',
  'ca-validation': 'our own look is good: the CA is asked to validate',
  'ca-issuance': 'control is shown: the CA issues',
  us: 'the system works on it: key, CSR',
  'subscriber-letter': 'waits for the stamped letter',
  'subscriber-application-form': 'waits for the stamped form',
  'subscriber-emails': 'the CA wrote two mails to the contact',
  'subscriber-channel': 'waits for another channel on public record',
  'subscriber-phone': 'waits for the phone to be answered',
  'subscriber-mailbox': 'the CA wrote to the mailbox of the order',
  'reviewer-letter': 'the letter is reviewed',
  'reviewer-application': 'the application is reviewed',
  'ca-public-record': 'the CA reaches the company on public record',
  'ca-phone-call': 'the CA phones',
  'ca-organization': 'the CA checks the company',
};

/** What the CA knows of the company that a certificate shall name, and how far its check has come. Personal data: stays here. */
import type { OrganizationWay } from '../../../domain/catalogue/words.js';
import type { OrganizationStep } from '../../../domain/organization/ways.js';
import type { CheckChannel, Company, Person } from '../../../domain/organization/form.js';
import type { ReceivedLetter } from './received-letter.js';

export interface StoredOrganization {
  readonly way: OrganizationWay;
  readonly company: Company;
  readonly manager: Person;
  readonly contact: Person;
  readonly channel?: CheckChannel;
  /** The same for the same company: what is reused is looked up by it. */
  readonly companyKey: string;
  /** In the order in which they are taken; all are there from the beginning. */
  readonly steps: readonly StoredStep[];
  /** Oldest first. */
  readonly letters: readonly StoredLetter[];
  /** When the last step passed, or the earlier order's that is reused; ISO 8601, UTC. */
  readonly validatedAt?: string;
  /** True where an earlier order's check was taken. */
  readonly reused: boolean;
}

export type StepStatus = 'with-subscriber' | 'with-ca' | 'passed';

export interface StoredStep {
  readonly step: OrganizationStep;
  readonly status: StepStatus;
  /** What is missing, or why it came back. */
  readonly detail?: string;
  /** The same in Chinese, where the words are the CA's own. */
  readonly detailChinese?: string | undefined;
  /** When it came to where it lies. */
  readonly since: string;
  /** Passed without anyone doing anything. */
  readonly skipped?: boolean;
  /** True until what comes before has happened: nobody can act on the step yet. */
  readonly notYet?: boolean;
  /** How often it began, from 1: what was sent out for an earlier round no longer counts. */
  readonly round: number;
}

export interface StoredLetter extends ReceivedLetter {
  /** The round of the step that it was sent for. */
  readonly round: number;
}

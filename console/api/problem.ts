/** What the API refuses, as its problem document tells it (RFC 9457): already in the reader's language. */
import type { components } from '../generated/api.js';

export type Problem = components['schemas']['Problem'];

export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(readonly problem: Problem) {
    super(problem.detail);
  }
}

/** The connection broke off, or nobody answered: what was asked may be asked again with the same key. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** What is wrong with one field. */
export interface FieldProblem {
  readonly field: string;
  readonly detail: string;
  readonly accepted: string | undefined;
}

/** All fields that a refusal names, the first one first; empty where none is to blame. */
export function fieldProblems(error: unknown): FieldProblem[] {
  if (!(error instanceof ProblemError)) return [];
  const { problem } = error;
  return [problem, ...(problem.others ?? [])].flatMap(({ field, detail, accepted }) =>
    field === undefined ? [] : [{ field, detail, accepted }],
  );
}

export function isProblem(error: unknown, code: string): boolean {
  return error instanceof ProblemError && error.problem.code === code;
}

/** Read from whatever was answered: a proxy's page is no problem document of ours. */
export async function problemIn(response: Response): Promise<Problem> {
  const { status, statusText } = response;
  const isOurs = (response.headers.get('content-type') ?? '').startsWith('application/problem+json');
  if (isOurs) return (await response.json()) as Problem;
  const code = status >= 500 ? 'Unavailable' : 'Unexpected';
  return { type: 'about:blank', title: statusText, status, code, detail: `HTTP ${status}`, requestId: '' };
}

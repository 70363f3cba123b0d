/** Asks a person at a terminal for what a form lacks, in the person's language. The form's own rules judge each answer. */
import { inBoth, type Bilingual, type Language } from '../../domain/bilingual.js';
import type { RefusalDetails } from '../../domain/refusals.js';
import type { Terminal } from './terminal.js';
import {
  ACCEPTED,
  CHOOSE,
  CHOOSE_OR_DEFAULT,
  NOT_THE_SAME,
  WRITE,
  WRITE_AGAIN,
  WRITE_OPTIONAL,
} from './texts/prompts.js';

export type Form = Record<string, unknown>;
/** Everything that is wrong with a form as it is now, what is missing included. */
export type Rules = (form: Form) => readonly RefusalDetails[];

/** One of the answers to a question, by its number or as it is written in a form. */
export interface Choice {
  readonly value: unknown;
  readonly text: Bilingual;
}

/** What can be asked about a kind of form. */
export interface Questions {
  readonly rules: Rules;
  /** The fields that come first, in order; whatever else is missing comes as the rules tell it. */
  readonly order?: readonly string[];
  /** Fields that the form can do without, and that are asked about all the same where the rest is asked. */
  readonly optional?: (form: Form) => readonly string[];
  readonly labelOf: (field: string) => Bilingual;
  /** Undefined where a field is written. Where the answer may be left out, the first one is the usual one. */
  readonly choicesOf: (field: string, form: Form) => Promise<readonly Choice[] | undefined>;
  /** Fields whose answers are not shown as they are typed; copied from elsewhere, they are typed once. */
  readonly secrets?: readonly string[];
  /** Good to know for an answer. */
  readonly hintsOf: (field: string, form: Form) => readonly Bilingual[];
}

/** Fields that have fields of their own: not asked for, but filled. */
const FILLED = /(^|\.)(landline|registration|identity|organizationCheck)$/;
/** Nobody looks over a shoulder. */
const SECRET = /(^|\.)keyPassword$/;

/** Where the answers come from and the questions go. */
type Asked = Required<Pick<Terminal, 'ask'>> & Pick<Terminal, 'write'>;

/**
 * The form with what it lacked. Unchanged where nobody can be asked, where nothing lacks, and where something given is wrong:
 * the usual refusal tells that. Each answer is judged at once, and asked for again when it is refused.
 */
export async function askForMissing(
  form: Form,
  questions: Questions,
  language: Language,
  terminal: Terminal,
): Promise<Form> {
  const { ask } = terminal;
  const { rules } = questions;
  const problems = rules(form);
  if (!ask || problems.length === 0 || problems.some(({ field }) => valueAt(form, field) !== undefined))
    return form;
  const dialogue = new Dialogue(questions, language, { ask, write: (text) => terminal.write(text) });
  return await dialogue.completed(form);
}

class Dialogue {
  /** Optional ones, answered or passed over. */
  readonly #done = new Set<string>();

  constructor(
    private readonly questions: Questions,
    private readonly language: Language,
    private readonly terminal: Asked,
  ) {}

  async completed(given: Form): Promise<Form> {
    let form = given;
    for (;;) {
      const next = this.#next(form);
      if (next === undefined) return form;
      form = await this.#answered(form, next.field, next.isOptional);
    }
  }

  /** The first in order of what is missing and of what may be said. */
  #next(form: Form): { field: string; isOptional: boolean } | undefined {
    const { rules, optional, order = [] } = this.questions;
    const missing = rules(form).flatMap(({ field }) =>
      field !== undefined && valueAt(form, field) === undefined ? [{ field, isOptional: false }] : [],
    );
    const possible = (optional?.(form) ?? []).flatMap((field) =>
      this.#done.has(field) || valueAt(form, field) !== undefined ? [] : [{ field, isOptional: true }],
    );
    const place = ({ field }: { field: string }) => {
      const at = order.indexOf(rootOf(field));
      return at < 0 ? order.length : at;
    };
    return [...missing, ...possible].sort((one, other) => place(one) - place(other))[0];
  }

  async #answered(form: Form, field: string, isOptional: boolean): Promise<Form> {
    if (!isOptional && FILLED.test(field)) return withValue(form, field, {});
    this.#done.add(field);
    const known = this.#tell(field, form, []);
    const choices = await this.questions.choicesOf(field, form);
    const fitting = choices?.filter(
      ({ value }) => this.#problem(withValue(form, field, value), field) === undefined,
    );
    // One answer only, or none: nothing to ask about what may be left out.
    if (isOptional && fitting && fitting.length < 2) return form;
    const answered = fitting?.length
      ? await this.#chosen(form, field, fitting, isOptional)
      : await this.#written(form, field, isOptional);
    this.#tell(field, answered, known);
    return answered;
  }

  async #chosen(form: Form, field: string, choices: readonly Choice[], isOptional: boolean): Promise<Form> {
    const { language, terminal } = this;
    const label = this.questions.labelOf(field);
    const question = isOptional ? CHOOSE_OR_DEFAULT(label, choices.length, 1) : CHOOSE(label, choices.length);
    terminal.write(choices.map(({ text }, index) => `  ${index + 1}. ${text[language]}\n`).join(''));
    for (;;) {
      const answer = (await terminal.ask(question[language])).trim();
      const chosen = choiceOf(answer === '' && isOptional ? '1' : answer, choices);
      if (chosen) return withValue(form, field, chosen.value);
    }
  }

  async #written(form: Form, field: string, isOptional: boolean): Promise<Form> {
    const { language, terminal } = this;
    const label = this.questions.labelOf(field);
    const question = (isOptional ? WRITE_OPTIONAL : WRITE)(label)[language];
    const isPassword = SECRET.test(field);
    const secret = isPassword || (this.questions.secrets?.includes(field) ?? false);
    for (;;) {
      const given = await terminal.ask(question, { secret });
      const answer = secret ? given : given.trim();
      if (answer === '' && isOptional) return form;
      const answered = withValue(form, field, field === 'names' ? namesIn(answer) : answer);
      const wrong = this.#problem(answered, field);
      if (wrong) terminal.write(this.#refused(wrong));
      else if (!isPassword || (await terminal.ask(WRITE_AGAIN(label)[language], { secret })) === answer)
        return answered;
      else terminal.write(`  ${NOT_THE_SAME[language]}\n`);
    }
  }

  #problem(form: Form, field: string): RefusalDetails | undefined {
    return this.questions.rules(form).find((problem) => concerns(problem, field, form));
  }

  /** Tells what was not told yet; returns all that is told by now. */
  #tell(field: string, form: Form, told: readonly string[]): string[] {
    const hints = this.questions.hintsOf(field, form).map((hint) => hint[this.language]);
    const news = hints.filter((hint) => !told.includes(hint));
    this.terminal.write(news.map((hint) => `  - ${hint}\n`).join(''));
    return [...told, ...news];
  }

  #refused({ message, accepted, chinese }: RefusalDetails): string {
    const { language } = this;
    const problem = { en: message, zh: chinese.message };
    const words = accepted === undefined ? undefined : { en: accepted, zh: chinese.accepted ?? accepted };
    const lines = [problem, ...(words ? [ACCEPTED(words)] : [])];
    return lines.map((line) => `  ${line[language]}\n`).join('');
  }
}

/** A choice whose words are its value. */
export function choice(value: string, text: Bilingual = inBoth(value)): Choice {
  return { value, text };
}

function choiceOf(answer: string, choices: readonly Choice[]): Choice | undefined {
  if (/^\d+$/.test(answer)) return choices[Number(answer) - 1];
  return choices.find(({ value, text }) => value === answer || Object.values(text).includes(answer));
}

function namesIn(answer: string): string[] {
  return answer.split(/[\s,，、]+/).filter((name) => name !== '');
}

/** What is below a field that was just given, such as a company's parts, is asked for next, and no problem of the answer. */
function concerns({ field }: RefusalDetails, asked: string, form: Form): boolean {
  if (field === undefined) return false;
  return field === asked || (field.startsWith(`${asked}[`) && valueAt(form, field) !== undefined);
}

function rootOf(field: string): string {
  return field.startsWith('csr') ? 'csr' : (stepsOf(field)[0] ?? field);
}

function valueAt(form: Form, field: string | undefined): unknown {
  if (field === undefined) return undefined;
  return stepsOf(field).reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined),
    form,
  );
}

function withValue(form: Form, field: string, value: unknown): Form {
  const [step = '', ...rest] = stepsOf(field);
  if (rest.length === 0) return { ...form, [step]: value };
  const inner = form[step];
  // Only a key that is made here is asked about.
  const empty: Form = step === 'csr' ? { mode: 'generate' } : {};
  const base = typeof inner === 'object' && inner !== null ? (inner as Form) : empty;
  return { ...form, [step]: withValue(base, rest.join('.'), value) };
}

/** `names[0]` and `company.city` as steps. */
function stepsOf(field: string): string[] {
  return field.split(/[.[\]]+/).filter((step) => step !== '');
}

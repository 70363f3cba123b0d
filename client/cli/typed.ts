/** What was typed on a command line, judged as text before anything is read, connected or written. */
import type { Command } from 'commander';
import { Refusal, refusalDetails } from '../../domain/refusals.js';
import { isIdentifier, shownId } from '../../domain/identifiers.js';
import { problemOfText } from '../../domain/text-input.js';
import { invalid } from '../refusing.js';

/** PATH_MAX of Linux: what is longer is no path, and no other option takes as much. */
const LONGEST = 4_096;

/**
 * Throws Refusal: `InvalidInput`, naming the option or argument, for what no text may have; `NotFound` for an id that nothing
 * can have. What each one may say beside that is judged where it is used.
 */
export function refuseUnusableWords(command: Command): void {
  command.registeredArguments.forEach((argument, index) => {
    const given: unknown = command.processedArgs[index];
    if (isId(argument.name())) refuseNoId(argument.name(), given);
    else refuseUnusable(argument.name(), given);
  });
  for (const [option, given] of Object.entries(command.optsWithGlobals<Record<string, unknown>>()))
    refuseUnusable(option, given);
}

function isId(argument: string): boolean {
  return argument === 'order' || argument === 'id';
}

function refuseNoId(argument: string, given: unknown): void {
  if (given === undefined || isIdentifier(given)) return;
  const isOrder = argument === 'order';
  throw new Refusal(
    refusalDetails('NotFound', {
      field: isOrder ? 'orderId' : argument,
      message: {
        zh: `没有${isOrder ? '订单' : '编号为'} ${shownId(given)}${isOrder ? '' : ' 的对象'}`,
        en: `There is ${isOrder ? 'no order' : 'nothing with the id'} ${shownId(given)}`,
      },
      accepted: { zh: '列表中显示的编号', en: 'an id as the lists show it' },
    }),
  );
}

function refuseUnusable(field: string, given: unknown): void {
  for (const text of textsIn(given)) {
    const problem = problemOfText(text, { longest: LONGEST, mayBeEmpty: true });
    if (problem === undefined) continue;
    throw invalid(
      field,
      { zh: `${field} ${problem.zh}`, en: `${field} ${problem.en}` },
      { zh: '一行文字,不含控制字符', en: 'text on one line, without control characters' },
    );
  }
}

/** Options that may be given several times are lists, and tags have parts. */
function textsIn(given: unknown): string[] {
  if (typeof given === 'string') return [given];
  return typeof given === 'object' && given !== null ? Object.values(given).flatMap(textsIn) : [];
}

/** Commander's own words in its help. The English is commander's: what it says is looked up by it. */

export const HEADINGS = [
  { zh: '用法:', en: 'Usage:' },
  { zh: '参数:', en: 'Arguments:' },
  { zh: '选项:', en: 'Options:' },
  { zh: '所有命令的选项:', en: 'Global Options:' },
  { zh: '命令:', en: 'Commands:' },
];

/** In a line of usage. */
export const PLACEHOLDERS = [
  { zh: '[选项]', en: '[options]' },
  { zh: '[命令]', en: '[command]' },
];

export const SHOW_HELP = { zh: '显示命令的帮助', en: 'display help for command' };

export const choicesText = (choices: string) => ({ zh: `可选值:${choices}`, en: `choices: ${choices}` });

export const defaultText = (value: string) => ({ zh: `默认 ${value}`, en: `default: ${value}` });

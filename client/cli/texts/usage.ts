/** What is said of a command line that can't be understood. Commander says the English; what it says is recognised by these patterns. */

/** Ours, handed to commander, which puts its own words before them. */
export const USAGE = {
  tagForm: { zh: '标签的写法是 key=value。', en: 'A tag is key=value.' },
  switchForm: {
    zh: '请写明通知种类和渠道,例如 submitted:mail。',
    en: 'write a kind and a channel, such as submitted:mail',
  },
  onOrOff: { zh: '请写 on 或 off。', en: "write 'on' or 'off'" },
  noPlace: { zh: '存放文件的位置为空。', en: 'the place for the files is empty' },
  incomplete: {
    zh: '命令不完整;加上 --help 可查看后面能写什么。',
    en: 'The command is not complete; add --help to see what can follow',
  },
};

interface Pattern {
  readonly en: RegExp;
  readonly zh: (...found: string[]) => string;
}

const PATTERNS: readonly Pattern[] = [
  { en: /^unknown option '(.*?)'(.*)$/, zh: (option, hint) => `没有选项 ${option}。${hint}` },
  { en: /^unknown command '(.*?)'(.*)$/, zh: (command, hint) => `没有命令 ${command}。${hint}` },
  { en: /^missing required argument '(.*)'$/, zh: (name) => `缺少参数 <${name}>。` },
  { en: /^option '(.*)' argument missing$/, zh: (flags) => `选项 ${flags} 缺少取值。` },
  {
    en: /^required option '(.*?)' not specified(?:, nor '(.*)')?$/,
    zh: (flags, other) => (other === '' ? `缺少选项 ${flags}。` : `缺少选项 ${flags} 或 ${other}。`),
  },
  {
    en: /^too many arguments(?: for '(.*)')?\. Expected (\d+) arguments? but got (\d+)\.$/,
    zh: (command, expected, got) =>
      `参数过多:${command === '' ? '' : `${command} `}接受 ${expected} 个,给出了 ${got} 个。`,
  },
  {
    en: /^option '(.*?)' argument '(.*)' is invalid\. (.*)$/,
    zh: (flags, value, why) => `选项 ${flags} 不接受“${value}”。${why}`,
  },
  {
    en: /^command-argument value '(.*)' is invalid for argument '(.*?)'\. (.*)$/,
    zh: (value, name, why) => `参数 ${name} 不接受“${value}”。${why}`,
  },
  { en: /^Allowed choices are (.*)\.$/, zh: (choices) => `可选值:${choices}。` },
  {
    en: /^option '(.*?)' cannot be used with option '(.*?)'$/,
    zh: (flags, other) => `选项 ${flags} 与 ${other} 不能同时使用。`,
  },
  { en: /^\(Did you mean one of (.*)\?\)$/, zh: (names) => `(是不是其中之一:${names}?)` },
  { en: /^\(Did you mean (.*)\?\)$/, zh: (name) => `(是不是 ${name}?)` },
];

/** The same in Chinese; what no pattern knows stays as it is. */
export function chineseUsage(message: string): string {
  const text = message.trim();
  const ours = Object.values(USAGE).find(({ en }) => en === text);
  if (ours) return ours.zh;
  for (const { en, zh } of PATTERNS) {
    const found = en.exec(text);
    // Commander's remarks on a value or a name are sentences of their own.
    if (found) return zh(...found.slice(1).map((part: string | undefined) => remark(part ?? '')));
  }
  return text;
}

function remark(part: string): string {
  const isRemark = /^ ?\(Did you mean|^Allowed choices/.test(part);
  return isRemark || Object.values(USAGE).some(({ en }) => en === part) ? chineseUsage(part) : part;
}

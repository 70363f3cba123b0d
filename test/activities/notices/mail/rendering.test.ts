/** A mail as text and as HTML: one language or both, the reader's clock, tables to copy from, nothing that runs. */
import { describe, expect, it } from 'vitest';
import { inReadersTimes } from '../../../../activities/notices/mail/readers-times.js';
import { renderMail, type MailContent } from '../../../../activities/notices/mail/rendering.js';

const CONTENT: MailContent = {
  subject: { zh: '证书订单待处理', en: 'Certificate order waiting' },
  blocks: [
    {
      paragraph: {
        zh: '订单 o-1 截止 2026-12-01T16:30:00.000Z。\n\n请执行 `sealflow order check o-1`。',
        en: 'Order o-1, until 2026-12-01T16:30:00.000Z.\n\nRun `sealflow order check o-1`.',
      },
    },
    {
      table: {
        headings: [
          { zh: '主机记录', en: 'Host record' },
          { zh: '记录值', en: 'Record value' },
        ],
        rows: [
          ['_dnsauth', 'v-1'],
          ['_dnsauth.www', '<b>&"v-2"</b>'],
        ],
      },
    },
    { link: { label: { zh: '查看订单', en: 'The order' }, url: 'https://c.example.com/orders/o-1?a=1&b="' } },
  ],
};
const SHANGHAI = 'Asia/Shanghai';

describe('a mail in one language', () => {
  it('has it alone, with the times of its reader’s clock, whose is said once', () => {
    expect(renderMail(CONTENT, { language: 'zh', timeZone: SHANGHAI })).toMatchObject({
      subject: '证书订单待处理',
      text: [
        '订单 o-1 截止 2026-12-02 00:30。',
        '',
        '请执行 `sealflow order check o-1`。',
        '',
        '主机记录      记录值',
        '_dnsauth      v-1',
        '_dnsauth.www  <b>&"v-2"</b>',
        '',
        '查看订单: https://c.example.com/orders/o-1?a=1&b="',
        '',
        '文中时间均为北京时间(UTC+8)。',
        '',
      ].join('\n'),
    });
    const berlin = renderMail(CONTENT, { language: 'en', timeZone: 'Europe/Berlin' });
    expect(berlin.subject).toBe('Certificate order waiting');
    expect(berlin.text).toContain('until 2026-12-01 17:30.');
    expect(berlin.text).toMatch(/All times are those of Europe\/Berlin\.\n$/);
    expect(berlin.text).not.toMatch(/\p{Script=Han}/u);
  });

  it('says nothing of clocks where it tells no time', () => {
    const { text } = renderMail(
      { ...CONTENT, blocks: CONTENT.blocks.slice(1) },
      { language: 'en', timeZone: SHANGHAI },
    );
    expect(text).not.toContain('All times');
  });
});

describe('in HTML', () => {
  const { html } = renderMail(CONTENT, { language: 'both', timeZone: SHANGHAI });

  it('stand the same words, Chinese first, each with its language', () => {
    expect(html.indexOf('lang="zh-CN"')).toBeLessThan(html.indexOf('lang="en"'));
    expect(html).toContain('<p>订单 o-1 截止 2026-12-02 00:30。</p>');
    expect(html).toContain('<p>Run <code>sealflow order check o-1</code>.</p>');
    expect(html.match(/<table/g)).toHaveLength(2);
    expect(html.match(/<tr>/g)).toHaveLength(6);
  });

  it('stands nothing of strangers’ as markup, and nothing that is fetched', () => {
    expect(html).toContain('<code>&#60;b&#62;&#38;&#34;v-2&#34;&#60;/b&#62;</code>');
    expect(html).toContain('<a href="https://c.example.com/orders/o-1?a=1&#38;b=&#34;">查看订单</a>');
    expect(html).not.toMatch(/<(img|script|link|iframe|style)|url\(|src=/i);
  });

  it('shows code spans of any fence, and backticks that are none', () => {
    const paragraph = { zh: '', en: 'a, `` c`d ``, `e`<x>, one ` alone' };
    const { html: shown } = renderMail(
      { subject: paragraph, blocks: [{ paragraph }] },
      { language: 'en', timeZone: SHANGHAI },
    );
    expect(shown).toContain('<p>a, <code>c`d</code>, <code>e</code>&#60;x&#62;, one ` alone</p>');
  });
});

describe('times in words of the default zone', () => {
  it.each([
    ['截止 2026-12-02 00:30(北京时间)。', '截止 2026-12-01 17:30。'],
    ['until 2026-12-02 00:30 (UTC+8).', 'until 2026-12-01 17:30.'],
  ])('%s is read in another one', (text, read) => {
    expect(inReadersTimes(text, 'Europe/Berlin')).toEqual({ text: read, tellsTimes: true });
  });

  it('is nothing else that looks like one', () => {
    const text = '2026-12-02 00:30, 2026-12-02, order 2026-12-02T00:30';
    expect(inReadersTimes(text, 'Europe/Berlin')).toEqual({ text, tellsTimes: false });
  });
});

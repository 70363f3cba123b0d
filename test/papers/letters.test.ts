/** The letter as a PDF: its text can be read back, in both languages, with every character or its code. */
import { extractText, getDocumentProxy } from 'unpdf';
import { beforeAll, describe, expect, it } from 'vitest';
import { drawLetter } from '../../papers/pdf.js';
import { letterContent, revocationLetterContent } from '../../papers/letters.js';
import { COMPANY, CONTACT, IDENTITY, MANAGER, REGISTRATION } from '../support/organizations.js';

const ORDER = {
  orderId: 'ord_0123456789',
  brand: 'globalsign',
  type: 'ev',
  names: ['www.example.com', 'xn--fsqu00a.example.com'],
} as const;

interface ReadPdf {
  readonly pages: number;
  /** Without blanks: where lines break is the layout's business. */
  readonly text: string;
}

async function read(pdf: Uint8Array): Promise<ReadPdf> {
  const { totalPages, text } = await extractText(await getDocumentProxy(pdf), { mergePages: true });
  return { pages: totalPages, text: text.replace(/\s+/g, '') };
}

const compact = (text: string) => text.replace(/\s+/g, '');

describe('a confirmation letter', () => {
  let letter: ReadPdf;
  beforeAll(async () => {
    const people = {
      company: { ...COMPANY, registration: REGISTRATION },
      manager: { ...MANAGER, identity: IDENTITY },
      contact: CONTACT,
    };
    letter = await read(await drawLetter(letterContent(ORDER, 'confirmation-letter', people)));
  });

  it('is one page that names document, brand, order and names', () => {
    expect(letter.pages).toBe(1);
    for (const part of [
      '企业信息确认函',
      'Organization Confirmation Letter',
      'GlobalSign EV',
      ORDER.orderId,
      ...ORDER.names,
    ])
      expect(letter.text).toContain(compact(part));
  });

  it('is filled in with the company and both persons', () => {
    const { fullName, address, landline } = COMPANY;
    const facts = [fullName, REGISTRATION.number, address, landline.number];
    for (const { name, phone, email, position } of [MANAGER, CONTACT])
      facts.push(name, phone, email, position);
    for (const fact of facts) expect(letter.text).toContain(compact(fact));
  });

  it('has a place for date, signature and seal, and tells how to return it', () => {
    for (const part of ['日期 Date', '签字 Signature', '公章 Company seal', '.jpg, .png or .pdf'])
      expect(letter.text).toContain(compact(part));
  });

  it('numbers its page', () => {
    expect(letter.text).toContain(compact(`企业信息确认函 ${ORDER.orderId} · 1 / 1`));
  });

  it('has no identity number, and no note on missing characters', () => {
    expect(letter.text).not.toContain(IDENTITY.number);
    expect(letter.text).not.toContain('U+');
  });
});

it('an application form names itself, and warns of its one upload', async () => {
  const order = { ...ORDER, brand: 'dnspod-sm2', type: 'ov' } as const;
  const people = { company: COMPANY, manager: MANAGER, contact: 'same-as-manager' } as const;
  const { text } = await read(await drawLetter(letterContent(order, 'application-form', people)));
  for (const part of ['证书申请书', 'DNSPod SM2 OV', 'uploaded only once', '.jpg, .gif or .pdf'])
    expect(text).toContain(compact(part));
  expect(text).toContain('____');
});

describe('a letter that asks for a revocation', () => {
  const people = { company: COMPANY, manager: MANAGER, contact: CONTACT };
  const revocation = {
    ...ORDER,
    certificateId: 'crt_0123456789',
    serialNumber: '0a1b2c3d4e5f',
    reason: 'keyCompromise',
  } as const;

  it('names the certificate, why, and in whose name, in both languages', async () => {
    const { pages, text } = await read(await drawLetter(revocationLetterContent(revocation, people)));
    expect(pages).toBe(1);
    for (const part of [
      '证书吊销申请函',
      'Letter Asking for the Revocation of a Certificate',
      'GlobalSign EV',
      revocation.certificateId,
      revocation.serialNumber,
      ...ORDER.names,
      '私钥可能已泄露 somebody else may have the private key (keyCompromise)',
      '吊销后证书立即失效且不可恢复',
      'A revoked certificate is out of use for good',
      COMPANY.fullName,
      MANAGER.name,
      CONTACT.email,
      '公章 Company seal',
      '.jpg, .png or .pdf',
    ])
      expect(text).toContain(compact(part));
  });

  it('tells SM2’s of their one upload, and of its files', async () => {
    const sm2 = { ...revocation, brand: 'dnspod-sm2' } as const;
    const { text } = await read(await drawLetter(revocationLetterContent(sm2, people)));
    for (const part of ['uploaded only once', '.jpg, .gif or .pdf']) expect(text).toContain(compact(part));
  });
});

describe('rare characters', () => {
  it('are drawn, and can be copied out again', async () => {
    // Of Unicode's first and later planes: names and elements that registries know.
    const fullName = '中龢龘㛃𬭚科技有限公司';
    const manager = { ...MANAGER, name: '龑喆堃珺燚翀㐀䶮' };
    const people = { company: { ...COMPANY, fullName }, manager, contact: CONTACT };
    const { text } = await read(await drawLetter(letterContent(ORDER, 'confirmation-letter', people)));
    expect(text).toContain(fullName);
    expect(text).toContain(manager.name);
    expect(text).not.toContain('U+');
  });

  it('that the font lacks are shown by their code, with a note', async () => {
    const people = { company: { ...COMPANY, fullName: '𠮷田𪨊公司' }, manager: MANAGER, contact: CONTACT };
    const { text } = await read(await drawLetter(letterContent(ORDER, 'confirmation-letter', people)));
    expect(text).toContain('[U+20BB7]田[U+2AA0A]公司');
    expect(text).toContain(compact('write it in by hand'));
  });
});

it('a hundred names and the longest values go on to further pages, none lost', async () => {
  const names = Array.from({ length: 100 }, (_, index) => `host-${index}.a-rather-long-name.example.com`);
  const long = { ...MANAGER, department: '部'.repeat(200), position: '长'.repeat(200) };
  const people = { company: { ...COMPANY, fullName: '企'.repeat(200) }, manager: long, contact: long };
  const pdf = await read(await drawLetter(letterContent({ ...ORDER, names }, 'confirmation-letter', people)));
  expect(pdf.pages).toBeGreaterThan(1);
  for (const name of names) expect(pdf.text).toContain(name);
  for (let page = 1; page <= pdf.pages; page += 1) expect(pdf.text).toContain(`·${page}/${pdf.pages}`);
  expect(pdf.text).toContain('企'.repeat(200));
  expect(pdf.text).toContain(compact('公章 Company seal'));
});

// What pages are told of the kinds' forms is what the forms take: nothing is left out, and what is told required is.
import { describe, expect, it } from 'vitest';
import { kindForms } from '../../../domain/connections/kind-forms.js';
import { CONNECTION_KINDS } from '../../../domain/connections/kinds.js';

function fieldOf(kind: string, field: string) {
  return kindForms()
    .find((form) => form.kind === kind)
    ?.fields.find((told) => told.field === field);
}

describe('forms of kinds', () => {
  it.each(CONNECTION_KINDS.map(({ kind }) => kind))('of %s: every field, with what is required', (kind) => {
    const known = CONNECTION_KINDS.find((each) => each.kind === kind);
    const told = kindForms().find((form) => form.kind === kind);
    const { error } = known?.form.safeParse({}) ?? {};
    const missing = error?.issues.filter(({ code }) => code !== 'custom').map(({ path }) => path[0]);
    expect(told?.fields.map(({ field }) => field)).toEqual(Object.keys(known?.fields ?? {}));
    expect(told?.fields.filter(({ isRequired }) => isRequired).map(({ field }) => field)).toEqual(
      told?.fields.map(({ field }) => field).filter((field) => missing?.includes(field)),
    );
    expect(told?.fields.filter(({ isSecret }) => isSecret).map(({ field }) => field)).toEqual(known?.secrets);
  });

  it('says how each is typed in', () => {
    expect(fieldOf('acme', 'directoryUrl')).toMatchObject({ input: 'text', isRequired: true });
    expect(fieldOf('acme', 'termsOfServiceAgreed')).toMatchObject({ input: 'agreement' });
    expect(fieldOf('acme', 'contact')).toMatchObject({ input: 'texts' });
    expect(fieldOf('acme', 'rootPem')).toMatchObject({ input: 'long-text' });
    expect(fieldOf('acme', 'publiclyTrusted')).toMatchObject({ input: 'switch' });
    expect(fieldOf('rfc2136', 'tsigAlgorithm')).toMatchObject({ input: 'choice', isRequired: false });
    expect(fieldOf('rfc2136', 'tsigAlgorithm')?.choices).toContain('hmac-sha256');
    expect(fieldOf('sftp', 'port')).toMatchObject({ input: 'number' });
    expect(fieldOf('sftp', 'privateKey')).toMatchObject({ input: 'long-text', isSecret: true });
    expect(fieldOf('sftp', 'webRoots')).toMatchObject({ input: 'rows', columns: ['names', 'root'] });
  });
});

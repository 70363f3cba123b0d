/** How the environment of a stack says what the CA's people do by themselves. */
import { expect, it } from 'vitest';
import { ConfigurationError } from '../../config/configuration-error.js';
import { caPolicyIn } from '../../dev/ca-policy.js';

it('nothing said, every desk waits for a person', () => {
  expect(caPolicyIn({})).toEqual({});
  expect(caPolicyIn({ SEALFLOW_CA_APPROVE_AFTER_SECONDS: '' })).toEqual({});
});

it('seconds hold for every desk', () => {
  expect(caPolicyIn({ SEALFLOW_CA_APPROVE_AFTER_SECONDS: '1.5' })).toEqual({
    approveAfterSeconds: { phone: 1.5, letter: 1.5, review: 1.5 },
  });
});

it.each(['soon', '-1', '3s', '0x10'])('%s is refused with what is accepted', (value) => {
  const reading = () => caPolicyIn({ SEALFLOW_CA_APPROVE_AFTER_SECONDS: value });
  expect(reading).toThrow(ConfigurationError);
  expect(reading).toThrow('seconds, such as 3 or 0.5');
});

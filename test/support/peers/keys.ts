/** TSIG keys of the peers. */

const secretOf = (text: string) => Buffer.from(text.padEnd(32, '.')).toString('base64');

export const PEER_KEYS = {
  updates: { name: 'updates', secret: secretOf('may update the zones') },
  looks: { name: 'looks', secret: secretOf('may update nothing') },
} as const;

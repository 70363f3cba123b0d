/**
 * @peculiar/x509, ready to use: import it from here and nowhere else, since it wants `reflect-metadata` before it and a
 * crypto engine after. The engine is Node's own webcrypto: signing and verifying take as long as with @peculiar/webcrypto
 * (P-256: 1 to 2 ms a CSR with either), and that one stops the event loop for seconds while it makes an RSA 4096 key.
 * SM2, which Node can't sign with as certificates need it, is added to it (domain/sm2/crypto.ts).
 */
import 'reflect-metadata';
import { cryptoProvider } from '@peculiar/x509';
import { cryptoWithSm2 } from '../sm2/crypto.js';

cryptoProvider.set(cryptoWithSm2);

export * from '@peculiar/x509';

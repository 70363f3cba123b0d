/** What a certificate is now, in the server's word and a colour. */
import { useWords } from '../../vocabulary/use-vocabulary.js';
import type { Certificate } from '../reads.js';
import '../certificates.css';

export function State({ state }: { readonly state: Certificate['state'] }) {
  const word = useWords('certificateStates');
  return <span className={`certificate-state certificate-${state}`}>{word(state)}</span>;
}

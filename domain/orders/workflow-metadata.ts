/** What an order's workflow is started with for Temporal's pages to show: what it is for, and where else it is looked at. */
import { shortList } from '../markdown.js';
import { linkToConsole, type PageAddresses } from './pages.js';

export interface OrderToDescribe {
  readonly orderId: string;
  readonly brand: string;
  readonly certificateType: string;
  /** Absent until the form is there. */
  readonly submission?: { readonly names: readonly string[] } | undefined;
}

/** As Temporal's client takes it. */
export interface WorkflowMetadata {
  /** One line: `geotrust ov: www.example.com`. Temporal takes 400 bytes: of many names the first ones. */
  readonly staticSummary: string;
  /** Markdown. */
  readonly staticDetails?: string;
}

/** `note`: why it is started, where that is not a purchase. Public values only: they stand in Temporal as plain text. */
export function metadataOfOrder(
  { orderId, brand, certificateType, submission }: OrderToDescribe,
  pages: PageAddresses,
  note?: string,
): WorkflowMetadata {
  const what = submission ? namesInShort(submission.names) : '待填表单 form to come';
  const staticDetails = linkToConsole(orderId, pages);
  return {
    staticSummary: `${brand} ${certificateType}: ${what}${note === undefined ? '' : ` (${note})`}`,
    ...(staticDetails !== undefined && { staticDetails }),
  };
}

/** As `metadataOfOrder`, of a request to revoke. */
export function metadataOfRevocation(
  orderId: string,
  names: readonly string[],
  pages: PageAddresses,
  note?: string,
): WorkflowMetadata {
  const staticDetails = linkToConsole(orderId, pages);
  return {
    staticSummary: `吊销 revoke: ${namesInShort(names)}${note === undefined ? '' : ` (${note})`}`,
    ...(staticDetails !== undefined && { staticDetails }),
  };
}

/** Bytes that stay below Temporal's limit of 400 together with what stands around them, in any of its lines. */
const NAMES_BYTES = 280;

/** The first few, and how many more there are; of long ones the first. Names are A-labels, the longest one has 253 bytes. */
export function namesInShort(names: readonly string[]): string {
  const short = shortList(names, ', ', (more) => `+${more}`);
  const [first = ''] = names;
  return short.length <= NAMES_BYTES ? short : `${first}${names.length > 1 ? `, +${names.length - 1}` : ''}`;
}

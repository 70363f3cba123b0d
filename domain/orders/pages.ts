/** Where people look at an order in a browser: in the console of whoever runs this, and in the Temporal Web UI. */
import { certificateOrderWorkflowId } from '../workflow-names.js';

/** What an installation's settings say of its pages; each address without a slash at its end. */
export interface PageAddresses {
  /** Absent: there is no console. */
  readonly console?: string;
  /** Absent: where the Web UI is, nobody said. */
  readonly webUi?: string;
  /** Temporal's, in which the orders are. */
  readonly namespace: string;
}

/** `null` where the installation has no such page. */
export interface OrderPages {
  readonly console: string | null;
  readonly webUi: string | null;
}

/** Of what is not placed. */
export const NO_PAGES: OrderPages = { console: null, webUi: null };

/** The console has an order's page at `orders/` and its id, below its own address; the Web UI leads to the latest run. */
export function orderPageUrls(orderId: string, addresses: PageAddresses): OrderPages {
  const { console, webUi, namespace } = addresses;
  return {
    console: console === undefined ? null : `${console}/orders/${encodeURIComponent(orderId)}`,
    webUi:
      webUi === undefined ? null : workflowPageUrl(webUi, namespace, certificateOrderWorkflowId(orderId)),
  };
}

function workflowPageUrl(webUi: string, namespace: string, workflowId: string): string {
  return `${workflowsUrl(webUi, namespace)}/${encodeURIComponent(workflowId)}`;
}

function workflowsUrl(webUi: string, namespace: string): string {
  return `${webUi}/namespaces/${encodeURIComponent(namespace)}/workflows`;
}

/** The list that a query finds; `savedAs` has whoever opens it find it again among their saved views. */
export function workflowListUrl(
  { webUi, namespace }: PageAddresses,
  query: string,
  savedAs: string,
): string | null {
  if (webUi === undefined) return null;
  return `${workflowsUrl(webUi, namespace)}?query=${encodeURIComponent(query)}&savedQuery=${encodeURIComponent(savedAs)}`;
}

/** Markdown for the details that an order is started with: the way to its page in the console. Undefined where there is none. */
export function linkToConsole(orderId: string, addresses: PageAddresses): string | undefined {
  const { console } = orderPageUrls(orderId, addresses);
  return console === null ? undefined : `[控制台中的订单 The order in the console](${console})`;
}

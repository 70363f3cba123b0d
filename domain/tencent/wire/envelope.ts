/** The envelope of every answer, as the official clients read it. Bytes, since servers send a text with a charset, which Python stumbles over. */

/** Never with an `Error`, not even null: Python stumbles over it. */
export function answered(fields: Readonly<Record<string, unknown>>, requestId: string): Buffer {
  return enveloped({ ...fields, RequestId: requestId });
}

export function answeredError(
  { code, message }: { readonly code: string; readonly message: string },
  requestId: string,
): Buffer {
  return enveloped({ Error: { Code: code, Message: message }, RequestId: requestId });
}

function enveloped(response: Readonly<Record<string, unknown>>): Buffer {
  return Buffer.from(JSON.stringify({ Response: response }));
}

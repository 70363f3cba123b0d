/** The tag service, as far as programs ask it about certificates: Terraform does on each reading of one, at `tag.<domain>`. */
import { createHash } from 'node:crypto';
import type { TencentCertificate } from '../../client/tencent/index.js';
import type { Tag } from '../../domain/orders/labels.js';
import { TencentError } from '../../domain/tencent/wire/error.js';
import type { TencentAction, TencentCall } from './action.js';
import { findAmong } from './actions/labelling.js';
import { asTold, said } from './actions/refusing.js';
import { BOTH_ADDED_AND_TAKEN, NOTHING_TO_CHANGE, NO_SUCH_RESOURCE } from './texts.js';

/** What its pages have at most where nothing is said: DescribeResourceTags, "Limit". */
const PAGE = 15;

export const TAG_ACTIONS: Readonly<Record<string, TencentAction>> = {
  DescribeResourceTags: describeResourceTags,
  ModifyResourceTags: modifyResourceTags,
};

/** None of what is no certificate of this account. */
async function describeResourceTags(call: TencentCall) {
  const { Offset = 0, Limit = PAGE } = call.input as { Offset?: number; Limit?: number };
  const { ResourceId: id, ServiceType: service = 'ssl' } = call.input;
  const found = typeof id === 'string' && service === 'ssl' ? await labelled(call, id) : undefined;
  const rows = (found?.tags ?? []).map((tag) => rowOf(tag, found?.id ?? ''));
  return { TotalCount: rows.length, Offset, Limit, Rows: rows.slice(Offset, Offset + Limit) };
}

/** `qcs::ssl:ap-guangzhou:uin/1:certificate/LtIaSxlb`: what of the six parts counts here is the service and the id. */
const RESOURCE = /^qcs:[^:]*:ssl:[^:]*:[^:]*:certificate\/([A-Za-z0-9]{8})$/;

async function modifyResourceTags(call: TencentCall) {
  const {
    Resource,
    ReplaceTags = [],
    DeleteTags = [],
  } = call.input as {
    Resource: string;
    ReplaceTags?: readonly { readonly TagKey: string; readonly TagValue: string }[];
    DeleteTags?: readonly { readonly TagKey: string }[];
  };
  const added = ReplaceTags.map(({ TagKey: key, TagValue: value }) => ({ key, value }));
  const taken = DeleteTags.map(({ TagKey }) => TagKey);
  if (added.length + taken.length === 0) {
    throw new TencentError('InvalidParameterValue', said(call, NOTHING_TO_CHANGE));
  }
  if (added.some(({ key }) => taken.includes(key))) {
    throw new TencentError('InvalidParameterValue', said(call, BOTH_ADDED_AND_TAKEN));
  }
  const [, id] = RESOURCE.exec(Resource) ?? [];
  const found = id === undefined ? undefined : await labelled(call, id);
  if (!found)
    throw new TencentError('InvalidParameterValue.ResourceDescriptionError', said(call, NO_SUCH_RESOURCE));
  const { certificateId, orderId } = found;
  const changes = { addTags: added, removeTags: taken };
  await asTold(call, { InvalidInput: 'InvalidParameterValue' }, async () => {
    if (certificateId !== null) await call.client.certificates.setLabels(certificateId, changes);
    else if (orderId !== null) await call.client.setLabels(orderId, changes);
  });
  return {};
}

async function labelled(call: TencentCall, id: string): Promise<TencentCertificate | undefined> {
  try {
    return await findAmong(call, id);
  } catch (error) {
    if (error instanceof TencentError && error.code === 'FailedOperation.CertificateNotFound')
      return undefined;
    throw error;
  }
}

function rowOf({ key, value }: Tag, ResourceId: string): Readonly<Record<string, unknown>> {
  return {
    TagKey: key,
    TagValue: value,
    ResourceId,
    TagKeyMd5: md5(key),
    TagValueMd5: md5(value),
    ServiceType: 'ssl',
    Category: 'Custom',
  };
}

/** Their field, not for anything that has to be safe. */
function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

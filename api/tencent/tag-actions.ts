/** The tag service, as far as programs ask it about certificates: Terraform does on each reading of one, at `tag.<domain>`. */
import { createHash } from 'node:crypto';
import { TencentError, type TencentAction, type TencentCall } from './action.js';

/** What its pages have at most where nothing is said: DescribeResourceTags, "Limit". */
const PAGE = 15;

interface Tag {
  readonly TagKey: string;
  readonly TagValue: string;
}

/** `actions`: those of certificates, which know their tags. */
export function tagActions(
  actions: Readonly<Record<string, TencentAction>>,
): Readonly<Record<string, TencentAction>> {
  return {
    DescribeResourceTags: async (call) => {
      const { Offset = 0, Limit = PAGE } = call.input as { Offset?: number; Limit?: number };
      const rows = (await tagsOf(actions, call)).map((tag) => rowOf(tag, call.input.ResourceId as string));
      return { TotalCount: rows.length, Offset, Limit, Rows: rows.slice(Offset, Offset + Limit) };
    },
  };
}

/** None of what is no certificate of this account. */
async function tagsOf(
  actions: Readonly<Record<string, TencentAction>>,
  call: TencentCall,
): Promise<readonly Tag[]> {
  const { ResourceId: id, ServiceType: service = 'ssl' } = call.input;
  const { DescribeCertificate: describe } = actions;
  if (typeof id !== 'string' || id === '' || service !== 'ssl' || describe === undefined) return [];
  try {
    const { Tags } = await describe({ ...call, input: { CertificateId: id } });
    return Array.isArray(Tags) ? (Tags as Tag[]) : [];
  } catch (error) {
    if (error instanceof TencentError && error.code === 'FailedOperation.CertificateNotFound') return [];
    throw error;
  }
}

function rowOf({ TagKey, TagValue }: Tag, ResourceId: string): Readonly<Record<string, unknown>> {
  return {
    TagKey,
    TagValue,
    ResourceId,
    TagKeyMd5: md5(TagKey),
    TagValueMd5: md5(TagValue),
    ServiceType: 'ssl',
    Category: 'Custom',
  };
}

/** Their field, not for anything that has to be safe. */
function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

/** What is offered: every action of theirs either is or belongs to the cloud resources that we have none of, and the pages tell which. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ACTIONS } from '../../../api/tencent/actions/index.js';
import { SSL_CONTRACT } from '../../../domain/tencent/wire/contract/ssl.js';
import { TAG_CONTRACT } from '../../../domain/tencent/wire/contract/tag.js';
import { TAG_ACTIONS } from '../../../api/tencent/tag-actions.js';

/** Of deployment to their clouds. */
const OF_CLOUD_RESOURCES =
  /^(Deploy|Update|UploadUpdate|DescribeHost)|^DescribeDeployedResources$|BindResource/;
/** Known, and told that they are not offered: nobody checks a person before there is an order. */
const OF_AUDITS = ['SubmitAuditManager', 'VerifyManager'];

describe('the actions', () => {
  it('are all of the contract but those of cloud resources', () => {
    const theirs = Object.keys(SSL_CONTRACT.actions).filter((name) => !OF_CLOUD_RESOURCES.test(name));
    expect(Object.keys(ACTIONS).sort()).toEqual(theirs.sort());
    expect(Object.keys(TAG_ACTIONS).sort()).toEqual(Object.keys(TAG_CONTRACT.actions).sort());
  });

  it.each(['docs/tencent-api.md', 'docs/tencent-api.zh-CN.md'])('are listed in %s', (path) => {
    const rows = readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('|'));
    const words = rows.join('\n').matchAll(/`([A-Z][A-Za-z]+)`/g);
    const known = { ...SSL_CONTRACT.actions, ...TAG_CONTRACT.actions };
    const listed = [...words].map(([, word]) => word ?? '').filter((word) => Object.hasOwn(known, word));
    const offered = [...Object.keys(ACTIONS), ...Object.keys(TAG_ACTIONS)];
    expect(listed.sort()).toEqual(offered.filter((name) => !OF_AUDITS.includes(name)).sort());
  });
});

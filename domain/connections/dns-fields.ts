/** What fields of connections to DNS services have in common. */
import { z } from 'zod';
import type { Bilingual } from '../bilingual.js';

/** A week is the longest that DNSPod and Huawei Cloud take; none of ours stands so long. */
const LONGEST_TTL_SECONDS = 604_800;

/** Of the records that we make where nothing stands yet. */
export const ttlSeconds = z.int().min(1).max(LONGEST_TTL_SECONDS).optional();

export const TTL_FIELD: Bilingual = { zh: 'TTL(秒)', en: 'TTL in seconds' };

/** `chosen`: what it is where none is given. */
export function ttlAccepted(chosen: number): Bilingual {
  return {
    zh: `1 到 ${LONGEST_TTL_SECONDS} 的整数;不填为 ${chosen}`,
    en: `a whole number from 1 to ${LONGEST_TTL_SECONDS}; ${chosen} where it is left out`,
  };
}

export const ENDPOINT_FIELD: Bilingual = { zh: 'API 地址', en: 'address of the API' };

export function endpointAccepted(usual: string): Bilingual {
  return {
    zh: `http 或 https 的 URL;不填为 ${usual}`,
    en: `an http or https URL; ${usual} where it is left out`,
  };
}

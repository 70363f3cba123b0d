/** Packages of points: theirs to sell. An account here has none. */
import type { TencentAction } from '../action.js';

export const PACKAGES: Readonly<Record<string, TencentAction>> = {
  DescribePackages: () => Promise.resolve({ Packages: [], TotalCount: 0, TotalBalance: 0 }),
};

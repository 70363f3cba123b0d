/** The shapes that orders are compared with, as history.ts writes them: L for a local activity, R for a remote one. */

/**
 * An automatic DNS order of release 0.3.0: prepareCsr, recordProgress, placeOrder, recordProgress, publishValidations,
 * confirmDomainControl, recordProgress, collectCertificate, recordProgress, removeValidations, followPlan. It stays as it
 * is, so that every later release is measured by the same rule.
 */
export const SHAPE_OF_0_3_0 = 'LLRLRRLRLRL';

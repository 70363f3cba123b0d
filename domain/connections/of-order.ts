/** Which connections an order uses: their ids, copied when it is placed. Used by workflows: no libraries. */

/** Absent: the one that the installation's environment names. */
export interface OrderConnections {
  readonly ca?: string;
  /** The CA that a free or unpaid DV order may move to, once, before the first one has taken it. */
  readonly fallback?: string;
  /** The CA that it was to be placed at, and moved away from while that was down or limited us. */
  readonly movedFrom?: string;
  /** That one has nothing of it any more: what it had was given up there. */
  readonly movedFromIsClear?: true;
  /** DNS services that may be written; each name is written where its longest zone is. */
  readonly dns?: readonly string[];
  readonly files?: readonly string[];
}

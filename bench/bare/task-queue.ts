/** Where the bare workflows are done: apart from the orders, so that each worker does its own. */
export const BARE_TASK_QUEUE = 'bench-bare';

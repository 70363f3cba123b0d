/** A write that a page asks for: once, however often a button is pressed, and what it changed is read again. */
import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useRef } from 'react';
import { knownBy, newKey } from './client.js';
import { isProblem } from './problem.js';
import { KNOWN_WRITE } from './query-client.js';

export interface Write<Input, Output> {
  /** `known`: goes along with the request. */
  readonly write: (input: Input, known: ReturnType<typeof knownBy>) => Promise<Output>;
  /** Reads that it changes. */
  readonly changes?: readonly QueryKey[];
  readonly done?: (output: Output) => void;
}

export interface Writing<Input, Output> {
  readonly send: (input: Input) => void;
  readonly isSending: boolean;
  readonly error: unknown;
  readonly answer: Output | undefined;
  /** What was refused or answered is told no more. */
  readonly forget: () => void;
}

/** The same key until it is done: after a lost answer or a refusal, what is sent again is known. */
export function useWrite<Input, Output>({
  write,
  changes = [],
  done,
}: Write<Input, Output>): Writing<Input, Output> {
  const key = useRef<string>(undefined);
  const isUnderWay = useRef(false);
  const queries = useQueryClient();
  const { mutate, isPending, error, data, reset } = useMutation<Output, unknown, Input>({
    ...KNOWN_WRITE,
    mutationFn: (input) => write(input, knownBy((key.current ??= newKey()))),
    onSuccess: async (output) => {
      key.current = undefined;
      await Promise.all(changes.map((queryKey) => queries.invalidateQueries({ queryKey })));
      done?.(output);
    },
    onError: (refused) => {
      // What was sent before something was changed has come to an answer: whoever sends again means another thing.
      if (isProblem(refused, 'KeyUsedBefore')) key.current = undefined;
    },
    onSettled: () => {
      isUnderWay.current = false;
    },
  });
  const send = (input: Input) => {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    mutate(input);
  };
  return { send, isSending: isPending, error, answer: data, forget: reset };
}

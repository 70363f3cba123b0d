/** The order in which test files are begun: whole orders first, so that no process is left alone with a long one at the end. */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const PLAYED_TO_THE_END = /\/test\/(integration|workflows)\//;

export class LongestFirst extends BaseSequencer {
  /** Within each half as vitest does it: by what a file took last time, or by its size. */
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => PLAYED_TO_THE_END.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

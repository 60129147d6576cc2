import type { Task } from '../core/task.ts'
import type { GdalAnswer, GdalRequest } from '../formats/gdal-host.ts'

/** GDAL, in a worker that is ended after each file: its memory goes with it, and so does a file that it cannot cope with. */
export interface GdalApi {
  convert(request: GdalRequest, task: Task): Promise<GdalAnswer>
}

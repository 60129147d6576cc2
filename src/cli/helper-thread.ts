import { parentPort } from 'node:worker_threads'
import '../core/projections.ts'
import { helperMethods } from '../workers/helper-api.ts'
import { findKernel } from '../workers/kernels.ts'
import { type Port, serve } from '../workers/protocol.ts'

serve(helperMethods(findKernel), parentPort as unknown as Port)

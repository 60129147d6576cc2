import '../core/projections.ts'
import { helperMethods } from './helper-api.ts'
import { findKernel } from './kernels.ts'
import { type Port, serve } from './protocol.ts'

serve(helperMethods(findKernel), globalThis as unknown as Port)

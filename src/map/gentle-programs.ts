import type { Map as MapLibreMap } from 'maplibre-gl'
import { nextTask, whenCaughtUp } from './graphics-queue.ts'

type Cache = MapLibreMap['painter']['programCache']
type Variant = Parameters<Cache['getProgram']>[0]
type Program = ReturnType<Cache['getProgram']>

export interface GentlePrograms {
  /** Programs are still being made: what is on the screen is not all that was asked for. */
  isBusy(): boolean
  /** Takes hold of the map's present painter; again after the graphics context was lost and restored. */
  install(): void
}

interface Making {
  readonly program: WebGLProgram
  /** the fragment's, then the vertices' */
  readonly shaders: WebGLShader[]
  /** draws nothing */
  readonly standIn: Program
  isDone: boolean
}

/**
 * Lets the map do without a shader program until it is made. The map asks whether a program is linked right after ordering it, and
 * stands still until the graphics process has come to it, behind all it has to draw: half a second where pictures are computed by the
 * processor, as long as the compiler takes elsewhere. Here it is told "no, and the context has gone", upon which it leaves the layers
 * out of this frame; the frame is drawn anew when the program is there.
 * This leans on the inside of MapLibre 6.17 (ProgramCache.programs, Program's constructor); where that is not as expected, the map
 * waits as it always did.
 */
export function gentlePrograms(map: MapLibreMap): GentlePrograms {
  let making = new Map<string, Making>()
  let isHeld = false
  const repaint = map.triggerRepaint.bind(map)
  map.triggerRepaint = () => {
    if (!isHeld) repaint()
  }

  function install(): void {
    const gl = map.getCanvas().getContext('webgl2')
    const cache = map.painter?.programCache
    const programs = (cache as unknown as { readonly programs?: Record<string, Program> } | undefined)?.programs
    if (!gl || !cache || typeof programs !== 'object') return
    making = new Map()
    const current = making
    const make = cache.getProgram.bind(cache)
    const present = new Set<string>()

    cache.getProgram = (variant) => {
      const key = keyOf(variant)
      if (present.has(key)) return make(variant)
      const known = current.get(key)
      if (known && !known.isDone) return known.standIn
      if (known) {
        current.delete(key)
        present.add(key)
        return withMethods(gl, adopting(known), () => make(variant))
      }
      const ordered = order(gl, () => make(variant))
      for (const [name, each] of Object.entries(programs)) if (each === ordered?.standIn) delete programs[name]
      if (!ordered) {
        present.add(key)
        return make(variant)
      }
      current.set(key, ordered)
      void finish(gl)
      return ordered.standIn
    }
  }

  const open = () => [...making.values()].filter(({ isDone }) => !isDone)

  /** All that a frame has ordered at once; no frame is drawn meanwhile, or there would always be one more to wait for. */
  async function finish(gl: WebGL2RenderingContext): Promise<void> {
    if (isHeld) return
    isHeld = true
    try {
      // when the frame is complete
      await Promise.resolve()
      for (let batch = open(); batch.length > 0; batch = open()) {
        await whenCaughtUp(gl)
        for (const each of batch) {
          await askAll(gl, each.program)
          each.isDone = true
        }
      }
    } finally {
      isHeld = false
      map.triggerRepaint()
    }
  }
  return { isBusy: () => open().length > 0, install }
}

function keyOf({
  name,
  programConfiguration,
  projectionShaderVariant,
  showOverdrawInspector,
  useTerrain,
  defines,
}: Variant): string {
  const flags = `${showOverdrawInspector} ${useTerrain} ${defines}`
  return `${name} ${programConfiguration?.cacheKey} ${projectionShaderVariant.name} ${flags}`
}

/** Orders a program without asking how it went; null: it did not come to that, e.g. since the context has gone. */
function order(gl: WebGL2RenderingContext, make: () => Program): Making | null {
  const shaders: WebGLShader[] = []
  const { createShader, linkProgram, getProgramParameter } = gl
  let program: WebGLProgram | null = null
  const standIn = withMethods(
    gl,
    {
      createShader(type) {
        const shader = createShader.call(gl, type)
        if (shader) shaders.push(shader)
        return shader
      },
      linkProgram(asked) {
        linkProgram.call(gl, asked)
        // makes the graphics process finish the link, with no answer to wait for
        gl.validateProgram(asked)
        program = asked
      },
      getProgramParameter(asked, name) {
        if (name === gl.LINK_STATUS) return false
        if (name === gl.ATTACHED_SHADERS) return 0
        return getProgramParameter.call(gl, asked, name)
      },
    },
    make,
  )
  return program && standIn.failedToCreate ? { program, shaders, standIn, isDone: false } : null
}

/**
 * Asks what the map will want to know of a program. The browser keeps the answers, so that the map gets them without a wait in the
 * middle of a frame, behind all that the frame has ordered until then. An answer takes its turn at the graphics process, however
 * little it has left to do for the map; the page's thread is free between one that took long and the next.
 */
async function askAll(gl: WebGL2RenderingContext, program: WebGLProgram): Promise<void> {
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) return
  await nextTask()
  gl.getActiveAttrib(program, 0)
  await nextTask()
  gl.getAttribLocation(program, 'a_pos')
  gl.getUniformLocation(program, 'u_matrix')
  await nextTask()
  gl.getUniformBlockIndex(program, 'FrameUBO')
}

/** In the place of those that make a program: give the one that is made. */
function adopting({ program, shaders }: Making): Partial<WebGL2RenderingContext> {
  return {
    createProgram: () => program,
    createShader: () => shaders.shift() ?? null,
    shaderSource: () => {},
    compileShader: () => {},
    attachShader: () => {},
    linkProgram: () => {},
  }
}

/** Does something with some of the context's methods replaced; those that it had of its own come back. */
function withMethods<T>(gl: WebGL2RenderingContext, methods: Partial<WebGL2RenderingContext>, work: () => T): T {
  const given = gl as unknown as Record<string, unknown>
  const own = Object.keys(methods).flatMap((name) => (Object.hasOwn(gl, name) ? [[name, given[name]] as const] : []))
  Object.assign(gl, methods)
  try {
    return work()
  } finally {
    for (const name of Object.keys(methods)) delete given[name]
    for (const [name, method] of own) given[name] = method
  }
}

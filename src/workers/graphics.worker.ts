// The first graphics context of a browser takes its time (a second or two where pictures are computed by the processor), during which
// whoever asked for it stands still. Asked for here, the page's own comes at once.
const context = new OffscreenCanvas(1, 1).getContext('webgl2')
const about = context?.getExtension('WEBGL_debug_renderer_info')
// the answer to this needs the context to stand
const renderer: unknown = context?.getParameter(about?.UNMASKED_RENDERER_WEBGL ?? context.RENDERER)
context?.getExtension('WEBGL_lose_context')?.loseContext()
self.postMessage(typeof renderer === 'string' ? renderer : null)

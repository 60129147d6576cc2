// The first graphics context of a browser takes its time (a second or two where pictures are computed by the processor), during which
// whoever asked for it stands still. Asked for here, the page's own comes at once.
const context = new OffscreenCanvas(1, 1).getContext('webgl2')
// the answer to this needs the context to stand
context?.getParameter(context.VERSION)
context?.getExtension('WEBGL_lose_context')?.loseContext()
self.postMessage(null)

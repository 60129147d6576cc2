import type { Plugin } from 'vite'

/** The development server needs inline styles, an inline script and a socket: the policy is for what is shipped. */
export function withoutPolicyWhileDeveloping(): Plugin {
  return {
    name: 'without-policy-while-developing',
    apply: 'serve',
    transformIndexHtml: (html) => html.replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/, ''),
  }
}

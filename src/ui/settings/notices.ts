/** Components that the built program contains, with their licences: kept in step with package.json by a test. */
export const NOTICES: readonly { readonly name: string; readonly licence: string }[] = [
  { name: '@tanstack/react-virtual', licence: 'MIT' },
  { name: 'clipper2-ts', licence: 'BSL-1.0' },
  { name: 'fflate', licence: 'MIT' },
  { name: 'flatbuffers', licence: 'Apache-2.0' },
  { name: 'flatbush', licence: 'ISC' },
  { name: 'flatgeobuf', licence: 'BSD-3-Clause' },
  { name: 'idb', licence: 'ISC' },
  { name: 'jsonc-parser', licence: 'MIT' },
  { name: 'maplibre-gl', licence: 'BSD-3-Clause' },
  { name: 'pbf', licence: 'BSD-3-Clause' },
  { name: 'proj4', licence: 'MIT' },
  { name: 'react', licence: 'MIT' },
  { name: 'react-aria-components', licence: 'Apache-2.0' },
  { name: 'react-dom', licence: 'MIT' },
  { name: 'valibot', licence: 'MIT' },
  { name: 'zustand', licence: 'MIT' },
]

const PATHS = {
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  target: 'M8 13.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11ZM8 10.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4Z',
  close: 'M4 4l8 8M12 4l-8 8',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  'chevron-right': 'M6 3.5 10.5 8 6 12.5',
  'chevron-down': 'M3.5 6 8 10.5 12.5 6',
  'chevron-left': 'M10 3.5 5.5 8 10 12.5',
  box: 'M2.5 5V2.5H5M11 2.5h2.5V5M13.5 11v2.5H11M5 13.5H2.5V11',
  polygon: 'M8 2.2 13.6 6.4 11.4 13.2 4 12.4 2.6 6Z',
  copy: 'M5.5 5.5V3a.8.8 0 0 1 .8-.8H13a.8.8 0 0 1 .8.8v6.7a.8.8 0 0 1-.8.8h-2.5M3 5.5h6.7a.8.8 0 0 1 .8.8V13a.8.8 0 0 1-.8.8H3a.8.8 0 0 1-.8-.8V6.3a.8.8 0 0 1 .8-.8Z',
  info: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 7.3V11M8 5h.01',
  warning: 'M8 2.3 14.3 13.3H1.7ZM8 6.6v3.2M8 11.5h.01',
  check: 'M3.3 8.4 6.5 11.6 12.7 4.8',
  search: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM10.3 10.3 13.8 13.8',
  handle: 'M6 4h.01M10 4h.01M6 8h.01M10 8h.01M6 12h.01M10 12h.01',
  layers: 'M8 2.2 14 5.4 8 8.6 2 5.4ZM2 8.4 8 11.6 14 8.4M2 11.2 8 14.4 14 11.2',
  back: 'M7 3.5 2.5 8 7 12.5M2.5 8h11',
  undo: 'M5.5 3 2.5 6l3 3M2.5 6h7a3.5 3.5 0 0 1 0 7H7',
  sort: 'M5 6.5 8 3.5 11 6.5M5 9.5 8 12.5 11 9.5',
  up: 'M4 9.5 8 5.5 12 9.5',
  down: 'M4 6.5 8 10.5 12 6.5',
} as const

export type IconName = keyof typeof PATHS

/** A line drawing of 16 px; the control around it carries the name. */
export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) {
  const isDotted = name === 'more' || name === 'handle'
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={isDotted ? 2 : 1.4}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  )
}

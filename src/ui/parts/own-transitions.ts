/**
 * Keeps it from the component library that transitions of styles run (react-aria 1.22, runAfterTransition): it notes each element until all
 * of its properties have ended, but hears of only one that is cancelled. A button that was taken out of the page while its ground and its
 * border changed was held for ever, and with it all of its dialog. What the library then does without is a wait before it moves the focus.
 * @param window hears of everything first
 */
export function ownTransitions(window: EventTarget): void {
  window.addEventListener('transitionrun', (event) => event.stopPropagation(), { capture: true })
}

import { Component, type ErrorInfo, type ReactNode } from 'react'
import { AppError } from '../../core/errors.ts'

interface Props {
  readonly children: ReactNode
  readonly fallback: (error: unknown, retry: () => void) => ReactNode
}

/** A part that throws is replaced by words about it; the rest of the screen goes on. */
export class ErrorBoundary extends Component<Props, { readonly error: unknown }> {
  override state: { readonly error: unknown } = { error: null }

  static getDerivedStateFromError(error: unknown): { readonly error: unknown } {
    return { error }
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    // what the user can act on is no bug
    if (!(error instanceof AppError)) console.error(error, info.componentStack)
  }

  override render(): ReactNode {
    return this.state.error === null
      ? this.props.children
      : this.props.fallback(this.state.error, () => this.setState({ error: null }))
  }
}

export { messageTurn as turn } from '../workers/protocol.ts'

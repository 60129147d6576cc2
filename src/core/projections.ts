import proj4 from 'proj4'
import { provideProjections } from './crs.ts'

// imported for its effect, by each worker and by the tests
provideProjections((from, to) => proj4(from, to))

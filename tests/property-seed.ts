import fc from 'fast-check'

// the same examples each time, so that a red run speaks of the change; with LONG others are drawn, to find what these do not
if (!process.env.LONG) fc.configureGlobal({ seed: 1055 })

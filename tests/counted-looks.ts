import Flatbush from 'flatbush'

/** How many boxes the indexes offer while `work` is done: what grows with it does so on any machine, however busy. */
export async function countedLooks(work: () => unknown): Promise<number> {
  const { search } = Flatbush.prototype
  let looks = 0
  Flatbush.prototype.search = function (minX, minY, maxX, maxY, keep) {
    return search.call(this, minX, minY, maxX, maxY, (index, ...box) => {
      looks++
      return keep ? keep(index, ...box) : true
    })
  }
  try {
    await work()
  } finally {
    Flatbush.prototype.search = search
  }
  return looks
}

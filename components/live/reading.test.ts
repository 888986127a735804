import { describe, expect, it } from 'vitest'
import { eventsIn } from './reading'

const NEWS = { cases: ['a'], leases: [], isAll: false }

describe('the text of a stream', () => {
  it('is read event by event, and what is cut off waits for its end', () => {
    const text = `event: open\ndata: {}\n\n: beat\n\nevent: news\ndata: ${JSON.stringify(NEWS)}\n\nevent: end`
    expect(eventsIn(text)).toEqual({
      events: [{ name: 'open' }, { name: 'beat' }, { name: 'news', news: NEWS }],
      rest: 'event: end',
    })
    expect(eventsIn('event: ended\ndata: {}\n\n')).toEqual({ events: [{ name: 'ended' }], rest: '' })
  })

  it('means everything where it does not say what, and only life where the word is unknown', () => {
    expect(eventsIn('event: news\ndata: {}\n\n').events).toEqual([
      { name: 'news', news: { cases: [], leases: [], isAll: true } },
    ])
    expect(eventsIn('event: later\ndata: {}\n\n').events).toEqual([{ name: 'beat' }])
  })
})

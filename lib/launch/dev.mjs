import { main } from './say.mjs'
import { serve } from './serve.mjs'

await main(() => serve('dev'))

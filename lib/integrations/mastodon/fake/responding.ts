import { sweep } from './admin/deletion'
import { checkAccess } from './access'
import { Refusal, json, type Answer } from './answer'
import { wantsJson, type Call } from './call'
import { inTheirLanguage } from './locales'
import { errorPage } from './pages/layout'
import { findRoute } from './routes'

/** From a request to an answer: time passes, the route is found, the token looked at, the handler asked. */
export function respond(call: Call): Answer {
  sweep(call.state, call.at)
  const found = findRoute(call.method, call.path)
  if (!found) return notRouted(call)
  const routed = { ...call, route: found.parts }
  try {
    checkAccess(routed, found.route.access)
    return found.route.handler(routed)
  } catch (error) {
    if (error instanceof Refusal) return inTheirLanguage(routed, error.answer)
    throw error
  }
}

const UNROUTED = { vary: 'Accept, Origin' }

/** No route, no controller, no rate headers. */
function notRouted(call: Call): Answer {
  if (wantsJson(call)) return json({ error: 'Not Found' }, 404, UNROUTED)
  const page = errorPage(call.state, 404, "The page you are looking for isn't here.")
  return { ...page, headers: { ...page.headers, ...UNROUTED } }
}

export const isUnrouted = (answer: Answer) => answer.headers.vary === UNROUTED.vary

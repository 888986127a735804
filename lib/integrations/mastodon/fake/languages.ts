import type { State } from './state'
import { since } from './versions'

const CODES =
  'aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es ' +
  'et eu fa ff fi fj fo fr fy ga gd gl gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk ' +
  'kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mn-Mong mr ms ms-Arab mt my na nb nd ne ng nl ' +
  'nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sn so sq sr ss st su sv sw ta te ' +
  'tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu zh-CN zh-HK zh-TW zh-YUE ast chr ckb ' +
  'cnr csb gsw jbo kab ldn lfn lzz moh nds ota pdc sco sma smj szl tok vai xal xmf zba zgh nan-TW'

/** Not in 4.3.23, there in 4.6.5; when each came was not looked up. */
const LATER = new Set(['gsw', 'lzz', 'mn-Mong', 'nan-TW', 'ota', 'xmf'])

export function showLanguages(state: State) {
  const names = new Intl.DisplayNames('en', { type: 'language' })
  const codes = CODES.split(' ').filter((code) => since(state, '4.4') || !LATER.has(code))
  return codes.map((code) => ({ code, name: names.of(code) ?? code }))
}

import type { Language } from '../script'

type List = [string, ...string[]]
/** `latin` spells the first names, one by one, for scripts that a user name cannot be written in. */
type Names = { first: List; last: List; latin?: List }

/** Words apart by spaces; an underscore stands for a space inside a name. */
function words(text: string): List {
  const [first = '', ...rest] = text.split(' ').map((word) => word.replace('_', ' '))
  return [first, ...rest]
}

/** Invented people. */
export const NAMES: Record<Language, Names> = {
  en: {
    first: words(
      'Ada Bram Cleo Dara Edwin Fern Gwen Hollis Isla Jory Kit Lorna Merryn Niall Oona Piran Rhona Silas Tegan Ulla Verity Wilf',
    ),
    last: words(
      'Arden Brack Corrie Dunmore Eddy Fairlead Gannet Hythe Inch Kittow Leven Marsh Nance Ord Penrose Quoin Rill Shoal Tarn Voe',
    ),
  },
  de: {
    first: words(
      'Antje Birte Claas Dörte Enno Frauke Gesa Hauke Inken Jelto Keno Lübbe Momme Nele Onno Swantje Tjark Wiebke',
    ),
    last: words(
      'Ahlers Bruhns Carstens Deichmann Eilers Fock Harms Ihnen Krabbe Lüders Möwe Nissen Priel Sielaff Warft',
    ),
  },
  fr: {
    first: words(
      'Aurèle Blaise Célestin Delphine Ewen Fanch Gaëlle Hélier Joëlle Katell Loïc Maëlle Nolwenn Soizic Youenn',
    ),
    last: words(
      'Abgrall Bernique Cap Duquai Estran Falaise Goémon Hauturier Le_Gall Marais Noroît Océan Phare Quai Rade',
    ),
  },
  es: {
    first: words(
      'Amparo Baltasar Candela Desiderio Estrella Fermín Gala Herminia Iria Jacinto Leire Marisol Nuño Oria Paloma Roque Tecla',
    ),
    last: words('Alcalá Bahía Calafate Dique Escollera Faro Galerna Ibarra Lonja Marea Noray Oleaje Peña Ría Salinas'),
  },
  ar: {
    first: words('أمل بدر تالا جمان حسام دانة رامي زين سلمى شادي صفاء طارق عبير فرح قيس لمى مازن نور هالة ياسر'),
    last: words('البحّار الساحلي المرساة الصيّاد الخليج الشراع المنارة الرملي الموج النورس القلعة الزيتون'),
    latin: words(
      'amal badr tala juman husam dana rami zain salma shadi safaa tariq abeer farah qais lama mazen nour hala yaser',
    ),
  },
  pt: {
    first: words(
      'Afonsina Benedito Carmo Dinis Estefânia Firmino Graça Horácio Isaura Jacira Leonor Matilde Nazaré Otília Rosalvo Tainá',
    ),
    last: words('Areal Barra Cais Doca Enseada Falésia Gaivota Ilhéu Lagos Maré Naveiro Onda Ria Salgado'),
  },
  ja: {
    first: words('葵 凪 海斗 渚 汐里 航 千波 湊 灯 蓮 七海 真帆 岬 潤'),
    last: words('磯部 浦田 沖野 浜口 波多 港川 島崎 灘 入江 潮見 白浜 水門'),
    latin: words('aoi nagi kaito nagisa shiori wataru chinami minato akari ren nanami maho misaki jun'),
  },
  he: {
    first: words('אביב גל דולב הדס ורד זיו טל יעל כרמל לירז מעיין נטע ענבל שקד'),
    last: words('חוף ימי מפרש עוגן מצודה דייג חולות אלמוג רציף מגדלור'),
    latin: words('aviv gal dolev hadas vered ziv tal yael carmel liraz maayan neta inbal shaked'),
  },
  tr: {
    first: words(
      'Aylin Bora Cemre Deniz Ece Feza Gülce Ilgaz İrem Kumsal Lale Mert Nehir Orkun Pınar Su Toprak Yağmur',
    ),
    last: words('Açıkdeniz Balıkçı Çakıl Dalga Fener Gemici Iskarmoz İskele Kıyı Lodos Martı Şamandıra Yelken'),
  },
}

/** Half of the people anywhere call themselves something else. */
export const NICKNAMES = {
  first: words(
    'slow salt small north grey late quiet blue rusty second paper winter low odd sleepy copper velvet spare',
  ),
  second: words(
    'heron limpet buoy kettle crab ferry lantern oyster rope pier anchor sprat urchin puffin barnacle compass dinghy tern rudder seal thimble ladder',
  ),
}

export const BIOS: Record<Language, List> = {
  en: ['Lives by the water.', 'Opinions of the tide.', 'Boats, mostly.', 'Here for the birds.', ''],
  de: ['Wohnt am Wasser.', 'Meist auf dem Deich.', 'Boote, Brot, Bücher.', ''],
  fr: ['Vit près de l’eau.', 'Surtout des bateaux.', ''],
  es: ['Vivo junto al agua.', 'Barcos y pan.', ''],
  ar: ['أعيش قرب البحر.', 'قوارب وكتب وخبز.', ''],
  pt: ['Vivo junto à água.', 'Barcos, quase sempre.', ''],
  ja: ['海のそばで暮らしています。', '船と本とパン。', ''],
  he: ['גר ליד המים.', 'סירות, ספרים, לחם.', ''],
  tr: ['Su kenarında yaşar.', 'Tekneler, kitaplar, ekmek.', ''],
}

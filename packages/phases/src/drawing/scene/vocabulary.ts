import { flourBag, jar, mug, rollingPin } from '../objects/bakery/larder.js';
import { baguette, focaccia, tinLoaf } from '../objects/bakery/long-loaves.js';
import { croissant, seededRoll, spiralBun } from '../objects/bakery/rolls.js';
import { sourdough } from '../objects/bakery/sourdough.js';
import { wheat } from '../objects/bakery/wheat.js';
import { boulder, mountains } from '../objects/climbing/crag.js';
import { carabiner, chalkBag, ropeCoil } from '../objects/climbing/gear.js';
import { bigHold, crashPad, holdWall } from '../objects/climbing/wall.js';
import { climbingShoe, helmet } from '../objects/climbing/wear.js';
import { house, shopfront } from '../objects/home/buildings.js';
import { cityWindow } from '../objects/home/city-window.js';
import { flowers, vaseWithStems } from '../objects/home/flowers.js';
import { pottedPlant, swordPlant } from '../objects/home/plants.js';
import { bottle, fruitBowl, gift, placeSetting } from '../objects/home/table.js';
import { bookRow, bookStack } from '../objects/law/books.js';
import { briefcase, deskLamp, penAndPaper } from '../objects/law/desk.js';
import { houseKey } from '../objects/law/house-key.js';
import { column, portico, scales } from '../objects/law/justice.js';
import { cone, cylinder, dome, gate, ring, sphere, stones } from '../objects/solids.js';
import { candle, yogaMat } from '../objects/trade/calm.js';
import { heart, tooth, toothbrushes } from '../objects/trade/care.js';
import { clock, envelope, mapPin } from '../objects/trade/reaching.js';
import { bottles, hairbrush, scissors } from '../objects/trade/salon.js';
import { camera, laptop, phone } from '../objects/trade/studio.js';
import { tap, toolbox, wrench } from '../objects/trade/tools.js';
import { bicycle, van, wheel } from '../objects/trade/vehicles.js';
import type { DrawThing } from '../objects/thing.js';

/** Where a thing looks well: on a podium as the main thing, standing tall at the back, small on the floor, or lying long on it. */
export type Stance = 'hero' | 'tall' | 'small' | 'lying';

export interface Word {
  draw: DrawThing;
  stance: Stance;
  /** What in a subject calls for this thing. */
  words: RegExp;
}

/** Every thing that can be drawn, by name. */
export const vocabulary = {
  sourdough: { draw: sourdough, stance: 'hero', words: /sourdough|\bloa(f|ves)\b|bread|\brye\b|boule/ },
  croissant: { draw: croissant, stance: 'hero', words: /croissant|pastr(y|ies)|viennoiser|breakfast/ },
  spiralBun: { draw: spiralBun, stance: 'small', words: /\bbuns?\b|cinnamon|cardamom|\bswirl/ },
  baguette: { draw: baguette, stance: 'lying', words: /baguette|\bstick/ },
  tinLoaf: { draw: tinLoaf, stance: 'hero', words: /\btin\b|sandwich loaf|\brye\b|wholemeal|seeded|toast/ },
  focaccia: { draw: focaccia, stance: 'hero', words: /focaccia|flatbread|pizza/ },
  seededRoll: { draw: seededRoll, stance: 'small', words: /\brolls?\b|\bbap/ },
  wheat: { draw: wheat, stance: 'tall', words: /wheat|grain|\bmill|harvest|\bfield|cereal|barley/ },
  mug: { draw: mug, stance: 'small', words: /\bmugs?\b|\bcups?\b|coffee|espresso|latte|\btea\b|cocoa/ },
  flourBag: { draw: flourBag, stance: 'hero', words: /flour|\bbags? of\b|\bsack/ },
  jar: { draw: jar, stance: 'small', words: /\bjars?\b|starter|ferment|honey|\bjam\b|preserve/ },
  rollingPin: {
    draw: rollingPin,
    stance: 'lying',
    words: /rolling pin|dough|shap(e|ing)|knead|\bbakers?\b|\bbaking/,
  },
  scales: { draw: scales, stance: 'hero', words: /\bscales\b|justice|balance|fair|dispute|litigat|court/ },
  bookStack: {
    draw: bookStack,
    stance: 'hero',
    words: /\bbooks?\b|volumes?|\bread(ing|er)|statute|casebook|stud(y|ies)|guide/,
  },
  bookRow: { draw: bookRow, stance: 'hero', words: /shel(f|ves)|library|bookshop|bookcase/ },
  column: { draw: column, stance: 'tall', words: /columns?\b|pillar|classical|heritage|history/ },
  portico: {
    draw: portico,
    stance: 'hero',
    words: /portico|courthouse|temple|fa[cç]ade|institution|public law/,
  },
  penAndPaper: {
    draw: penAndPaper,
    stance: 'lying',
    words:
      /\bpens?\b|paper|contract|document|letter|\bwills?\b|signing|signature|agreement|conveyanc|notes?\b|form\b/,
  },
  deskLamp: { draw: deskLamp, stance: 'tall', words: /lamp|\bdesks?\b|office|study\b/ },
  briefcase: {
    draw: briefcase,
    stance: 'hero',
    words: /briefcase|business|employment|commercial|compan(y|ies)|corporate|client/,
  },
  houseKey: {
    draw: houseKey,
    stance: 'hero',
    words: /\bkeys?\b|lock|property|estate|landlord|tenan|home buy|\bhomes?\b/,
  },
  cityWindow: { draw: cityWindow, stance: 'hero', words: /windows?\b|city|skyline|street|view|town/ },
  holdWall: {
    draw: holdWall,
    stance: 'tall',
    words: /\bwalls?\b|\bboards?\b|route|indoor climb|training|overhang/,
  },
  bigHold: { draw: bigHold, stance: 'small', words: /\bholds?\b|\bgrips?\b|jug\b|sloper/ },
  mountains: {
    draw: mountains,
    stance: 'hero',
    words: /mountain|peaks?\b|summit|alpine|\bhills?\b|outdoor|\bhik|trek|expedition/,
  },
  boulder: { draw: boulder, stance: 'hero', words: /boulder|\brocks?\b|\bcrag/ },
  crashPad: { draw: crashPad, stance: 'small', words: /\bpads?\b|\bmats?\b|landing|\bfall/ },
  ropeCoil: { draw: ropeCoil, stance: 'hero', words: /\bropes?\b|lead climb|belay|top.?rope/ },
  carabiner: {
    draw: carabiner,
    stance: 'small',
    words: /carabiner|karabiner|\bgear\b|harness|safety|equipment|\bhire\b|belay/,
  },
  chalkBag: { draw: chalkBag, stance: 'small', words: /chalk/ },
  climbingShoe: {
    draw: climbingShoe,
    stance: 'hero',
    words: /\bshoes?\b|footwear|\brental|beginner|induction|taster|first (time|climb)/,
  },
  helmet: { draw: helmet, stance: 'small', words: /helmet|\byouth|\bkids|children/ },
  pottedPlant: {
    draw: pottedPlant,
    stance: 'tall',
    words: /\bplants?\b|\bpot(s|ted)?\b|foliage|greenery|garden|nursery|leaf|leaves/,
  },
  swordPlant: { draw: swordPlant, stance: 'tall', words: /succulent|cactus|snake plant/ },
  vaseWithStems: {
    draw: vaseWithStems,
    stance: 'tall',
    words: /\bvase|\bstems?\b|eucalyptus|\bbranch|dried/,
  },
  flowers: {
    draw: flowers,
    stance: 'hero',
    words: /flower|bouquet|bloom|\broses?\b|floral|florist|wedding|petal/,
  },
  shopfront: {
    draw: shopfront,
    stance: 'hero',
    words: /shop ?front|storefront|\bshops?\b|\bstore\b|exterior|high street|premises|boutique|our building/,
  },
  house: {
    draw: house,
    stance: 'hero',
    words: /\bhouses?\b|\bcottage|\bhomes?\b|neighbourhood|village|\broof/,
  },
  fruitBowl: {
    draw: fruitBowl,
    stance: 'small',
    words: /fruit|lemons?\b|apples?\b|\bbowl|grocer|ingredients/,
  },
  placeSetting: {
    draw: placeSetting,
    stance: 'lying',
    words: /\bplates?\b|table|dining|dinner|lunch|\bmenu\b|cutlery|restaurant|dish(es)?\b/,
  },
  bottle: { draw: bottle, stance: 'tall', words: /\bwine|\boil\b|\bbottle|olive|cellar/ },
  gift: { draw: gift, stance: 'small', words: /\bgifts?\b|present|voucher|celebrat|parcel|party|birthday/ },
  tooth: { draw: tooth, stance: 'hero', words: /tooth|teeth|dent(al|ist)|smile|molar/ },
  toothbrushes: { draw: toothbrushes, stance: 'small', words: /toothbrush|hygien/ },
  yogaMat: { draw: yogaMat, stance: 'hero', words: /yoga|pilates|\bmat\b|stretch|fitness/ },
  candle: { draw: candle, stance: 'small', words: /candle|calm|relax|meditat|\bspa\b|evening/ },
  scissors: { draw: scissors, stance: 'hero', words: /scissors|\bhair|\bcuts?\b|barber|salon|tailor/ },
  bottles: {
    draw: bottles,
    stance: 'small',
    words: /shampoo|\bbottles\b|cosmetic|skincare|beauty|products?\b/,
  },
  hairbrush: { draw: hairbrush, stance: 'lying', words: /\bbrush|\bcomb\b|styling/ },
  heart: { draw: heart, stance: 'small', words: /\bheart|\blove\b|\bcare\b|caring|charity|kindness|health/ },
  camera: { draw: camera, stance: 'hero', words: /camera|photo|portrait|\blens|film\b|shoot/ },
  laptop: {
    draw: laptop,
    stance: 'hero',
    words: /laptop|computer|software|online|website|digital|\bapp\b|remote|\bwork(ing|space)?\b|dashboard/,
  },
  phone: { draw: phone, stance: 'small', words: /\bphone|mobile|\bcall(ing)?\b|\bbook(ing)? (a|an|your)\b/ },
  clock: {
    draw: clock,
    stance: 'small',
    words: /clock|\btimes?\b|hours|schedule|\bopening|timetable|appointment|punctual/,
  },
  mapPin: {
    draw: mapPin,
    stance: 'hero',
    words: /\bmaps?\b|location|directions|find us|visit|where we|\barea\b/,
  },
  envelope: {
    draw: envelope,
    stance: 'small',
    words: /envelope|contact|\bmail\b|email|enquir|newsletter|get in touch|message/,
  },
  toolbox: {
    draw: toolbox,
    stance: 'hero',
    words: /tool ?(box|kit|s)\b|repair|handyman|maintenance|workshop|carpent|joiner|install/,
  },
  wrench: { draw: wrench, stance: 'small', words: /wrench|spanner|mechanic|service\b|fix(ing|es)?\b/ },
  tap: { draw: tap, stance: 'hero', words: /\btaps?\b|faucet|plumb|bathroom|\bwater\b|boiler|\bleak/ },
  wheel: { draw: wheel, stance: 'hero', words: /\bwheel|tyre|\btires?\b|garage|\bMOT\b|brake/i },
  van: {
    draw: van,
    stance: 'hero',
    words: /\bvans?\b|\bcars?\b|deliver|vehicle|courier|transport|\bremovals?\b|taxi/,
  },
  bicycle: { draw: bicycle, stance: 'hero', words: /bicycle|\bbikes?\b|cycling|cyclist/ },
  sphere: { draw: sphere, stance: 'small', words: /\bspheres?\b|\bballs?\b/ },
  cone: { draw: cone, stance: 'small', words: /\bcones?\b/ },
  cylinder: { draw: cylinder, stance: 'small', words: /\bcylinders?\b/ },
  ring: { draw: ring, stance: 'hero', words: /\brings?\b|\bcircle/ },
  gate: { draw: gate, stance: 'hero', words: /\barch(es|way)?\b|\bgate/ },
  dome: { draw: dome, stance: 'small', words: /\bdomes?\b/ },
  stones: { draw: stones, stance: 'hero', words: /\bstones?\b|pebble|\bzen\b/ },
} satisfies Record<string, Word>;

export type ThingName = keyof typeof vocabulary;

/** What goes together: the words of a trade, and the things that keep its subjects company, the most telling first. */
export const themes: readonly { words: RegExp; things: readonly [ThingName, ...ThingName[]] }[] = [
  {
    words: /bak(er|ed|ing)|bread|loaf|loaves|dough|pastr|patisser|flour|grain|crust|oven/,
    things: [
      'sourdough',
      'croissant',
      'spiralBun',
      'mug',
      'wheat',
      'baguette',
      'flourBag',
      'rollingPin',
      'jar',
      'tinLoaf',
      'seededRoll',
      'focaccia',
    ],
  },
  {
    words:
      /\blaw|legal|solicitor|attorney|barrister|court|justice|litigat|contract|probate|conveyanc|advocate|notary/,
    things: [
      'scales',
      'bookStack',
      'column',
      'penAndPaper',
      'deskLamp',
      'briefcase',
      'houseKey',
      'portico',
      'cityWindow',
    ],
  },
  {
    words: /climb|boulder|crag|belay|\bwall\b|mountain|alpin|summit/,
    things: [
      'boulder',
      'holdWall',
      'bigHold',
      'ropeCoil',
      'chalkBag',
      'climbingShoe',
      'carabiner',
      'mountains',
      'crashPad',
      'helmet',
    ],
  },
  {
    words: /flor(al|ist)|flower|bouquet|bloom|wedding/,
    things: ['flowers', 'vaseWithStems', 'gift', 'candle', 'jar', 'pottedPlant', 'swordPlant'],
  },
  {
    words: /plant|garden|nursery|landscap|herb|greenhouse/,
    things: ['flowers', 'pottedPlant', 'swordPlant', 'fruitBowl', 'jar', 'stones', 'vaseWithStems'],
  },
  {
    words: /dent(al|ist)|tooth|teeth|orthodon/,
    things: ['tooth', 'toothbrushes', 'pottedPlant', 'heart', 'clock'],
  },
  {
    words: /yoga|pilates|meditat|wellness|\bspa\b|massage|mindful/,
    things: ['yogaMat', 'stones', 'candle', 'pottedPlant', 'vaseWithStems', 'bottles'],
  },
  {
    words: /plumb|bathroom|heating|boiler|\btaps?\b|drain/,
    things: ['tap', 'toolbox', 'wrench', 'van', 'house'],
  },
  {
    words: /garage|mechanic|\bcars?\b|tyre|vehicle|\bmot\b/,
    things: ['wheel', 'van', 'wrench', 'toolbox', 'clock'],
  },
  {
    words: /bicycle|\bbikes?\b|cycl(e|ing|ist)/,
    things: ['bicycle', 'wrench', 'toolbox', 'helmet', 'bottles'],
  },
  { words: /photo|camera|film|videograph/, things: ['camera', 'deskLamp', 'laptop', 'vaseWithStems', 'mug'] },
  {
    words: /hair|barber|salon|beauty|cosmetic|nail/,
    things: ['scissors', 'bottles', 'hairbrush', 'vaseWithStems', 'candle'],
  },
  {
    words: /caf[eé]|coffee|espresso|\btea\b|roaster/,
    things: ['mug', 'croissant', 'jar', 'pottedPlant', 'spiralBun', 'seededRoll'],
  },
  {
    words: /book ?shop|library|publish|read(er|ing)|literature|novel/,
    things: ['bookStack', 'bookRow', 'mug', 'deskLamp', 'pottedPlant', 'candle'],
  },
  {
    words: /restaurant|bistro|kitchen|dining|menu|food|cater|deli|grocer/,
    things: ['fruitBowl', 'placeSetting', 'bottle', 'jar', 'tinLoaf', 'mug'],
  },
  {
    words: /software|digital|website|startup|\bapp\b|\bit support|data|computer|agency|consult|office|team/,
    things: ['laptop', 'deskLamp', 'mug', 'phone', 'pottedPlant', 'bookStack'],
  },
  {
    words: /estate agent|property|letting|mortgage|architect|build(er|ing)|interior|housing/,
    things: ['house', 'houseKey', 'pottedPlant', 'penAndPaper', 'toolbox', 'mapPin'],
  },
  {
    words: /repair|carpent|joiner|handyman|electric|workshop|hardware/,
    things: ['toolbox', 'wrench', 'deskLamp', 'house', 'van'],
  },
  {
    words: /school|tutor|course|lesson|educat|training/,
    things: ['bookStack', 'laptop', 'penAndPaper', 'clock', 'deskLamp', 'mug'],
  },
  {
    words: /shop|store|retail|boutique|market|gift/,
    things: ['shopfront', 'gift', 'flowers', 'candle', 'bottles', 'vaseWithStems'],
  },
  {
    words: /health|clinic|care|charity|doctor|physio|therap/,
    things: ['heart', 'pottedPlant', 'stones', 'clock', 'candle'],
  },
  {
    words: /contact|location|visit|find us|direction|address|opening/,
    things: ['mapPin', 'envelope', 'clock', 'pottedPlant', 'phone'],
  },
];

/** For subjects that no word tells anything about. */
export const abstractThings: readonly [ThingName, ...ThingName[]] = [
  'gate',
  'stones',
  'ring',
  'sphere',
  'cone',
  'cylinder',
  'dome',
];

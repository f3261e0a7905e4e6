/** Guessable words and phrases, which people try first: data for passphrase-strength.mjs. */

/** @param {string} text */
const words = (text) => text.split(" ");

/** Places, services and names of this toolkit and its area, which appear on its pages. */
export const PLACES_AND_SERVICES = words(
  "hillingdon uxbridge hayes ruislip northwood eastcote ickenham harefield heathrow yiewsley drayton cowley harlington harmondsworth " +
    "sipson longford denham iver slough ealing harrow hounslow brunel stockley botwell manor south west north east london middlesex " +
    "england borough council safeguarding children childrens child board partnership social care service services mash hub triage team " +
    "assessment referral police metropolitan met school college hospital nhs health nurse teacher worker barnardos nspcc childline " +
    "ceop axis youth offending yos cse exploitation sexual missing toolkit professionals monitoring tool duty emergency manager " +
    "prevention risk factor category protection conference strategy meeting looked after foster",
);

/** Sequences and sets that many people know. Three words of one set are easy to guess. */
export const SETS = [
  "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat sun",
  "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec",
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen " +
    "twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million",
  "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth last",
  "alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike november oscar papa quebec romeo sierra " +
    "tango uniform victor whiskey xray yankee zulu",
  "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi psi omega",
  "red orange yellow green blue indigo violet purple pink black white brown grey gray gold silver crimson scarlet turquoise",
  "mercury venus earth mars jupiter saturn uranus neptune pluto sun moon",
  "aries taurus gemini cancer leo virgo libra scorpio sagittarius capricorn aquarius pisces",
  "north south east west northeast northwest southeast southwest",
  "spring summer autumn winter fall",
  "hearts diamonds clubs spades ace king queen jack joker",
  "do re mi fa so sol la ti",
  "england scotland wales ireland britain france germany spain italy portugal",
  "london paris berlin rome madrid lisbon vienna dublin",
  "europe asia africa america australia antarctica",
  "breakfast lunch dinner tea supper",
  "cat dog fish bird horse cow pig sheep chicken duck mouse rabbit lion tiger bear elephant monkey",
  "apple banana orange pear grape lemon lime cherry peach plum strawberry mango",
  "circle square triangle rectangle hexagon pentagon octagon oval",
  "arsenal chelsea tottenham spurs liverpool everton manchester united city fulham brentford",
  "earth water fire air wind",
  "mother father brother sister son daughter uncle aunt grandma grandad mum dad",
  "matthew mark luke john",
  "qwerty qwertyuiop asdf asdfgh asdfghjkl zxcv zxcvbn zxcvbnm qwer uiop hjkl qaz wsx edc",
  "password passphrase secret letmein login admin access welcome hello test testing sample example",
].map(words);

/** The commonest words of English. They add almost no information, because they can be guessed from the words around them. */
export const FUNCTION_WORDS = words(
  "a an the and or but nor so if then than as at by for from in into of off on onto out over to up upon with without within under " +
    "about above across after against along among around before behind below beneath beside between beyond down during except inside " +
    "near outside since through throughout toward towards until i me my mine you your yours he him his she her hers it its we us our " +
    "ours they them their theirs this that these those who whom whose which what when where why how all any both each every few more " +
    "most much many no not none nothing never always other others own same some such too very am is are was were be been being have has " +
    "had having do does did done doing can could may might must shall should will would ought let lets there here now just only also " +
    "again once dont cant wont isnt arent wasnt didnt doesnt im ive id ill youre youve hes shes its were theyre thats whats whos theres " +
    "thee thou thy thine ye hath doth art shalt oh o",
);

/** Phrases that many people know by heart. */
export const PHRASES = [
  "correct horse battery staple",
  "the quick brown fox jumps over the lazy dog",
  "pack my box with five dozen liquor jugs",
  "sphinx of black quartz judge my vow",
  "how vexingly quick daft zebras jump",
  "jackdaws love my big sphinx of quartz",
  "the five boxing wizards jump quickly",
  "waltz bad nymph for quick jigs vex",
  "glib jocks quiz nymph to vex dwarf",
  "bright vixens jump dozy fowl quack",
  "quick zephyrs blow vexing daft jim",
  "cwm fjord bank glyphs vext quiz",
  "amazingly few discotheques provide jukeboxes",
  "lorem ipsum dolor sit amet consectetur adipiscing elit",
  "to be or not to be that is the question",
  "friends romans countrymen lend me your ears",
  "tomorrow and tomorrow and tomorrow creeps in this petty pace",
  "double double toil and trouble fire burn and cauldron bubble",
  "twinkle twinkle little star how i wonder what you are",
  "humpty dumpty sat on a wall humpty dumpty had a great fall",
  "mary had a little lamb its fleece was white as snow",
  "baa baa black sheep have you any wool yes sir three bags full",
  "jack and jill went up the hill to fetch a pail of water",
  "hickory dickory dock the mouse ran up the clock",
  "little miss muffet sat on a tuffet eating her curds and whey",
  "incy wincy spider climbed up the water spout",
  "row row row your boat gently down the stream merrily",
  "london bridge is falling down my fair lady",
  "ring a ring o roses a pocket full of posies atishoo",
  "old macdonald had a farm",
  "the wheels on the bus go round and round",
  "eeny meeny miny moe catch a tiger by the toe",
  "she sells sea shells on the sea shore",
  "peter piper picked a peck of pickled pepper",
  "red lorry yellow lorry",
  "round and round the rugged rock the ragged rascal ran",
  "how much wood would a woodchuck chuck",
  "richard of york gave battle in vain",
  "my very easy method just speeds up naming planets",
  "every good boy deserves football fudge",
  "never eat shredded wheat",
  "divorced beheaded died divorced beheaded survived",
  "our father which art in heaven hallowed be thy name",
  "the lord is my shepherd i shall not want",
  "in the beginning god created the heaven and the earth",
  "god save our gracious king long live our noble king",
  "rule britannia britannia rules the waves",
  "land of hope and glory mother of the free",
  "and did those feet in ancient time walk upon englands mountains green",
  "happy birthday to you",
  "we wish you a merry christmas and a happy new year",
  "jingle bells jingle all the way",
  "once upon a time in a land far far away",
  "a long time ago in a galaxy far far away",
  "may the force be with you",
  "live long and prosper",
  "space the final frontier",
  "one ring to rule them all one ring to find them",
  "winter is coming you know nothing jon snow",
  "expecto patronum wingardium leviosa expelliarmus avada kedavra",
  "supercalifragilisticexpialidocious",
  "abracadabra alakazam hocus pocus open sesame",
  "elementary my dear watson",
  "keep calm and carry on",
  "mind the gap please stand clear of the doors",
  "stop look listen think",
  "see it say it sorted",
  "every little helps",
  "a picture is worth a thousand words",
  "an apple a day keeps the doctor away",
  "all that glitters is not gold",
  "early to bed and early to rise makes a man healthy wealthy and wise",
  "too many cooks spoil the broth many hands make light work",
  "a bird in the hand is worth two in the bush",
  "rolling stone gathers moss",
  "raining cats and dogs",
  "fish and chips salt and vinegar",
  "hook line and sinker lock stock and barrel",
  "bread and butter milk and honey",
  "rock paper scissors lizard spock",
  "heads shoulders knees and toes",
  "snap crackle pop",
  "ready steady go",
  "lights camera action",
  "father son holy spirit ghost amen",
  "faith hope love charity",
  "liberty equality fraternity",
  "ladies and gentlemen boys and girls",
  "something old something new something borrowed something blue",
  "yesterday today tomorrow",
  "tinker tailor soldier sailor rich man poor man beggar man thief",
  "hello world foo bar baz qux",
  "changeme trustno iloveyou sunshine princess dragon monkey football",
].map(words);

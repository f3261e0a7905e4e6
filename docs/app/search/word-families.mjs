/**
 * Everyday words that stand for one another in a query: other words for a person or thing, and the forms of an irregular verb. The search
 * terms of a page need only one of each family.
 */
export const FAMILIES = [
  // People.
  "man men bloke guy fella geezer chap",
  "boy lad laddie",
  "girl lass lassie",
  "mum mam mom mummy mother",
  "dad daddy father",
  "grandparent grandma grandmother granny gran nan nana grandad granddad grandfather grandpa",
  "friend mate pal buddy",
  "police cop copper policeman policewoman",
  "manager boss",
  "colleague coworker workmate",
  // Things and feelings.
  "phone mobile fone telephone handset smartphone",
  "picture pic photo photograph image",
  "money cash dosh",
  "scared frightened afraid terrified petrified",
  "email mail",
  // Irregular verbs.
  "beat beaten beating",
  "break broke broken",
  "bring brought",
  "buy bought",
  "catch caught",
  "choose chose chosen",
  "come came coming",
  "drive drove driven",
  "eat ate eaten",
  "fall fell fallen",
  "feel felt",
  "fight fought",
  "find found",
  "forget forgot forgotten",
  "give gave given giving",
  "go gone went going",
  "hide hid hidden hiding",
  "lose lost losing",
  "make made making",
  "meet met meeting",
  "pay paid",
  "ring rang",
  "run ran running",
  "say said",
  "sell sold",
  "send sent",
  "sleep slept asleep",
  "speak spoke spoken",
  "steal stole stolen",
  "swear swore sworn",
  "take took taken taking",
  "tell told",
  "throw threw thrown",
  "wear wore worn",
  "write wrote written writing",
].map((words) => words.split(" "));

const FAMILY_OF = new Map(FAMILIES.flatMap((words) => words.map((word) => [word, words])));

/**
 * Returns the family of a word, also in the plural; only the word itself if it has none.
 * @param {string} word
 */
export const familyOf = (word) => FAMILY_OF.get(word) ?? FAMILY_OF.get(word.replace(/s$/, "")) ?? [word];

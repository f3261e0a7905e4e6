/** Tests of the site search: the words of a query, spelling mistakes in it, and the order of the results. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { needsHelpNow, URGENT_PAGE } from "../../../docs/app/search/live-concern.mjs";
import { important, keysOf, stem, wordsOf } from "../../../docs/app/search/query-words.mjs";
import { ordered, relevance, showTerms } from "../../../docs/app/search/ranking.mjs";
import { SiteWords } from "../../../docs/app/search/site-words.mjs";
import { corrected, distance, joined } from "../../../docs/app/search/spelling.mjs";
import { FAMILIES, familyOf } from "../../../docs/app/search/word-families.mjs";

const SITE = new SiteWords([
  { location: "consent/", title: "Consent", text: "<p>Who may consent to sharing</p>", tags: ["mental capacity"] },
  { location: "consent/#when", title: "When", text: "The child’s wishes. Trafficking." },
  { location: "about/site/", title: "About this site", text: "The toolkit", tags: ["capacity"] },
  {
    location: "trafficking/",
    title: "Trafficking of children",
    text: "s47 enquiries",
    tags: ["modern slavery", "NRM"],
  },
]);

for (const [typed, words] of /** @type {[string, string[]][]} */ ([
  ["Child’s C.S.E. — ‘risk’?", ["child", "cse", "risk"]],
  ["Section 47, s.47 and ss 47a", ["s47", "s47", "and", "s47a"]],
  ["01632 960 123 or +44 1632 960123", ["01632960123", "or", "01632960123"]],
  ["116 000 and 12 34", ["116000", "and", "12", "34"]],
  ["don't O’Neil", ["dont", "oneil"]],
  ["a 14yo, 15 y/o, 16-year-olds and 9 yrs", ["a", ..."14 year old 15 year old 16 year old and 9 year old".split(" ")]],
  ["4 yolks", ["4", "yolks"]],
  ["she’s 13", ["she", "13"]],
  ["", []],
]))
  test(`the words of “${typed}”`, () => assert.deepEqual(wordsOf(typed), words));

test("small words are dropped, unless there are no others", () => {
  assert.deepEqual(important(["who", "may", "consent"]), ["may", "consent"]);
  assert.deepEqual(important(["who", "is"]), ["who", "is"]);
});

test("words of one family have the same stem", () => {
  assert.deepEqual(["agencies", "agency", "signs", "gas", "distress"].map(stem), [
    ...["agenci", "agenci", "sign", "gas", "distress"],
  ]);
  assert.deepEqual([...new Set(["prostitute", "prostitutes", "prostitution"].map(stem))], ["prostitut"]);
  assert.deepEqual([...new Set(["refer", "referred", "referring"].map(stem))], ["refer"]);
  assert.deepEqual([...new Set(["hold", "holds", "holding"].map(stem))], ["hold"]);
  assert.deepEqual([...new Set(["lonely", "loneliness"].map(stem))], ["loneli"]);
  assert.deepEqual([...new Set(["homeless", "homelessness"].map(stem))], ["homeless"]);
  assert.deepEqual(["urgently", "family", "witness"].map(stem), ["urgent", "famili", "witness"]);
  assert.deepEqual([...new Set(["share", "shared", "sharing"].map(stem))], ["shar"]);
  assert.deepEqual(["move", "moving", "moved", "ask", "asking", "care", "caring", "car"].map(stem), [
    ...["move", "move", "move", "ask", "ask", "care", "care", "car"],
  ]);
  assert.deepEqual([...new Set(["traffic", "trafficing", "trafficking", "traffickers"].map(stem))], ["traffic"]);
  assert.deepEqual(["missing", "king", "bed"].map(stem), ["missing", "king", "bed"]);
  assert.deepEqual(keysOf("The signs and a sign"), ["sign"]);
});

test("everyday words that stand for one another have the same stem", () => {
  assert.deepEqual([...new Set(["swear", "swore", "swears"].map(stem))], ["swear"]);
  assert.deepEqual([...new Set(["boys", "lad", "lads"].map(stem))], ["boy"]);
  assert.deepEqual(familyOf("mums"), familyOf("mother"));
  assert.deepEqual(familyOf("consent"), ["consent"]);
});

test("no word is in two families", () => {
  for (const word of ["boy", "phone", "told", "pics"]) assert.ok(familyOf(word).length > 1, word);
  const all = FAMILIES.flat();
  assert.deepEqual([...new Set(all)], all);
});

test("the edit distance counts a swap as one, and stops at the limit", () => {
  for (const [one, other, most, expected] of /** @type {[string, string, number, number][]} */ ([
    ["consent", "consent", 2, 0],
    ["consetn", "consent", 2, 1],
    ["trafiking", "trafficking", 2, 2],
    ["shard", "scared", 1, 2],
    ["abc", "abcdef", 2, 3],
  ]))
    assert.equal(distance(one, other, most), expected, `${one} ${other}`);
});

test("the edit distance is the same in both directions", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 7 });
  fc.assert(fc.property(word, word, (one, other) => distance(one, other, 9) === distance(other, one, 9)));
});

for (const [typed, expected] of [
  ["consent", "consent"],
  ["cons", "cons"],
  ["consnet", "consent"],
  ["trafiking", "trafficking"],
  ["toolkits", "toolkit"],
  ["wishing", "wishes"],
  ["xylophone", "xylophone"],
  ["s47", "s47"],
  ["abc", "abc"],
])
  test(`the spelling of “${typed}”`, () => assert.equal(corrected(typed, SITE), expected));

test("of two words that are as near, the one that begins alike for longer is taken", () => {
  const site = new SiteWords([{ location: "a/", title: "A", text: "grape grove" }]);
  assert.equal(corrected("grope", site), "grove");
});

test("another first letter makes another word, but a swapped, missing or extra one is forgiven", () => {
  const site = new SiteWords([{ location: "a/", title: "A", text: "press child heart hostel" }]);
  assert.deepEqual(
    ["dress", "hcild", "aheart", "ostel"].map((word) => corrected(word, site)),
    ["dress", "child", "heart", "hostel"],
  );
});

test("a long word may be written as it sounds, if it begins well", () => {
  const site = new SiteWords([{ location: "a/", title: "A", text: "exploitation parents" }]);
  assert.deepEqual(
    ["exploitashun", "perants"].map((word) => corrected(word, site)),
    ["exploitation", "parents"],
  );
  assert.equal(corrected("eksploitashn", site), "eksploitashn");
});

test("a section of an Act counts as much as an acronym, and a word in the title a little more than another", () => {
  const site = new SiteWords([
    { location: "law/", title: "Law", text: "", tags: ["section 68", "crime"] },
    { location: "crime/", title: "Crime and children", text: "", tags: ["crime"] },
  ]);
  assert.equal(relevance("law/", ["s68", "act"], site), 1.9);
  assert.equal(relevance("law/", ["crime", "road"], site), 1);
  assert.equal(relevance("crime/", ["crime", "road"], site), 1.2);
  assert.equal(relevance("law/", ["s68"], site), 3.1);
});

test("a word is split into two words of the site, or joined with the next one", () => {
  const site = new SiteWords([{ location: "a/", title: "A", text: "boyfriends and abuse, safeguarding, online" }]);
  assert.equal(corrected("boyfriendabuse", site), "boyfriend abuse");
  assert.equal(corrected("boyfriendhouse", site), "boyfriendhouse");
  assert.deepEqual(joined(["safe", "guarding", "on", "line", "abuse"], site), ["safeguarding", "online", "abuse"]);
  assert.deepEqual(joined([], site), []);
});

test("a word is found in its other forms on the site", () => {
  const site = new SiteWords([{ location: "a/", title: "A", text: "support supports supported other" }]);
  assert.deepEqual(site.alike("supporting"), ["support", "supported", "supports"]);
  assert.deepEqual(site.alike("xylophone"), []);
});

test("a word is found in the spellings of the index", () => {
  assert.deepEqual(SITE.spellings("child"), ["child’s"]);
  assert.deepEqual(SITE.spellings("nowhere"), ["nowhere"]);
  assert.ok(SITE.hasPrefix("traff"));
  assert.ok(!SITE.hasPrefix("traffy"));
  assert.ok(SITE.has("wishes"));
  assert.ok(!SITE.has("wish"));
});

// "capacity" is on 2 of the 3 pages, "site" on 1.
const SHARE = Math.log(1 + 3) / (Math.log(1 + 3 / 2) + Math.log(1 + 3));

for (const [location, asked, expected] of /** @type {[string, string[], number][]} */ ([
  ["trafficking/", ["modern", "slavery"], 3],
  ["trafficking/", ["trafficking", "children"], 3],
  ["consent/", ["capacity"], 1],
  ["consent/", ["mental", "capacity", "law"], 1.5 + 2 / 3 / 2],
  ["trafficking/", ["trafficking", "children", "law"], 1.5],
  ["trafficking/", ["nrm", "form"], 1.9],
  ["trafficking/", ["modern", "children"], 0],
  ["about/site/", ["capacity"], 3],
  ["about/site/", ["site", "capacity"], 1.5 * SHARE - 0.6],
  ["nowhere/", ["capacity"], 0],
]))
  test(`how well ${location} matches ${asked.join(" ")}`, () =>
    assert.equal(relevance(location, asked, SITE), expected));

test("the page that matches best comes first, with the highest score", () => {
  const pages = ["consent/", "trafficking/"].map((location) => [{ location, title: "", text: "", score: 5 }]);
  const results = ordered(pages, ["modern", "slavery"], SITE);
  assert.deepEqual(
    results.map(([page]) => [page?.location, page?.score]),
    [
      ["trafficking/", 5505],
      ["consent/", 1005],
    ],
  );
});

test("of pages with the same rating, the one that has more of the query in one part comes first", () => {
  const site = new SiteWords([
    { location: "a/", title: "A", text: "trust" },
    { location: "a/#time", title: "More", text: "time" },
    { location: "b/", title: "B", text: "trust takes time" },
    { location: "c/", title: "C", text: "times" },
  ]);
  const pages = ["a/", "b/", "c/"].map((location) => [{ location, title: "", text: "" }]);
  const results = ordered(pages, ["trust", "time"], site);
  assert.deepEqual(
    results.map(([page]) => page?.location),
    ["b/", "a/", "c/"],
  );
  assert.equal(site.coverage("b/", ["trust", "time"]), 1);
  assert.equal(site.coverage("nowhere/", ["trust", "time"]), 0);
  assert.equal(site.share(["other"], ["other"]), 0);
});

for (const [typed, expected] of /** @type {[string, boolean][]} */ ([
  ["girl 14 just told me her bf shares her", true],
  ["she has a new phone and gifts", true],
  ["who do I ring about an older man", true],
  ["her rights", false],
  ["what do I do with the printed form", true],
  ["groups that are most at risk of exploitation", false],
  ["", false],
]))
  test(`whether “${typed}” needs help now`, () => assert.equal(needsHelpNow(wordsOf(typed)), expected));

test("the page on what to do now is third, or where it was before if that is higher", () => {
  const site = new SiteWords(
    ["a/", "b/", "c/", "d/"]
      .map((location) => ({ location, title: "Gifts", text: "gifts" }))
      .concat({ location: URGENT_PAGE, title: "Worried", text: "Many words, and gifts" }),
  );
  const pages = ["a/", "b/", "c/", "d/", URGENT_PAGE].map((location) => [{ location, title: "", text: "", score: 1 }]);
  const found = (/** @type {boolean} */ isUrgent, /** @type {string[]} */ query) =>
    ordered(structuredClone(pages), query, site, isUrgent).flat();
  assert.deepEqual(
    found(true, ["gifts"]).map(({ location }) => location),
    ["a/", "b/", URGENT_PAGE, "c/", "d/"],
  );
  assert.equal(found(false, ["gifts"])[4]?.location, URGENT_PAGE);
  assert.equal(found(true, ["many"])[0]?.location, URGENT_PAGE);
  const scores = found(true, ["gifts"]).map(({ score }) => score ?? 0);
  assert.deepEqual(
    scores,
    scores.toSorted((one, other) => other - one),
  );
});

test("an acronym that is on every page says less than a rare word", () => {
  const site = new SiteWords([
    { location: "a/", title: "A", text: "CSE prosecution" },
    { location: "b/", title: "B", text: "CSE", tags: ["CSE"] },
    { location: "c/", title: "C", text: "CSE" },
  ]);
  const rating = relevance("b/", ["cse", "prosecution"], site);
  assert.ok(rating > 1 && rating < 1.9, String(rating));
});

test("only the search terms that matched are shown", () => {
  /** @type {import("../../../docs/app/search/site-words.mjs").Doc} */
  const doc = { location: "a/", title: "A", text: "Text", tags: ["modern <mark>slavery</mark>", "NRM"] };
  showTerms(doc);
  assert.deepEqual(doc, {
    location: "a/",
    title: "A",
    text: '<p class="search-also">Also: modern <mark>slavery</mark></p>Text',
  });
  showTerms(doc);
  assert.equal(doc.text.match(/Also/g)?.length, 1);
});

test("at most 5 search terms are shown, those with the most words of the query first", () => {
  const one = "<mark>debt</mark>";
  const tags = [one, `${one} a`, `${one} b`, `${one} c`, `${one} d`, `${one} <mark>bondage</mark>`];
  /** @type {import("../../../docs/app/search/site-words.mjs").Doc} */
  const doc = { location: "a/", title: "A", text: "", tags };
  showTerms(doc);
  assert.equal(doc.text, `<p class="search-also">Also: ${[tags[5], ...tags.slice(0, 4)].join(", ")}</p>`);
});

test("a result does not list words that it does not have", () => {
  /** @type {import("../../../docs/app/search/site-words.mjs").Doc} */
  const doc = { location: "a/", title: "A", text: "", terms: { boyfriend: true, bae: false } };
  showTerms(doc);
  assert.deepEqual(doc.terms, { boyfriend: true });
});

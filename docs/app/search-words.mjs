// Runs in the search's worker before the theme's own script: the build puts it in front of it (see builder/guidance).
{
  const small = new Set(
    ("a about am an and any are as at be by can could did do does for from get had has have he her him his how i if in is it its "
      + "me my of on or our she should so some than that the their them there they this to us was we what when where which who "
      + "whom whose why will with would you your").split(" "),
  );

  /**
   * What is left of a question without its small words; the question itself where nothing else is in it.
   * The theme looks for any word that begins like one that was typed: an "a" or "to" would find every page.
   * @param {string} typed
   */
  const withoutSmallWords = (typed) => {
    const kept = typed.split(/\s+/).filter((word) => !small.has(word.toLowerCase().replace(/[?.,!]+$/, "")));
    return kept.join(" ").replace(/[?.,!]+$/, "") || typed;
  };

  /**
   * The same question for words that are nearly those typed: one letter off, or two in a long word.
   * @param {string} typed
   */
  const nearly = (typed) =>
    typed.split(/\s+/).filter((word) => /^\p{L}{5,}$/u.test(word)).map((word) => `${word}~${word.length > 7 ? 2 : 1}`).join(" ");

  /**
   * Show the synonyms that a page was found by in its text. The theme would show all of them, in a landmark without a name.
   * @param {{ tags?: string[], text: string }} found
   */
  const showSynonyms = (found) => {
    const met = (found.tags ?? []).filter((words) => words.includes("<mark"));
    if (met.length) found.text = `<p class="search-also">Also: ${met.join(", ")}</p>${found.text}`;
    delete found.tags;
  };

  // The numbers by which the theme tells its messages apart: 2 a question, 3 what was found.
  // Listeners that follow are given the same object.
  let asked = "";
  self.addEventListener("message", ({ data }) => {
    if (data?.type === 2 && typeof data.data === "string") asked = data.data = withoutSmallWords(data.data);
  });
  const post = self.postMessage.bind(self);
  self.postMessage = (/** @type {any} */ message) => {
    if (message?.type === 3) {
      const again = message.data.items.length || asked.includes("~") ? "" : nearly(asked);
      if (again) return void self.dispatchEvent(new MessageEvent("message", { data: { type: 2, data: again } }));
      for (const page of message.data.items) page.forEach(showSynonyms);
    }
    post(message);
  };
}

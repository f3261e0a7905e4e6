// Runs in the search's worker before the theme's own script: the build puts it in front of it (see builder/guidance).
// The theme looks for any word that begins like one that was typed, so the "a" or "to" of a question would find every page.
{
  const small = new Set(
    ("a about am an and any are as at be by can could did do does for from get had has have he her him his how i if in is it its "
      + "me my of on or our she should so some than that the their them there they this to us was we what when where which who "
      + "whom whose why will with would you your").split(" "),
  );

  /**
   * What is left of a question without its small words; the question itself where nothing else is in it.
   * @param {string} typed
   */
  const withoutSmallWords = (typed) => {
    const kept = typed.split(/\s+/).filter((word) => !small.has(word.toLowerCase().replace(/[?.,!]+$/, "")));
    return kept.join(" ").replace(/[?.,!]+$/, "") || typed;
  };

  // 2: a question, as the theme numbers its messages. The listeners that follow are given the same object.
  self.addEventListener("message", ({ data }) => {
    if (data?.type === 2 && typeof data.data === "string") data.data = withoutSmallWords(data.data);
  });
}

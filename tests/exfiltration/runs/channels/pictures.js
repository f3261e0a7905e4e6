/** Channels by images, videos, sounds and icons, requested by elements and by styles. */

way("image", ({ address }) => (new Image().src = `${address}.png`));
way("image in the markup", ({ address }) => put("img", { src: `${address}.png` }));
way("image by srcset", ({ address }) => put("img", { srcset: `${address}.png 1x` }));
way("image in a picture", ({ address }) => {
  const picture = put("picture");
  put("source", { srcset: `${address}.png` }, picture);
  put("img", {}, picture);
});
way("image with a cross-origin attribute", ({ address }) => put("img", { crossorigin: "anonymous", src: `${address}.png` }));
way("image button", ({ address }) => put("input", { type: "image", src: `${address}.png` }));
way("body background", ({ address }) => document.body.setAttribute("background", `${address}.png`));
way("table background", ({ address }) => put("table", { background: `${address}.png` }).append("x"));
way("image in a fresh window", ({ address }) => (new (freshWindow().Image)().src = `${address}.png`));
way("SVG image", ({ address }) => svg("image", `${address}.png`));
way("SVG filter image", ({ address }) => {
  const root = svg("rect");
  const filter = root.parentNode.appendChild(make("filter"));
  filter.id = "from-elsewhere";
  filter.appendChild(make("feImage")).setAttribute("href", `${address}.png`);
  root.setAttribute("filter", "url(#from-elsewhere)");
});
way("SVG image by animation", ({ address }) => {
  const animation = svg("image").appendChild(make("set"));
  for (const [name, value] of Object.entries({ attributeName: "href", to: `${address}.png` })) animation.setAttribute(name, value);
});

way("film", ({ address }) => put("video", { src: `${address}.wav`, preload: "auto" }));
way("film's poster", ({ address }) => put("video", { poster: `${address}.png` }));
way("sound", ({ address }) => (new Audio(`${address}.wav`).preload = "auto"));
way("sound by a source element", ({ address }) => put("source", { src: `${address}.wav` }, put("audio", { preload: "auto" })));
way("subtitles", ({ address }) => {
  const film = put("video", { crossorigin: "anonymous", src: "data:video/mp4;base64," });
  put("track", { default: "", kind: "subtitles", src: `${address}.vtt` }, film).track.mode = "showing";
});

way("style: background", ({ address }) => box({ background: `url("${address}.png")` }));
way("style: list mark", ({ address }) => box({ display: "list-item", listStyleImage: `url("${address}.png")` }));
way("style: border", ({ address }) => box({ border: "9px solid", borderImage: `url("${address}.png") 1` }));
way("style: cursor", ({ address }) => box({ cursor: `url("${address}.png"), auto` }));
way("style: content", ({ address }) => box({ content: `url("${address}.png")` }));
way("style: mask", ({ address }) => box({ mask: `url("${address}.svg#part")` }));
way("style: mask image", ({ address }) => box({ maskImage: `url("${address}.png")` }));
way("style: filter", ({ address }) => box({ filter: `url("${address}.svg#part")` }));
way("style: clip path", ({ address }) => box({ clipPath: `url("${address}.svg#part")` }));
way("style: shape", ({ address }) => box({ float: "left", shapeOutside: `url("${address}.png")` }));
way("style: image set", ({ address }) => box({ background: `image-set("${address}.png" 1x)` }));
way("style: cross-fade", ({ address }) => box({ background: `-webkit-cross-fade(url("${address}.png"), url("data:,"), 50%)` }));
way("style: a custom property", ({ address }) => {
  addRule(".by-property { background: var(--elsewhere) }");
  box({}).className = "by-property";
  document.documentElement.style.setProperty("--elsewhere", `url("${address}.png")`);
});
way("style: a rule that matches what is typed", ({ address, secret }) => {
  put("input", { value: secret });
  addRule(`input[value^="${secret}"] { background: url("${address}.png") }`);
});
way("style: content before an element", ({ address }) => {
  addRule(`.with-content::before { content: url("${address}.png") }`);
  box({}).className = "with-content";
});

way("own host: image", ({ own, secret }) => (new Image().src = `${own}/assets/images/favicon.png?${secret}`));
way("own host: style background", ({ own, secret }) => box({ background: `url("${own}/assets/images/favicon.png?${secret}")` }));
way("own host: film", ({ own, secret }) => put("video", { src: `${own}/?${secret}`, preload: "auto" }));
way("own host: SVG from another file", ({ own, secret }) => svg("use", `${own}/assets/x.svg?${secret}#part`));

way("title bar icon", ({ address }) => put("link", { rel: "icon", href: `${address}.png` }, document.head));
way("title bar icon, swapped", async ({ address }) => {
  const icon = document.querySelector("link[rel~=icon]") ?? put("link", { rel: "icon", href: "data:," }, document.head);
  icon.setAttribute("href", `${address}.png`);
}, ALONE);
way("touch icon", ({ address }) => put("link", { rel: "apple-touch-icon", href: `${address}.png` }, document.head));
way("own host: title bar icon", ({ own, secret }) => put("link", { rel: "icon", href: `${own}/assets/images/favicon.png?${secret}` }, document.head), ALONE);

way("artwork of what is playing", ({ address }) => {
  navigator.mediaSession.metadata = new MediaMetadata({ title: "x", artwork: [{ src: `${address}.png`, sizes: "96x96", type: "image/png" }] });
});
way("notification's icon", ({ address }) => new Notification("x", { icon: `${address}.png` }).title);

function make(tag) {
  return document.createElementNS("http://www.w3.org/2000/svg", tag);
}

/** @param {string} tag @param {string} [address] */
function svg(tag, address) {
  const element = put("div").appendChild(make("svg")).appendChild(make(tag));
  for (const [name, value] of Object.entries({ width: 9, height: 9, ...(address && { href: address }) })) element.setAttribute(name, value);
  return element;
}

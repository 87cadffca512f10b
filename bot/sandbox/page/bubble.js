// One message as a bubble: quote, file, text, time, and the buttons under it.

import { button, clock, element, keyLabel, size } from "./dom.js";
import { formatted } from "./entities.js";

const EVEN_ROW_CHARACTERS = 34;

/** Builds or rebuilds the inside of a message's node; `phone` is what its parts act upon. */
export function fill(node, message, phone) {
  node.className = `message ${message.from_bot ? "theirs" : "mine"}`;
  node.dataset.id = message.id;
  node.ariaLabel = `${message.from_bot ? phone.botName : phone.ownerName}, ${clock(message.date)}`;
  const bubble = element("div", { className: "bubble" });
  if (message.file?.kind === "photo") node.classList.add("with-photo");
  if (!message.text) node.classList.add("bare");
  bubble.append(...quote(message, phone), ...file(message), element("div", { className: "body" }, ...words(message, phone), stamp(message)));
  node.replaceChildren(bubble, ...keyboard(message, phone));
}

/** Marks the buttons whose taps still wait for an answer. */
export function spin(node, message, taps) {
  const waiting = new Set(taps.filter((tap) => tap.message_id === message.id).map((tap) => tap.data));
  for (const key of node.querySelectorAll(".inline button")) {
    const spins = waiting.has(key.dataset.data);
    key.classList.toggle("spins", spins);
    key.ariaBusy = String(spins);
  }
}

function quote(message, phone) {
  const replied = phone.message(message.reply_to);
  if (!replied) return [];
  const author = replied.from_bot ? phone.botName : phone.ownerName;
  const text = replied.text || (replied.file ? replied.file.name : "");
  const node = button("", "quote", () => phone.scrollTo(replied.id));
  node.append(element("b", {}, author), element("span", {}, text.slice(0, 120)));
  return [node];
}

function file(message) {
  if (!message.file) return [];
  return [message.file.kind === "photo" ? photo(message) : attachment(message.file)];
}

function photo(message) {
  const { url, width, height } = message.file;
  const image = element("img", { src: url, width, height, alt: message.text.slice(0, 200) || "Photo", decoding: "async" });
  const node = button("", "photo", () => node.dispatchEvent(new CustomEvent("showphoto", { bubbles: true, detail: message })));
  node.ariaLabel = `Open the picture: ${message.text.split("\n")[0] || message.file.name}`;
  image.style.aspectRatio = `${width} / ${height}`;
  node.append(image);
  return node;
}

function attachment(sent) {
  const kind = (sent.name.split(".").pop() || "file").slice(0, 4).toUpperCase();
  const text = element("span", {}, element("b", {}, sent.name), element("small", {}, size(sent.size)));
  return element("a", { className: "document", href: sent.url, download: sent.name },
    element("span", { className: "kind", ariaHidden: "true" }, kind), text);
}

function words(message, phone) {
  if (!message.text) return [];
  return [element("div", { className: "text", dir: "auto" }, formatted(message.text, message.entities, (text) => phone.say(text)))];
}

function stamp(message) {
  const parts = [message.silent ? "🔕 " : "", message.edited ? "edited " : "", clock(message.date)];
  return element("span", { className: "stamp" }, parts.join(""), ...(message.from_bot ? [] : [element("span", { className: "ticks", ariaHidden: "true" }, "✓✓")]));
}

function keyboard(message, phone) {
  if (!message.keyboard.length) return [];
  const rows = message.keyboard.map((row, r) =>
    element("div", { className: rowLook(row) }, ...row.map((key, c) => inlineButton(message, key, r, c, phone))));
  return [element("div", { className: "inline", role: "group", ariaLabel: "Buttons of this message" }, ...rows)];
}

/** Keys share a row evenly, as in real apps, unless a label would then be cut. */
export function rowLook(row) {
  const longest = Math.max(...row.map((key) => key.text.length));
  return longest * row.length > EVEN_ROW_CHARACTERS ? "row loose" : "row";
}

function inlineButton(message, key, row, col, phone) {
  const label = keyLabel(key.text);
  const look = `key ${key.style ?? ""}`;
  if (key.url) {
    const link = element("a", { className: `${look} link`, href: key.url, target: "_blank", rel: "noopener noreferrer", title: key.url }, label);
    return link;
  }
  if (key.copy_text) return titled(button(label, `${look} copies`, () => phone.copy(key.copy_text.text)), key);
  if (key.web_app) return titled(button(label, `${look} app`, () => phone.toast("Web apps are not shown in the sandbox.")), key);
  const node = titled(button(label, look, () => phone.tap(message, row, col)), key);
  node.dataset.data = key.callback_data;
  return node;
}

function titled(node, key) {
  node.title = key.text;
  return node;
}

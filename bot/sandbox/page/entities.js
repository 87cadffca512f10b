// Text with entities → DOM. Offsets are UTF-16 code units, which is what JavaScript strings count too.

import { element } from "./dom.js";

const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};

/** A fragment of the text; `onCommand(text)` is called when a /command in it is tapped. */
export function formatted(text, entities, onCommand) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return stretch(text, 0, text.length, sorted, onCommand);
}

function stretch(text, from, to, entities, onCommand) {
  const fragment = document.createDocumentFragment();
  let at = from;
  for (let i = 0; i < entities.length; i += 1) {
    const entity = entities[i];
    if (entity.offset < at || entity.offset >= to) continue;
    const end = Math.min(entity.offset + entity.length, to);
    fragment.append(text.slice(at, entity.offset));
    const inner = entities.slice(i + 1).filter((other) => other.offset < end);
    fragment.append(wrapped(entity, text.slice(entity.offset, end), stretch(text, entity.offset, end, inner, onCommand), onCommand));
    at = end < to && BLOCKS.has(entity.type) && text[end] === "\n" ? end + 1 : end; // a block ends its line itself
  }
  fragment.append(text.slice(at, to));
  return fragment;
}

function wrapped(entity, plain, content, onCommand) {
  switch (entity.type) {
    case "pre": return block(entity, plain);
    case "spoiler": return spoiler(content);
    case "url": return link(plain, content);
    case "text_link": return link(entity.url, content);
    case "email": return link(`mailto:${plain}`, content);
    case "bot_command": return command(plain, onCommand);
    case "code": return copyable(element("code", {}, content), plain);
    case "mention": case "hashtag": case "cashtag": return element("span", { className: "tag" }, content);
  }
  const node = element(TAGS[entity.type] ?? "span", {}, content);
  if (entity.type === "expandable_blockquote") expandable(node);
  return node;
}

function block(entity, plain) {
  const language = entity.language ? [element("span", { className: "language" }, entity.language)] : [];
  return copyable(element("pre", {}, ...language, element("code", {}, plain)), plain);
}

function spoiler(content) {
  const node = element("span", { className: "spoiler", role: "button", tabIndex: 0, ariaLabel: "Hidden text, tap to show" }, content);
  const reveal = () => { node.classList.add("shown"); node.removeAttribute("aria-label"); };
  node.addEventListener("click", reveal);
  node.addEventListener("keydown", (event) => { if (event.key === "Enter") reveal(); });
  return node;
}

function link(url, content) {
  if (!/^(https?:|mailto:|tg:)/i.test(url)) return element("span", { className: "tag" }, content);
  return element("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, content);
}

function command(plain, onCommand) {
  const node = element("button", { type: "button", className: "command" }, plain);
  node.addEventListener("click", () => onCommand(plain));
  return node;
}

function copyable(node, plain) {
  node.title = "Tap to copy";
  node.addEventListener("click", () => {
    if (!String(getSelection())) node.dispatchEvent(new CustomEvent("copytext", { bubbles: true, detail: plain }));
  });
  return node;
}

function expandable(node) {
  node.classList.add("expandable");
  node.tabIndex = 0;
  const toggle = () => node.classList.toggle("open");
  node.addEventListener("click", toggle);
  node.addEventListener("keydown", (event) => { if (event.key === "Enter") toggle(); });
}

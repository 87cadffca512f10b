// Small ways of building the page: no markup is ever made of strings.

export function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "role") node.setAttribute("role", value);
    else node[name] = value;
  }
  node.append(...children);
  return node;
}

export function button(label, className, onClick) {
  const node = element("button", { type: "button", className }, label);
  node.addEventListener("click", onClick);
  return node;
}

/** What a key says: a brief one keeps its width, and only words no key could hold may break inside. */
export function keyLabel(text) {
  const breaks = text.split(/\s+/).some((word) => word.length > 16);
  const kind = text.length <= 12 ? "brief" : breaks ? "breaks" : "";
  return element("span", { className: `label ${kind}` }, text);
}

export const clock = (seconds) =>
  new Date(seconds * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false });

export function day(seconds) {
  const date = new Date(seconds * 1000);
  if (date.toDateString() === new Date().toDateString()) return "Today";
  return date.toLocaleDateString([], { day: "numeric", month: "long" });
}

export function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1048576 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1048576).toFixed(1)} MB`;
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

// The lower edge of the phone: writing, the command list, the reply keyboard, START and UNBLOCK.

import { rowLook } from "./bubble.js";
import { button, element, keyLabel } from "./dom.js";

export class Composer {
  constructor(root, actions) {
    this.actions = actions;
    this.part = (name) => root.querySelector(name);
    this.input = this.part("textarea");
    this.list = this.part(".commands");
    this.known = [];
    this.keysHidden = false;
    this.part(".composer").addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.keyed(event));
    this.part(".menu-button").addEventListener("click", () => this.toggleMenu());
    document.addEventListener("pointerdown", (event) => {
      if (!this.list.contains(event.target) && !this.part(".composer").contains(event.target)) this.offer([]);
    });
    this.part(".keys-toggle").addEventListener("click", () => this.toggleKeys());
    this.part(".start").addEventListener("click", () => actions.say("/start"));
    this.part(".unblock").addEventListener("click", () => actions.unblock());
    this.part(".answering button").addEventListener("click", () => this.answer(null));
    this.typed();
  }

  show(state) {
    this.known = state.commands;
    const fresh = state.empty && !state.blocked;
    this.part(".start").hidden = !fresh;
    this.part(".unblock").hidden = !state.blocked;
    const wasHidden = this.part(".composer").hidden;
    this.part(".composer").hidden = fresh || state.blocked;
    if (wasHidden && !fresh && matchMedia("(hover: hover)").matches) this.input.focus();
    this.part(".menu-button").hidden = !state.commands.length;
    this.showKeys(state.keys);
    if (!this.list.hidden && this.input.value.startsWith("/")) this.typed();
  }

  showKeys(keys) {
    const changed = JSON.stringify(keys) !== this.shownKeys;
    this.shownKeys = JSON.stringify(keys);
    if (!changed) return;
    const rows = keys?.kind === "keyboard" ? keys.keyboard : [];
    this.keysHidden = false;
    this.part(".keys").replaceChildren(...rows.map((row) => this.keyRow(row)));
    this.part(".keys").hidden = !rows.length;
    this.part(".keys-toggle").hidden = !rows.length;
    this.input.placeholder = keys?.input_field_placeholder || "Message";
    if (keys?.kind === "force") this.actions.forced();
  }

  keyRow(row) {
    return element("div", { className: rowLook(row) },
      ...row.map((key) => button(keyLabel(key.text), `key ${key.style ?? ""}`, () => this.actions.press(key.text))));
  }

  toggleKeys() {
    this.keysHidden = !this.keysHidden;
    this.part(".keys").hidden = this.keysHidden;
    this.part(".keys-toggle").ariaPressed = String(!this.keysHidden);
  }

  /** Replying to a message (null: to none). */
  answer(message, text = "") {
    this.replyTo = message?.id ?? null;
    this.part(".answering").hidden = !message;
    this.part(".answering span").textContent = message ? `Reply to: ${text}` : "";
    if (message) this.input.focus();
  }

  async send() {
    const text = this.input.value.trim();
    if (!text) return;
    this.input.value = "";
    this.typed();
    const sent = this.actions.say(text, this.replyTo);
    this.answer(null);
    if (await sent || this.input.value) return;
    this.input.value = text; // it did not leave the phone
    this.typed();
  }

  typed() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, 140)}px`;
    this.part(".send").classList.toggle("ready", Boolean(this.input.value.trim()));
    const word = /^\/(\w*)$/.exec(this.input.value);
    this.offer(word ? this.known.filter((known) => known.command.startsWith(word[1])) : []);
  }

  toggleMenu() {
    this.offer(this.list.hidden ? this.known : []);
    this.list.querySelector("button")?.focus();
  }

  offer(commands) {
    this.list.hidden = !commands.length;
    this.part(".menu-button").ariaExpanded = String(commands.length > 0);
    this.list.replaceChildren(...commands.map((known) => element("li", { role: "option" }, this.offered(known))));
  }

  offered(known) {
    const node = button("", "", () => { this.input.value = ""; this.typed(); this.actions.say(`/${known.command}`); });
    node.append(element("b", {}, `/${known.command}`), element("span", {}, known.description));
    node.addEventListener("keydown", (event) => this.walk(event, node));
    return node;
  }

  walk(event, node) {
    const steps = { ArrowDown: node.parentNode.nextSibling, ArrowUp: node.parentNode.previousSibling };
    if (event.key === "Escape") { this.offer([]); this.input.focus(); }
    if (!(event.key in steps)) return;
    event.preventDefault();
    (steps[event.key]?.firstChild ?? this.input).focus();
  }

  keyed(event) {
    const first = this.list.querySelector("button");
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.send();
    } else if (event.key === "Escape") {
      this.offer([]);
    } else if (["ArrowUp", "ArrowDown"].includes(event.key) && !this.list.hidden) {
      event.preventDefault();
      first.focus();
    } else if (event.key === "Tab" && !this.list.hidden && first) {
      event.preventDefault();
      this.input.value = `${first.querySelector("b").textContent} `;
      this.typed();
    }
  }
}

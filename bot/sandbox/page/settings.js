// The ⋮ menu of a phone: whose it is, which language it speaks, and Telegram's bad moods.

import { join, people } from "./api.js";
import { showTrouble } from "./dialogs.js";
import { button, element } from "./dom.js";

const LANGUAGES = { en: "English", de: "Deutsch", es: "Español", fr: "Français", it: "Italiano", pt: "Português", ru: "Русский", uk: "Українська", tr: "Türkçe", zh: "中文", ja: "日本語" };
const NAMES = ["Alice", "Bob", "Carol", "Dave", "Erin", "Frank", "Grace", "Heidi"];

/** A new person of the next unused name. */
export async function newcomer() {
  const taken = new Set((await people()).map((person) => person.first_name));
  const name = NAMES.find((candidate) => !taken.has(candidate)) ?? `Person ${taken.size + 1}`;
  return join({ first_name: name });
}

export class SettingsMenu {
  constructor(phone) {
    this.phone = phone;
    this.button = phone.part(".more");
    this.menu = phone.part(".menu");
    this.button.addEventListener("click", () => this.toggle(this.menu.hidden));
    document.addEventListener("pointerdown", (event) => {
      if (!this.menu.contains(event.target) && !this.button.contains(event.target)) this.toggle(false);
    });
    phone.root.addEventListener("keydown", (event) => { if (event.key === "Escape" && !this.menu.hidden) this.toggle(false); });
  }

  async toggle(open) {
    if (open) this.menu.replaceChildren(...(await this.entries()));
    this.menu.hidden = !open;
    this.button.ariaExpanded = String(open);
    if (open) this.menu.querySelector("button")?.focus();
  }

  async entries() {
    const { phone } = this;
    return [
      element("p", { className: "menu-title" }, "Whose phone is this?"),
      ...(await people()).map((person) => this.entry(person.first_name, () => phone.hold(person.id), person.id === phone.person.id)),
      this.entry("+ Another person", async () => phone.hold((await newcomer()).id)),
      this.entry("Second phone beside this one", async () => phone.desk.add((await newcomer()).id), false, "desktop"),
      ...(phone.desk.phones.length > 1 ? [this.entry("Put this phone away", () => phone.desk.remove(phone))] : []),
      element("hr"),
      this.language(),
      element("hr"),
      this.entry("Telegram trouble…", () => showTrouble()),
      phone.state?.blocked
        ? this.entry("Unblock the bot", () => phone.do("block", { blocked: false }, "PUT"))
        : this.entry("Block the bot", () => phone.do("block", { blocked: true }, "PUT"), false, "danger"),
    ];
  }

  entry(label, act, chosen = false, className = "") {
    const node = button(label, `entry ${className} ${chosen ? "chosen" : ""}`, () => { this.toggle(false); act(); });
    if (chosen) node.ariaCurrent = "true";
    return node;
  }

  language() {
    const code = this.phone.state?.person.language_code.slice(0, 2) ?? "en";
    const known = code in LANGUAGES ? LANGUAGES : { ...LANGUAGES, [code]: code };
    const options = Object.entries(known).map(([value, label]) => element("option", { value, selected: value === code }, label));
    const select = element("select", {}, ...options);
    select.addEventListener("change", () => { this.toggle(false); this.phone.person.change({ language_code: select.value }); });
    return element("label", { className: "entry" }, "Language", select);
  }
}

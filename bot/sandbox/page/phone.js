// One phone: a person's chat with the bot, kept up to date by the event stream.

import { Person } from "./api.js";
import { fill, spin } from "./bubble.js";
import { Composer } from "./composer.js";
import { copy, day, element } from "./dom.js";
import { formatted } from "./entities.js";
import { showAlert, showPhoto } from "./dialogs.js";
import { SettingsMenu } from "./settings.js";

const NEAR_BOTTOM = 80;
const ACTIONS = { upload_photo: "sending a photo", upload_document: "sending a file" };

export class Phone {
  constructor(desk) {
    this.desk = desk;
    this.root = document.getElementById("phone").content.firstElementChild.cloneNode(true);
    this.part = (name) => this.root.querySelector(name);
    this.scroll = this.part(".scroll");
    this.composer = new Composer(this.root, {
      say: (text, replyTo) => this.say(text, replyTo),
      press: (text) => this.do("keys", { text }),
      unblock: () => this.do("block", { blocked: false }, "PUT"),
      forced: () => this.forced(),
    });
    this.settings = new SettingsMenu(this);
    this.scroll.addEventListener("scroll", () => this.scrolled());
    this.part(".down").addEventListener("click", () => this.toBottom("smooth"));
    this.part(".pinned").addEventListener("click", () => this.scrollTo(this.state.pinned.at(-1)));
    this.root.addEventListener("copytext", (event) => this.copy(event.detail));
    this.root.addEventListener("showphoto", (event) => showPhoto(event.detail));
    this.scroll.addEventListener("click", (event) => {
      if (this.deepLink(event.target.closest("a[href]")?.href)) event.preventDefault();
    });
    this.scroll.addEventListener("dblclick", (event) => this.reply(event.target.closest(".message")));
    new ResizeObserver(() => this.follow()).observe(this.scroll);
  }

  /** Put this phone into somebody's hands. */
  hold(id, { onEmpty } = {}) {
    this.person?.leave();
    clearTimeout(this.timer);
    this.person = new Person(id);
    this.state = null;
    this.nodes = new Map();
    this.unread = 0;
    this.following = true;
    this.seenTaps = null;
    this.composer.shownKeys = undefined;
    this.part(".log").replaceChildren();
    this.person.watch((state, messages) => this.show(state, messages, onEmpty), () => this.lost());
  }

  close() {
    this.person.leave();
    clearTimeout(this.timer);
    this.root.remove();
  }

  get botName() { return this.state?.bot.name ?? ""; }
  get ownerName() { return this.state?.person.first_name ?? ""; }
  message(id) { return this.person.messages.get(id); }

  show(state, messages, onEmpty) {
    const first = this.state === null;
    this.state = state;
    this.showHeader();
    this.showMessages(messages);
    this.composer.show(state);
    this.showTaps(state.taps);
    this.tick();
    if (first) this.toBottom("instant");
    else this.follow();
    if (first && state.empty && !state.blocked) onEmpty?.(this);
  }

  showHeader() {
    const { bot, person, empty, pinned } = this.state;
    this.part(".name").textContent = bot.name;
    this.part(".avatar").textContent = bot.name.slice(0, 1);
    this.part(".owner").textContent = person.first_name;
    this.root.ariaLabel = `Phone of ${person.first_name}`;
    this.part(".about").hidden = !empty;
    this.part(".about-title").hidden = !bot.description;
    this.part(".about-text").textContent = bot.description || "No messages here yet…";
    const newest = this.message(pinned.at(-1));
    this.part(".pinned").hidden = !newest;
    if (newest) this.part(".pinned").replaceChildren(element("b", {}, "Pinned message"), element("span", {}, newest.text.split("\n")[0] || "Photo"));
    this.root.classList.remove("away");
  }

  showMessages(messages) {
    for (const [id, shown] of this.nodes) {
      if (messages.has(id)) continue;
      shown.node.remove();
      this.nodes.delete(id);
    }
    for (const message of messages.values()) this.showMessage(message);
    for (const album of this.root.querySelectorAll(".album:empty")) album.remove();
    this.showDays(messages);
  }

  showMessage(message) {
    const shown = this.nodes.get(message.id);
    if (shown?.message === message) return;
    const node = shown?.node ?? element("article");
    fill(node, message, this);
    this.nodes.set(message.id, { node, message });
    if (shown) return;
    this.place(node, message);
    if (!message.from_bot) this.following = true;
    if (message.from_bot && !this.following) this.unread += 1;
  }

  place(node, message) {
    const log = this.part(".log");
    if (!message.album) { log.append(node); return; }
    let album = log.querySelector(`.album[data-album="${CSS.escape(message.album)}"]`);
    if (!album) {
      album = element("div", { className: "album" });
      album.dataset.album = message.album;
      log.append(album);
    }
    album.append(node);
  }

  showDays(messages) {
    let last = "";
    for (const message of messages.values()) {
      const today = day(message.date);
      const { node } = this.nodes.get(message.id);
      if (today === last) node.removeAttribute("data-day");
      else node.dataset.day = today;
      last = today;
    }
  }

  showTaps(taps) {
    const answered = taps.filter((tap) => tap.answered).map((tap) => tap.id);
    const news = this.seenTaps ? taps.filter((tap) => tap.answered && (tap.text || tap.url) && !this.seenTaps.has(tap.id)) : [];
    this.seenTaps = new Set(answered);
    for (const tap of news) {
      if (tap.url) this.deepLink(tap.url);
      else if (tap.alert) showAlert(tap.text, this);
      else this.toast(tap.text);
    }
  }

  /** What passes with time: typing dots, drafts, spinners. */
  tick() {
    clearTimeout(this.timer);
    if (!this.state) return;
    const now = Date.now() / 1000;
    const { action, draft, taps, bot } = this.state;
    const acts = action && action.until > now;
    const spinning = taps.filter((tap) => tap.spins_until > now);
    this.part(".status").textContent = acts ? `${ACTIONS[action.action] ?? "typing"}…` : `bot · @${bot.username}`;
    this.part(".status").classList.toggle("acts", Boolean(acts));
    this.part(".typing").hidden = !acts;
    this.part(".draft").hidden = !(draft && draft.until > now);
    if (draft) this.part(".draft").replaceChildren(formatted(draft.text || "Thinking…", draft.entities, () => {}));
    for (const { node, message } of this.nodes.values()) if (message.keyboard.length) spin(node, message, spinning);
    this.follow();
    if (acts || spinning.length || draft) this.timer = setTimeout(() => this.tick(), 400);
  }

  lost() {
    this.root.classList.add("away");
    this.part(".status").textContent = "connecting…";
  }

  async do(what, body, method) {
    try {
      return await this.person.act(what, body, method);
    } catch (error) {
      this.toast(error.message);
      return null;
    }
  }

  say(text, replyTo = null) {
    this.following = true;
    return this.do("messages", { text, reply_to: replyTo });
  }

  tap(message, row, col) {
    return this.do("taps", { message_id: message.id, row, col });
  }

  /** A link to this very bot must not lead to the real Telegram: it greets the bot here. */
  deepLink(address) {
    const url = address && new URL(address);
    if (url?.hostname !== "t.me" || url.pathname.slice(1).toLowerCase() !== this.state.bot.username.toLowerCase()) return false;
    const payload = url.searchParams.get("start");
    this.say(payload ? `/start ${payload}` : "/start");
    return true;
  }

  reply(node) {
    const message = node && this.message(Number(node.dataset.id));
    if (message) this.composer.answer(message, message.text.slice(0, 80) || message.file?.name);
  }

  forced() {
    const newest = [...this.person.messages.values()].filter((message) => message.from_bot).at(-1);
    if (newest) this.composer.answer(newest, newest.text.slice(0, 80));
  }

  async copy(text) {
    this.toast((await copy(text)) ? "Copied to the clipboard" : `Copy this: ${text}`);
  }

  toast(text) {
    const node = element("div", { className: "toast", role: "status" }, text);
    this.part(".toasts").replaceChildren(node);
    setTimeout(() => node.remove(), 3000);
  }

  scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroll;
    this.following = scrollHeight - scrollTop - clientHeight < NEAR_BOTTOM;
    if (this.following) this.unread = 0;
    this.showDown();
  }

  showDown() {
    this.part(".down").hidden = this.following;
    this.part(".unread").hidden = !this.unread;
    this.part(".unread").textContent = this.unread;
  }

  follow() {
    if (this.following) this.toBottom("instant");
    else this.showDown();
  }

  toBottom(behavior) {
    this.scroll.scrollTo({ top: this.scroll.scrollHeight, behavior });
  }

  scrollTo(id) {
    const shown = this.nodes.get(id);
    if (!shown) return;
    shown.node.scrollIntoView({ block: "center", behavior: "smooth" });
    shown.node.classList.add("flash");
    setTimeout(() => shown.node.classList.remove("flash"), 1200);
  }
}

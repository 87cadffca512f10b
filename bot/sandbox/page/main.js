// Opens the first phone, and more beside it; ?start (or ?start=payload) greets the bot in an empty chat.

import { join } from "./api.js";
import { button } from "./dom.js";
import { Phone } from "./phone.js";
import { newcomer } from "./settings.js";

const DEFAULT_PERSON = 1001;
const MAX_PHONES = 3;

class Desk {
  constructor(root) {
    this.root = root;
    this.phones = [];
    this.beside = button("+ Second phone", "beside", async () => this.add((await newcomer()).id));
    this.beside.title = "Another person, side by side";
    document.body.append(this.beside);
  }

  add(id, options) {
    if (this.phones.length >= MAX_PHONES) this.remove(this.phones.at(-1));
    const phone = new Phone(this);
    this.phones.push(phone);
    this.root.append(phone.root);
    phone.hold(id, options);
    this.beside.hidden = this.phones.length > 1;
  }

  remove(phone) {
    this.phones = this.phones.filter((other) => other !== phone);
    phone.close();
    this.beside.hidden = this.phones.length > 1;
  }
}

async function open() {
  const query = new URLSearchParams(location.search);
  const id = Number(query.get("person")) || DEFAULT_PERSON;
  await join({ id, first_name: "Guest", language_code: navigator.language.slice(0, 2).toLowerCase() });
  const payload = query.get("start");
  const greet = (phone) => phone.say(payload ? `/start ${payload}` : "/start");
  new Desk(document.getElementById("desk")).add(id, query.has("start") ? { onEmpty: greet } : {});
}

open();

// What covers the whole page: alerts, full-size pictures, and the trouble panel.

import { calls, makeTrouble, trouble } from "./api.js";
import { element } from "./dom.js";

const box = (name) => document.getElementById(name);

/** An alert of the bot, over the phone it belongs to. */
export function showAlert(text, phone) {
  const dialog = box("alert");
  dialog.querySelector("h2").textContent = phone.botName;
  dialog.querySelector("p").textContent = text;
  const { left, width } = phone.root.getBoundingClientRect();
  dialog.style.translate = `${left + width / 2 - innerWidth / 2}px 0`;
  if (!dialog.open) dialog.showModal();
}

export function showPhoto(message) {
  const dialog = box("lightbox");
  const image = dialog.querySelector("img");
  image.src = message.file.url;
  image.alt = message.text || "Photo";
  image.classList.remove("full");
  image.onclick = (event) => { event.stopPropagation(); zoom(dialog, image, event); };
  dialog.querySelector("p").textContent = message.text;
  dialog.onclick = () => dialog.close();
  dialog.showModal();
}

/** In and out of full size, keeping the tapped spot in the middle. */
function zoom(dialog, image, { offsetX, offsetY }) {
  const { width, height } = image.getBoundingClientRect();
  const [x, y] = [offsetX / width, offsetY / height];
  if (!image.classList.toggle("full")) return;
  dialog.scrollTo(image.offsetWidth * x - dialog.clientWidth / 2, image.offsetHeight * y - dialog.clientHeight / 2);
}

export async function showTrouble() {
  const dialog = box("trouble");
  const form = dialog.querySelector("form");
  const now = await trouble();
  form.elements.kind.value = now.kind;
  form.elements.retry_after.value = now.retry_after;
  form.elements.pacing.checked = now.pacing;
  form.elements.delay_seconds.value = now.delay_seconds;
  form.onchange = () => makeTrouble({
    kind: form.elements.kind.value,
    retry_after: Math.max(1, Number(form.elements.retry_after.value) || 1),
    pacing: form.elements.pacing.checked,
    delay_seconds: Math.max(0, Number(form.elements.delay_seconds.value) || 0),
    times: null,
  });
  dialog.showModal();
  while (dialog.open) {
    await showCalls(dialog.querySelector(".calls"));
    await new Promise((resolve) => { setTimeout(resolve, 1500); });
  }
}

async function showCalls(list) {
  const latest = (await calls()).filter((call) => call.method !== "getUpdates" || call.status !== 200).reverse();
  list.replaceChildren(...latest.map((call) => element("li", { className: call.status === 200 ? "" : "refused" },
    element("b", {}, call.method), ` ${call.status} `, element("span", {}, call.description))));
}

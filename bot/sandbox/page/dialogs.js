// What covers the whole page: alerts, full-size pictures, and the trouble panel.

import { calls, makeTrouble, trouble } from "./api.js";
import { element } from "./dom.js";

const box = (name) => document.getElementById(name);

export function showAlert(text) {
  box("alert").querySelector("p").textContent = text;
  if (!box("alert").open) box("alert").showModal();
}

export function showPhoto(message) {
  const dialog = box("lightbox");
  const image = dialog.querySelector("img");
  image.src = message.file.url;
  image.alt = message.text || "Photo";
  image.classList.remove("full");
  image.onclick = (event) => { event.stopPropagation(); image.classList.toggle("full"); };
  dialog.querySelector("p").textContent = message.text;
  dialog.onclick = () => dialog.close();
  dialog.showModal();
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

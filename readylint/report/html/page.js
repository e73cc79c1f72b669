
"use strict";
(() => {
  const form = document.querySelector("#filter");
  const items = [...document.querySelectorAll("details.item")];
  if (!items.length) return;
  const groups = [...document.querySelectorAll("section.category")];
  const status = form.querySelector("[role=status]");
  const buttons = [...form.querySelectorAll("button[name=verdict]")];
  const labels = { fail: "Fail", error: "Error", unknown: "Open", pass: "Pass", na: "N/A" };
  const read = new Map(); // element to its text, read when it is first searched
  const text = (element) => {
    if (!read.has(element)) read.set(element, element.textContent.toLowerCase());
    return read.get(element);
  };

  // The places that hold the words; all of them where the item itself does.
  function search(item, words) {
    const places = [...item.querySelectorAll(".places > li")];
    const fits = (element) => words.every((word) => text(element).includes(word));
    const hits = words.length ? places.filter(fits) : [];
    const narrow = hits.length > 0 && !fits(item.querySelector("summary"));
    const found = new Set(hits);
    for (const place of places) place.hidden = narrow && !found.has(place);
    if (narrow) item.open = true;
    return !words.length || narrow || fits(item);
  }

  function apply() {
    const words = form.elements.q.value.toLowerCase().split(/\s+/).filter(Boolean);
    const verdicts = pressed(buttons);
    const severity = form.elements.severity.value;
    const service = form.elements.service ? form.elements.service.value : "";
    let shown = 0;
    for (const item of items) {
      const own = service === "" ? item.dataset.verdict : item.dataset.services.split(" ")[service];
      const wanted = (!verdicts.length || verdicts.includes(own)) && (!severity || item.dataset.severity === severity);
      item.hidden = !(wanted && search(item, words));
      shown += item.hidden ? 0 : 1;
      if (form.elements.service) mark(item, own, service === "");
    }
    for (const group of groups) group.hidden = !group.querySelector("details.item:not([hidden])");
    document.querySelector("#nothing").hidden = shown > 0;
    status.textContent = `${shown} of ${items.length} items`;
  }

  // The verdict that one service has, or all have together.
  function mark(item, own, whole) {
    const badge = item.querySelector("summary .badge");
    badge.dataset.whole ??= badge.dataset.shown;
    badge.textContent = labels[own];
    badge.dataset.shown = item.dataset.shown = whole ? badge.dataset.whole : own;
  }

  // An item that a link names is shown, whatever the filter says.
  function reveal() {
    const item = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!item || !item.matches("details.item")) return;
    if (item.hidden) form.reset();
    item.open = true;
    item.scrollIntoView();
  }

  listens(form, buttons, apply);
  form.querySelector("#open").addEventListener("click", () => items.forEach((item) => { if (!item.hidden) item.open = true; }));
  form.querySelector("#close").addEventListener("click", () => items.forEach((item) => { item.open = false; }));
  addEventListener("hashchange", reveal);
  document.addEventListener("click", (event) => { if (event.target.closest('a[href^="#"]')) setTimeout(reveal); });

  // On paper, what fails or is open is told in full.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = items.filter((item) => !item.open && ["fail", "error"].includes(item.dataset.verdict));
    for (const item of folded) item.open = true;
  });
  addEventListener("afterprint", () => { for (const item of folded) item.open = false; });

  apply();
  reveal();
})();

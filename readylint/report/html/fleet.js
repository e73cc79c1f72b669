(() => {
  const form = document.querySelector("#filter");
  if (!form) return;
  const rows = JSON.parse(document.querySelector("#data").textContent); // repository, decision, pass rate, blockers, team, why
  const table = document.querySelector("#fleet");
  const size = Number(table.dataset.page);
  const status = form.querySelector("[role=status]");
  const buttons = [...form.querySelectorAll("button[name=decision]")];
  const words = new Map(buttons.map((b) => [b.value, b.textContent.trim()]));
  const back = form.querySelector("#back");
  const on = form.querySelector("#on");
  const texts = rows.map((row) => `${row[0]} ${row[3].join(" ")} ${row[4]} ${row[5]}`.toLowerCase());
  let fitting = [];
  let page = 0;

  function element(name, text, attributes = {}) {
    const made = document.createElement(name);
    if (text instanceof Node) made.append(text);
    else made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  }

  function drawn(row) {
    const [name, decision, rate, blockers, team, why] = row;
    const made = document.createElement("tr");
    const verdict = element("span", words.get(decision), { class: "verdict", "data-outcome": decision || "unread" });
    made.append(
      element("th", element("bdi", name), { scope: "row" }),
      element("td", verdict),
      element("td", rate === null ? "–" : `${rate}%`, { class: "n" }),
      element("td", blockers.join(" ") || why || "–", { class: "behind" }),
      element("td", element("bdi", team)),
    );
    return made;
  }

  function show() {
    const first = page * size;
    const shown = fitting.slice(first, first + size);
    table.tBodies[0].replaceChildren(...shown.map((n) => drawn(rows[n])));
    document.querySelector("#nothing").hidden = fitting.length > 0;
    back.disabled = page === 0;
    on.disabled = first + size >= fitting.length;
    const range = shown.length ? `${(first + 1).toLocaleString("en")} to ${(first + shown.length).toLocaleString("en")} of ` : "";
    status.textContent = `${range}${fitting.length.toLocaleString("en")} of ${rows.length.toLocaleString("en")} repositories`;
  }

  function apply() {
    const wanted = form.elements.q.value.toLowerCase().split(/\s+/).filter(Boolean);
    const decisions = pressed(buttons);
    const by = form.elements.sort.value;
    fitting = [];
    for (let n = 0; n < rows.length; n += 1) {
      const own = !decisions.length || decisions.includes(rows[n][1]);
      if (own && wanted.every((word) => texts[n].includes(word))) fitting.push(n);
    }
    if (by !== "") {
      const keys = rows.map((row) => (by === "2" ? row[2] ?? -1 : row[by].toLowerCase()));
      fitting.sort((a, b) => (keys[a] < keys[b] ? -1 : keys[a] > keys[b] ? 1 : a - b));
    }
    page = 0;
    show();
  }

  listens(form, buttons, apply);
  back.addEventListener("click", () => { page -= 1; show(); });
  on.addEventListener("click", () => { page += 1; show(); });
  apply();
})();

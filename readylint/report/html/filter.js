"use strict";

// A form that says what a page lists: `apply` is asked whenever something in it changes, and its buttons stay pressed.
function listens(form, buttons, apply) {
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", apply);
  form.addEventListener("reset", () => {
    for (const button of buttons) button.setAttribute("aria-pressed", "false");
    setTimeout(apply);
  });
  for (const button of buttons) {
    button.addEventListener("click", () => {
      button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
      apply();
    });
  }
}

// What of the buttons is pressed.
const pressed = (buttons) => buttons.filter((b) => b.getAttribute("aria-pressed") === "true").map((b) => b.value);


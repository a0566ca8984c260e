// The modal on top of the stack: drawn by the server, filled in here.

import { $, drawn } from "./state.js";
import { adopt, fieldsOf, keepFocus, refill } from "./elements.js";
import { does } from "./connection.js";

const dialog = $("modal");

/** Show a modal, or none. Input and focus are kept when the same view is drawn again. */
export function showModal(html) {
  if (!html) {
    const open = dialog.open;
    dialog.replaceChildren();
    dialog.close();
    if (open) typingGoesOn();
    return;
  }
  const before = view();
  let same = false;
  keepFocus(dialog, () => {
    dialog.replaceChildren(drawn(html));
    const now = view();
    adopt(now);
    if (!dialog.open) dialog.showModal();
    same = before?.dataset.view === now.dataset.view;
    if (same) refill(now, before);
    return now;
  });
  const now = view();
  const wrong = now.querySelector(".wrong input, .wrong select, .wrong textarea");
  const field = now.querySelector(".view-body :is(input, select, textarea, button)");
  (wrong ?? (same ? null : field))?.focus();
}

/** Put the focus back where it was before the form, or in the composer if that is gone. */
function typingGoesOn() {
  const held = document.activeElement;
  const place = [null, document.body].includes(held) ? $("text") : held;
  place.blur(); // chromium takes no text in a field that a closing dialog has focused
  place.focus({ preventScroll: true });
}

const view = () => dialog.querySelector(".view");

async function busy(action, given) {
  const shown = view();
  if (!shown || shown.getAttribute("aria-busy")) return;
  shown.setAttribute("aria-busy", "true");
  await does(action, { view_id: shown.dataset.view, ...given });
  shown.removeAttribute("aria-busy");
}

dialog.addEventListener("submit", (event) => {
  event.preventDefault();
  const button = view().querySelector("[type=submit]");
  if (button && !button.disabled) busy("submits", { fields: fieldsOf(view()) });
});

dialog.addEventListener("click", (event) => {
  if (event.target.closest("[data-close]")) busy("closes", {});
});

dialog.addEventListener("cancel", (event) => {
  event.preventDefault();
  if (event.target === dialog) busy("closes", {});
});

// The browser closes it without asking on a second Escape.
dialog.addEventListener("close", () => view() && busy("closes", {}));

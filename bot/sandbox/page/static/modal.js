// The modal on top of the stack: drawn by the server, filled in here.

import { $, drawn } from "./state.js";
import { adopt, fieldsOf, refill } from "./elements.js";
import { does } from "./connection.js";

const dialog = $("modal");

/** Show a modal, or none. Input is kept when the same view is drawn again. */
export function showModal(html) {
  if (!html) {
    if (dialog.open) dialog.close();
    dialog.replaceChildren();
    return;
  }
  const before = view();
  dialog.replaceChildren(drawn(html));
  const now = view();
  adopt(now);
  if (!dialog.open) dialog.showModal();
  const same = before?.dataset.view === now.dataset.view;
  if (same) refill(now, before);
  const wrong = now.querySelector(".wrong input, .wrong select, .wrong textarea");
  const field = now.querySelector(".view-body :is(input, select, textarea, button)");
  (wrong ?? (same ? null : field))?.focus();
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

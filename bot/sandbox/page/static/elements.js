// Buttons, menus and fields in blocks: their values, and reporting their use to the workspace.

import { $ } from "./state.js";
import { adoptExternal } from "./external.js";
import { adoptTable } from "./tables.js";
import { does } from "./connection.js";

const TEXTS = ["plain_text_input", "email_text_input", "url_text_input", "number_input"];
let groups = 0;

/** Activate HTML that was just drawn. */
export function adopt(root) {
  for (const boxes of root.querySelectorAll(".boxes")) {
    groups += 1;
    for (const radio of boxes.querySelectorAll("[type=radio]")) radio.name = `group-${groups}`;
  }
  for (const several of root.querySelectorAll(".several")) summarize(several);
  for (const external of root.querySelectorAll(".external")) {
    adoptExternal(external, whereOf, () => used(external.closest(".element")));
  }
  for (const table of root.querySelectorAll(".data-table")) adoptTable(table);
}

/** The values of all fields in a message or view: block → action → values. */
export function fieldsOf(container) {
  const fields = {};
  for (const element of container.querySelectorAll(".element")) {
    const held = valuesOf(element);
    if (!held) continue;
    const { block, action } = whereOf(element);
    (fields[block] ??= {})[action] = held;
  }
  return fields;
}

/** Copy the input from the view that `container` replaces. */
export function refill(container, before) {
  const fields = fieldsOf(before);
  for (const element of container.querySelectorAll(".element")) {
    const { block, action } = whereOf(element);
    const held = fields[block]?.[action];
    const control = element.querySelector("input, select, textarea");
    if (!held || !control) continue;
    const picked = element.querySelector(".picked");
    if (picked) {
      const same = [...before.querySelectorAll(".element")].find((one) => {
        const other = whereOf(one);
        return other.block === block && other.action === action;
      });
      picked.replaceChildren(...same.querySelector(".picked").children);
      continue;
    }
    for (const box of element.querySelectorAll("[type=checkbox], [type=radio]")) {
      box.checked = held.includes(box.value);
    }
    if (!["checkbox", "radio"].includes(control.type)) control.value = held[0];
    const several = element.querySelector(".several");
    if (several) summarize(several);
  }
}

/** Run `redraw`, which returns what takes the place of `root`. The focus stays on its element. */
export function keepFocus(root, redraw) {
  const control = root?.contains(document.activeElement) ? document.activeElement : null;
  const before = control?.closest(".element");
  const now = redraw();
  if (!before || document.contains(control)) return;
  const all = [...now.querySelectorAll(".element")];
  const called = (one) => one.textContent.trim() === before.textContent.trim();
  const same = (one) => one.dataset.action === before.dataset.action;
  const next = all.find((one) => same(one) && called(one)) ?? all.find(same) ?? all.find(called);
  const place = (next ?? all[0])?.querySelector("input, select, textarea, summary, button");
  place?.focus({ preventScroll: true });
  if (place?.setSelectionRange && control.selectionEnd !== null) {
    place.setSelectionRange(control.selectionStart, control.selectionEnd);
  }
}

/** The address of an element, as the workspace reads it. */
export function whereOf(element) {
  const root = element.closest(".element");
  const container = root.closest("[data-view], .message");
  const { view, channel, ts } = container.dataset;
  const names = {
    block: root.closest("[data-block]").dataset.block,
    action: root.dataset.action,
  };
  return view ? { view_id: view, ...names } : { channel, ts, ...names };
}

/** Ask for confirmation in a dialog. Resolves to whether the answer was yes. */
export function confirmed(template) {
  const dialog = $("confirm");
  dialog.replaceChildren(template.content.cloneNode(true));
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    for (const button of dialog.querySelectorAll("button")) {
      button.onclick = () => dialog.close(button.value);
    }
    dialog.onclose = () => resolve(dialog.returnValue === "yes");
  });
}

function valuesOf(element) {
  const kind = element.dataset.element;
  if (["button", "icon_button", "overflow"].includes(kind)) return null;
  const external = element.querySelector(".external");
  if (external) {
    return [...external.querySelectorAll(".pick")].map((one) => JSON.parse(one.dataset.option).value);
  }
  const boxes = [...element.querySelectorAll("[type=checkbox], [type=radio]")];
  if (boxes.length) return boxes.filter((one) => one.checked).map((one) => one.value);
  const control = element.querySelector("input, select, textarea");
  return control ? [control.value] : null;
}

async function used(element, given = valuesOf(element) ?? []) {
  if (element.hasAttribute("aria-busy")) return;
  const block = element.closest("[data-block]");
  const clicked = ["button", "icon_button", "overflow"].includes(element.dataset.element);
  if (!clicked && block.classList.contains("input") && !("dispatch" in block.dataset)) return;
  const template = element.querySelector(":scope > template");
  if (template && !(await confirmed(template))) return;
  element.setAttribute("aria-busy", "true");
  const container = element.closest("[data-view], .message");
  await does("uses", { where: whereOf(element), given, fields: fieldsOf(container) });
  element.removeAttribute("aria-busy");
}

function summarize(several) {
  const summary = several.querySelector(".summary");
  const chosen = [...several.querySelectorAll("input:checked")].map(
    (one) => one.closest("label").textContent.trim(),
  );
  summary.textContent = chosen.join(", ") || several.querySelector("summary").dataset.empty;
}

function opens(button) {
  if (button.dataset.url) window.open(button.dataset.url, "_blank", "noopener,noreferrer");
}

document.addEventListener("click", (event) => {
  const button = event.target.closest(".element button:not(.pick button)");
  const element = button?.closest(".element");
  if (["button", "icon_button"].includes(element?.dataset.element)) {
    opens(button);
    used(element, []);
  } else if (element?.dataset.element === "overflow") {
    opens(button);
    button.closest("details").open = false;
    used(element, [button.value]);
  }
  for (const open of document.querySelectorAll(".popover[open]")) {
    if (!open.contains(event.target)) open.open = false;
  }
});

document.addEventListener(
  "toggle",
  (event) => {
    const items = event.target.open && event.target.querySelector?.(":scope > .popover-items");
    if (!items) return;
    items.classList.remove("leftwards");
    const room = document.documentElement.clientWidth;
    items.classList.toggle("leftwards", items.getBoundingClientRect().right > room);
    items.scrollIntoView({ block: "nearest" });
  },
  true,
);

document.addEventListener("change", (event) => {
  const element = event.target.closest(".element");
  if (!element || event.target.closest(".external")) return;
  const several = event.target.closest(".several");
  if (several) summarize(several);
  if (!TEXTS.includes(element.dataset.element)) used(element);
});

document.addEventListener("keydown", (event) => {
  const open = event.target.closest?.(".popover[open]");
  if (event.key === "Escape" && open) {
    event.preventDefault();
    open.open = false;
    open.querySelector("summary").focus();
  }
  const element = event.target.closest?.(".element");
  const dispatch = event.target.closest?.("[data-dispatch]");
  if (event.key === "Enter" && dispatch && TEXTS.includes(element?.dataset.element)) {
    event.preventDefault();
    used(element);
  }
});

// A menu with options from the app: type, get offers, pick.

import { make } from "./state.js";
import { does } from "./connection.js";

const PAUSE = 150; // milliseconds without typing before the app is asked

/** Activate such a menu. `whereOf` returns its address, `changed` is called after each choice. */
export function adoptExternal(external, whereOf, changed) {
  const input = external.querySelector("input");
  const offers = external.querySelector(".offers");
  const picked = external.querySelector(".picked");
  let waiting = 0;

  for (const pick of picked.children) addRemover(pick);
  picked.addEventListener("click", (event) => {
    if (!event.target.closest("button")) return;
    event.target.closest(".pick").remove();
    changed();
  });

  function close() {
    offers.hidden = true;
    input.setAttribute("aria-expanded", "false");
  }

  function pick(option) {
    const chip = make("span", "pick", option.label);
    chip.dataset.option = JSON.stringify(option);
    addRemover(chip);
    if (!("several" in external.dataset)) picked.replaceChildren();
    picked.append(chip);
    input.value = "";
    close();
    changed();
  }

  function mark(step) {
    const all = [...offers.querySelectorAll("[role=option]")];
    const now = all.findIndex((one) => one.getAttribute("aria-selected") === "true");
    const next = all[(now + step + all.length) % all.length];
    for (const one of all) one.setAttribute("aria-selected", String(one === next));
    next?.scrollIntoView({ block: "nearest" });
  }

  async function ask() {
    const typed = input.value;
    if (typed.length < Number(external.dataset.least)) return close();
    const answer = await does("searches", { where: whereOf(external), typed });
    if (typed !== input.value || !answer) return;
    offers.replaceChildren(
      ...answer.options.map((option) => {
        const item = make("span", "", option.label);
        item.setAttribute("role", "option");
        item.onpointerdown = (event) => {
          event.preventDefault();
          pick(option);
        };
        item.pick = () => pick(option);
        return item;
      }),
    );
    if (!answer.options.length) offers.append(make("span", "nothing", "Nothing found"));
    offers.hidden = false;
    input.setAttribute("aria-expanded", "true");
    mark(1);
  }

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });
  input.addEventListener("click", ask);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (offers.hidden && event.key === "ArrowDown") ask();
    else if (offers.hidden) return;
    else if (event.key === "ArrowDown") mark(1);
    else if (event.key === "ArrowUp") mark(-1);
    else if (event.key === "Enter") offers.querySelector("[aria-selected=true]")?.pick();
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}

function addRemover(chip) {
  const button = make("button", "", "×");
  button.type = "button";
  button.setAttribute("aria-label", `Remove ${chip.textContent.trim()}`);
  chip.append(button);
}

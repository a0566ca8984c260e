// The composer: typing, completion of commands, people and channels, and the history.

import { $, begin, currentChannel, make, state } from "./state.js";
import { does, says } from "./connection.js";

const WORD = /(^|\s)([@#])([\w.-]*)$/;

/** Activate a composer. `thread` returns the timestamp of its thread, or "". */
export function adoptComposer(form, thread) {
  const text = form.querySelector("textarea");
  const choices = form.querySelector(".completion");
  const usage = form.querySelector(".usage");
  const sent = [];
  let back = 0;

  function grow() {
    text.style.height = "auto";
    text.style.height = `${text.scrollHeight}px`;
    form.querySelector(".send").disabled = !text.value.trim();
    const command = begin.commands.find((one) => text.value.split(/\s/)[0] === one.name);
    usage.textContent = command ? `${command.name} ${command.usage_hint}` : unheard();
  }

  /** What is said of a text that only people would read. */
  function unheard() {
    const [command] = begin.commands;
    const heard = /^\s*$|^\/|@morbot\b/.test(text.value) || currentChannel()?.type === "im";
    return heard || !command ? "" : `For people only. To ask morbot, begin with ${command.name} or @morbot`;
  }

  function offer() {
    const found = completions(text.value.slice(0, text.selectionStart));
    choices.replaceChildren(...found.map((one, index) => choice(one, index)));
    choices.hidden = !found.length;
    text.setAttribute("aria-expanded", String(!choices.hidden));
    mark(0);
  }

  function choice(one, index) {
    const item = make("div", "", "", make("b", "", one.label), make("small", "", one.note));
    item.setAttribute("role", "option");
    item.id = `${choices.id}-${index}`;
    item.put = () => {
      if (one.shortcut) {
        text.value = "";
        close();
        grow();
        does("takes-shortcut", { shortcut: one.shortcut, where: {} });
        return;
      }
      const end = text.selectionStart;
      text.setRangeText(`${one.text} `, end - one.typed, end, "end");
      close();
      grow();
      text.focus();
    };
    item.onpointerdown = (event) => {
      event.preventDefault();
      item.put();
    };
    return item;
  }

  function mark(index) {
    const all = [...choices.children];
    all.forEach((one, at) => one.setAttribute("aria-selected", String(at === index)));
    text.setAttribute("aria-activedescendant", all[index]?.id ?? "");
    all[index]?.scrollIntoView({ block: "nearest" });
  }

  function close() {
    choices.hidden = true;
    text.setAttribute("aria-expanded", "false");
    text.removeAttribute("aria-activedescendant");
  }

  function choosing(event) {
    const all = [...choices.children];
    const now = all.findIndex((one) => one.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown") mark((now + 1) % all.length);
    else if (event.key === "ArrowUp") mark((now - 1 + all.length) % all.length);
    else if (event.key === "Tab" || event.key === "Enter") all[now]?.put();
    else if (event.key === "Escape") close();
    else return false;
    event.preventDefault();
    return true;
  }

  function recall(step) {
    back = Math.min(Math.max(back + step, 0), sent.length);
    text.value = back ? sent[sent.length - back] : "";
    grow();
  }

  async function send() {
    const typed = text.value.trim();
    if (!typed) return;
    sent.push(typed);
    back = 0;
    text.value = "";
    close();
    grow();
    const done = await says(typed, thread());
    if (!done && !text.value) {
      text.value = typed;
      grow();
    }
  }

  text.addEventListener("input", () => {
    grow();
    offer();
  });
  text.addEventListener("blur", close);
  text.addEventListener("keydown", (event) => {
    if (!choices.hidden && choosing(event)) return;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      send();
    } else if (event.key === "ArrowUp" && (!text.value || back)) {
      event.preventDefault();
      recall(1);
    } else if (event.key === "ArrowDown" && back) {
      event.preventDefault();
      recall(-1);
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  grow();
}

/** The completions of the text before the cursor. */
function completions(before) {
  if (/^\/\S*$/.test(before)) {
    const named = before.slice(1).toLowerCase();
    const shortcuts = begin.shortcuts
      .filter((one) => one.name.toLowerCase().startsWith(named))
      .map((one) => ({ label: one.name, note: "Shortcut", shortcut: one.callback_id }));
    const commands = begin.commands
      .filter((one) => one.name.startsWith(before) && one.name !== before)
      .map((one) => ({
        label: one.name,
        note: [one.usage_hint, one.description].filter(Boolean).join(" · "),
        text: one.name,
        typed: before.length,
      }));
    return [...commands, ...shortcuts];
  }
  const [, , sign, word] = WORD.exec(before) ?? [];
  if (!sign) return [];
  const known =
    sign === "@"
      ? [["morbot", "app"], ...begin.people.map((one) => [one.handle, one.name])]
      : state.channels.filter((one) => one.type !== "im").map((one) => [one.name, ""]);
  return known
    .filter(([name]) => name.startsWith(word.toLowerCase()) && name !== word)
    .slice(0, 8)
    .map(([name, note]) => ({
      label: sign + name,
      note,
      text: sign + name,
      typed: word.length + 1,
    }));
}

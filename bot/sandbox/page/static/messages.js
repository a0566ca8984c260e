// The list of messages of a channel, and threads.

import { $, drawn, keyOf, make, state } from "./state.js";
import { adopt, keepFocus } from "./elements.js";

const byTime = (one, other) => Number(one.ts) - Number(other.ts);

const inThread = (message) =>
  message.thread && message.thread !== message.ts &&
  state.messages.has(`${message.channel}/${message.thread}`);

/** The replies under a message, oldest first. */
export const repliesTo = (root) =>
  [...state.messages.values()]
    .filter((one) => one.channel === root.channel && one.thread === root.ts && one.ts !== root.ts)
    .sort(byTime);

function node(message) {
  const made = drawn(message.html).firstElementChild;
  adopt(made);
  return made;
}

function withReplies(made, message) {
  const count = repliesTo(message).length;
  const button = made.querySelector(".replies");
  button.hidden = count === 0;
  button.textContent = `${count} ${count === 1 ? "reply" : "replies"}`;
  return made;
}

/** Draw all messages of the present channel. */
export function showChannel() {
  const here = [...state.messages.values()]
    .filter((one) => one.channel === state.channel && !inThread(one))
    .sort(byTime);
  const items = [];
  let day = "";
  for (const message of here) {
    if (message.day !== day) items.push(make("li", "day", (day = message.day)));
    items.push(withReplies(node(message), message));
  }
  $("list").replaceChildren(...items);
  toEnd();
}

/** Update the list for a message that is new, changed or deleted. */
export function showMessage(message) {
  if (message.channel !== state.channel) return;
  const known = find($("list"), message);
  if (message.deleted) {
    known?.remove();
    return;
  }
  if (inThread(message)) {
    const root = state.messages.get(`${message.channel}/${message.thread}`);
    const shown = find($("list"), root);
    if (shown) withReplies(shown, root);
    return;
  }
  const made = withReplies(node(message), message);
  const low = atEnd();
  if (known) {
    keepFocus(known, () => {
      known.replaceWith(made);
      return made;
    });
    if (low) toEnd(); // it may have grown
    return;
  }
  const last = [...$("list").querySelectorAll(".day")].at(-1);
  if (last?.textContent !== message.day) $("list").append(make("li", "day", message.day));
  made.classList.add("new");
  $("list").append(made);
  if (low || state.asked) {
    toEnd();
    if (made.offsetHeight > $("messages").clientHeight) made.scrollIntoView();
  }
  if (message.author !== state.user) state.asked = false;
}

/** Draw the thread in the panel. */
export function showThread(root) {
  const list = make("ol", "list");
  for (const message of [root, ...repliesTo(root)]) list.append(node(message));
  keepFocus($("panel-body"), () => {
    $("panel-body").replaceChildren(list);
    return list;
  });
  $("panel-body").scrollTop = $("panel-body").scrollHeight;
}

/** The message that an element is in. */
export function messageOf(element) {
  const item = element.closest(".message");
  return item && state.messages.get(keyOf({ channel: item.dataset.channel, ts: item.dataset.ts }));
}

function find(list, message) {
  return [...list.children].find(
    (one) => one.dataset.ts === message.ts && one.dataset.channel === message.channel,
  );
}

function atEnd() {
  const box = $("messages");
  return box.scrollHeight - box.scrollTop - box.clientHeight < 160;
}

function toEnd() {
  const box = $("messages");
  box.scrollTop = box.scrollHeight;
}

// The panel on the right: a thread, or what went over the wire for a message.

import { $, drawn, keyOf, state } from "./state.js";
import { messageOf, showThread } from "./messages.js";

let opener = null;

/** Draw the open thread again after a message is new or changed. */
export function freshenThread() {
  const root = state.messages.get(state.thread);
  if (state.thread && root) showThread(root);
  else if (state.thread) closePanel();
}

/** Close the panel. */
export function closePanel() {
  state.thread = "";
  $("panel").hidden = true;
  opener?.isConnected && opener.focus();
}

function open(title, withComposer) {
  $("panel-title").textContent = title;
  $("thread-composer").hidden = !withComposer;
  $("panel").hidden = false;
}

function openThread(message) {
  const parent = state.messages.get(`${message.channel}/${message.thread}`);
  const root = parent ?? message;
  state.thread = keyOf(root);
  open("Thread", true);
  showThread(root);
  $("thread-text").focus();
}

async function openWire(message) {
  state.thread = "";
  const answer = await fetch(`/page/${state.user}/wire/${message.channel}/${message.ts}`);
  open("Over the wire", false);
  if (answer.ok) $("panel-body").replaceChildren(drawn(await answer.text()));
  else $("panel-body").textContent = (await answer.json()).problem;
  $("panel-body").focus();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-thread], [data-wire]");
  const message = button && messageOf(button);
  if (!message) return;
  opener = button;
  if ("wire" in button.dataset) openWire(message);
  else openThread(message);
});

$("panel-close").addEventListener("click", closePanel);
$("panel").addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented) closePanel();
});

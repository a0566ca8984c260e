// The roads to the workspace: deeds go out as JSON, the screen comes in as server-sent events.

import { $, state } from "./state.js";

let stream = null;
let fading = 0;

/** Say something in passing. */
export function toast(text) {
  const box = $("toast");
  box.textContent = text;
  box.hidden = false;
  clearTimeout(fading);
  fading = setTimeout(() => (box.hidden = true), 4000);
}

/** Do something as the person one is; returns the answer, or null after telling what went wrong. */
export async function does(action, given = {}) {
  try {
    const answer = await fetch(`/page/${state.user}/${action}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(given),
    });
    const update = await answer.json();
    if (answer.ok) return update;
    toast(update.problem);
  } catch {
    toast("The workspace does not answer. Is it still running?");
  }
  return null;
}

/** Send a message or a slash command from the place one is in. */
export function says(text, thread = "") {
  state.asked = true;
  return does("says", { text, channel: state.channel, thread });
}

/** Follow one person's screen; `show` gets the whole of it first, then what changed. */
export function follow(user, show) {
  stream?.close();
  const mine = new EventSource(`/page/${user}/screen`);
  stream = mine;
  mine.onmessage = (event) => {
    if (stream === mine) show(JSON.parse(event.data));
  };
  mine.onerror = () => {
    if (stream === mine) toast("The workspace went away; waiting for it to come back.");
  };
}

// The connection to the workspace: actions go out as JSON, the screen comes in as server-sent events.

import { $, state } from "./state.js";

let stream = null;
let fading = 0;

/** Show a short notice. */
export function toast(text) {
  const box = $("toast");
  box.textContent = text;
  box.hidden = false;
  clearTimeout(fading);
  fading = setTimeout(() => (box.hidden = true), 4000);
}

/** Perform an action as the present person. Returns the answer, or null after showing the error. */
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
    toast("The workspace isn't answering. Is it still running?");
  }
  return null;
}

/** Send a message or a slash command from the present channel. */
export function says(text, thread = "") {
  state.asked = true;
  return does("says", { text, channel: state.channel, thread });
}

/** Follow a person's screen. `show` gets all of it first, then each change. */
export function follow(user, show) {
  stream?.close();
  const mine = new EventSource(`/page/${user}/screen`);
  stream = mine;
  mine.onmessage = (event) => {
    if (stream === mine) show(JSON.parse(event.data));
  };
  mine.onerror = () => {
    if (stream === mine) toast("Lost the connection to the workspace. Reconnecting…");
  };
}

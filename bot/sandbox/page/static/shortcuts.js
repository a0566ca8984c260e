// The app's shortcuts in the tools of a message.

import { messageOf } from "./messages.js";
import { does } from "./connection.js";

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-shortcut]");
  const message = button && messageOf(button);
  if (!message) return;
  const { channel, ts } = message;
  does("takes-shortcut", { shortcut: button.dataset.shortcut, where: { channel, ts } });
});

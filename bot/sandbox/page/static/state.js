// What the page knows: the person, the channel, and what the workspace has shown so far.

export const begin = JSON.parse(document.body.dataset.begin);

export const state = {
  user: "",
  channel: "",
  tab: "messages",
  thread: "",
  channels: [],
  messages: new Map(),
  modal: "",
  home: "",
  unread: new Set(),
  asked: false, // whether something was sent and is not answered yet
};

export const $ = (id) => document.getElementById(id);

/** A message's key. Its timestamp alone is not unique across channels. */
export const keyOf = (message) => `${message.channel}/${message.ts}`;

export const person = () => begin.people.find((one) => one.id === state.user);

export const currentChannel = () => state.channels.find((one) => one.id === state.channel);

/** HTML that the server drew, as a fragment. The server has escaped it. */
export function drawn(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

/** An element with a class, a text and children. */
export function make(tag, className = "", text = "", ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  made.append(...children);
  return made;
}

// The page as a whole: the person, the channel, and what the workspace shows.

import { $, begin, drawn, keyOf, make, person, currentChannel, state } from "./state.js";
import { adoptComposer } from "./composer.js";
import { adopt, keepFocus } from "./elements.js";
import { showMessage, showChannel } from "./messages.js";
import { showModal } from "./modal.js";
import { closePanel, freshenThread } from "./panel.js";
import "./shortcuts.js";
import { does, follow, says, toast } from "./connection.js";

const SIGNS = { channel: "#", im: "●" };
let arrived = null;

/** Switch to a person. Resolves when their screen has arrived. */
function become(user) {
  state.user = user;
  state.unread.clear();
  closePanel();
  showModal("");
  showMe();
  return new Promise((resolve) => {
    arrived = resolve;
    follow(user, show);
  });
}

function show(update) {
  if (update.all) state.messages.clear();
  const channels = update.channels && update.channels.map((one) => one.id).join();
  const moved = update.channels && channels !== state.channels.map((one) => one.id).join();
  if (update.channels) state.channels = update.channels;
  for (const message of update.messages) take(message);
  if (update.all || moved) {
    const [, wanted] = location.hash.slice(1).split("/");
    const known = [state.channel, wanted, "C0NOC0001"].find((id) =>
      state.channels.some((one) => one.id === id),
    );
    goTo(known ?? state.channels[0]?.id, state.tab);
  } else {
    update.messages.forEach(showMessage);
    if (update.messages.length) freshenThread();
  }
  if (update.channels || update.messages.length) showChannels();
  if (update.modal !== undefined) showModal(update.modal);
  if (update.home !== undefined) showHome(update.home);
  arrived?.();
  arrived = null;
}

function take(message) {
  if (message.deleted) state.messages.delete(keyOf(message));
  else state.messages.set(keyOf(message), message);
  const elsewhere = message.channel !== state.channel && message.author !== state.user;
  if (state.channel && elsewhere && !message.deleted && !arrived) state.unread.add(message.channel);
}

function goTo(channel, tab = "messages") {
  state.channel = channel;
  state.unread.delete(channel);
  history.replaceState(null, "", `#${person().handle}/${channel}`);
  const here = currentChannel();
  if (!here) return;
  const direct = here.type === "im";
  $("channel-name").textContent = direct ? here.name : `# ${here.name}`;
  $("channel-note").textContent = note(here);
  $("tabs").hidden = !direct;
  $("text").placeholder = direct ? "Message morbot" : `Message #${here.name}`;
  closePanel();
  showTab(direct ? tab : "messages");
  showChannels();
  showChannel();
}

function note(channel) {
  if (channel.type === "im") return `Direct messages with the app, as ${person().name}`;
  const app = channel.app ? "morbot is a member" : "morbot is not a member";
  const shared = channel.shared ? " · shared with another workspace" : "";
  return `${channel.members} members · ${app}${shared}`;
}

function showTab(tab) {
  state.tab = tab;
  const home = tab === "home";
  $("home").hidden = !home;
  $("messages").hidden = home;
  $("composer").hidden = home;
  $("tab-home").setAttribute("aria-selected", String(home));
  $("tab-messages").setAttribute("aria-selected", String(!home));
  if (home) does("opens-home");
}

function showHome(html) {
  const empty = make("p", "empty", "morbot has not published a Home tab for you yet.");
  keepFocus($("home"), () => {
    $("home").replaceChildren(html ? drawn(html) : empty);
    adopt($("home"));
    return $("home");
  });
}

function showChannels() {
  const items = (wanted) => state.channels.filter(wanted).map(channelItem);
  $("channels").replaceChildren(...items((one) => one.type !== "im"));
  $("apps").replaceChildren(...items((one) => one.type === "im"));
}

function channelItem(channel) {
  const sign = make("span", "sign", SIGNS[channel.type]);
  if (channel.type === "group") sign.append($("private-sign").content.cloneNode(true));
  sign.setAttribute("aria-hidden", "true");
  const name = make("span", state.unread.has(channel.id) ? "unread" : "", channel.name);
  const button = make("button", "", "", sign, name);
  button.type = "button";
  if (channel.id === state.channel) button.setAttribute("aria-current", "page");
  button.onclick = () => {
    $("sidebar").classList.remove("open");
    goTo(channel.id);
  };
  return make("li", "", "", button);
}

function showMe() {
  const me = person();
  const avatar = make("span", `avatar ${me.class}`, me.initial);
  avatar.setAttribute("aria-hidden", "true");
  const words = make("span", "", "", make("b", "", me.name), make("small", "", me.role));
  $("me").replaceChildren(avatar, words);
  for (const one of document.querySelectorAll("[data-person]")) {
    if (one.dataset.person === me.id) one.setAttribute("aria-current", "true");
    else one.removeAttribute("aria-current");
  }
}

function suggestion(one) {
  const who = begin.people.find((each) => each.id === one.person);
  const button = make("button", "suggestion", "");
  button.type = "button";
  button.append(make("code", "", one.text || "Home tab"), make("small", "", `${one.label} · as ${who.name.split(" ")[0]}`));
  button.onclick = async () => {
    if (state.user !== one.person) {
      await become(one.person);
      toast(`You are now ${who.name}`);
    }
    const direct = state.channels.find((each) => each.type === "im");
    if (one.text && state.tab === "home") showTab("messages");
    if (!one.text) goTo(direct.id, "home");
    else await says(one.text);
  };
  return button;
}

function toggleTheme() {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const now = root.dataset.theme || (dark ? "dark" : "light");
  root.dataset.theme = now === "dark" ? "light" : "dark";
  localStorage.setItem("theme", root.dataset.theme);
}

document.addEventListener("click", (event) => {
  const chosen = event.target.closest("[data-person]");
  if (chosen) {
    $("who").open = false;
    become(chosen.dataset.person);
  } else if (!event.target.closest("#who")) {
    $("who").open = false;
  }
  const menu = event.target.closest("#menu");
  const inside = event.target.closest("#sidebar") && !event.target.closest("[data-close-sidebar]");
  if (menu) $("sidebar").classList.add("open");
  else if (!inside) $("sidebar").classList.remove("open");
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") $("sidebar").classList.remove("open");
  if (event.key === "Escape") $("who").open = false;
});
$("theme").addEventListener("click", toggleTheme);
$("tab-home").addEventListener("click", () => showTab("home"));
$("tab-messages").addEventListener("click", () => showTab("messages"));
document.documentElement.dataset.theme = localStorage.getItem("theme") ?? "";

adoptComposer($("composer"), () => "");
adoptComposer($("thread-composer"), () => state.messages.get(state.thread)?.ts ?? "");
$("suggestions").append(...begin.suggestions.map(suggestion));
$("welcome").hidden = !begin.suggestions.length;
const [handle] = location.hash.slice(1).split("/");
become((begin.people.find((one) => one.handle === handle) ?? begin.people[0]).id);

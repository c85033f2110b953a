// Keeps what somebody types in their browser until it is sent. Everything works without it.
// It is locked with a key that only pages of the same person carry: on a shared computer nobody else can read it.
"use strict";
(function () {
  var KEPT_FOR = 30 * 24 * 60 * 60 * 1000;
  var crypt = window.crypto && window.crypto.subtle;
  var store;
  try {
    store = window.localStorage;
    store.getItem("draft");
  } catch (error) {
    return;
  }
  if (!crypt) return;

  function toText(bytes) { return btoa(String.fromCharCode.apply(null, new Uint8Array(bytes))); }
  function toBytes(text) { return Uint8Array.from(atob(text), function (letter) { return letter.charCodeAt(0); }); }
  function key(form) {
    var bytes = toBytes(form.getAttribute("data-draft-key"));
    return crypt.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
  }
  function place(form) { return "draft:" + form.getAttribute("data-draft"); }
  // What is said without a name is kept nowhere.
  function isNameless(form) { return new FormData(form).get("shown") === "unnamed"; }
  var LEFT_OUT = /^(csrfmiddlewaretoken|form_of|people|three_words)$/;
  function typed(form) {
    var found = [];
    new FormData(form).forEach(function (value, name) {
      if (typeof value === "string" && !LEFT_OUT.test(name)) found.push([name, value]);
    });
    return found;
  }

  var last = 0;
  async function keep(form) {
    var turn = ++last;
    if (isNameless(form) || !form.elements.words.value.trim()) {
      store.removeItem(place(form));
      return;
    }
    var text = new TextEncoder().encode(JSON.stringify({ at: Date.now(), fields: typed(form) }));
    var start = window.crypto.getRandomValues(new Uint8Array(12));
    var locked = await crypt.encrypt({ name: "AES-GCM", iv: start }, await key(form), text);
    // Meanwhile more was typed, or it shall be kept nowhere.
    if (turn !== last) return;
    try {
      store.setItem(place(form), toText(start) + "." + toText(locked));
    } catch (error) {
      // No room: it is still in the form.
    }
  }

  async function read(form) {
    var parts = (store.getItem(place(form)) || "").split(".");
    if (parts.length !== 2) return null;
    try {
      var open = await crypt.decrypt({ name: "AES-GCM", iv: toBytes(parts[0]) }, await key(form), toBytes(parts[1]));
      var kept = JSON.parse(new TextDecoder().decode(open));
      return Date.now() - kept.at < KEPT_FOR ? kept : null;
    } catch (error) {
      // Somebody else's, or damaged.
      return null;
    }
  }

  function fill(form, kept) {
    kept.fields.forEach(function (pair) {
      var field = form.elements[pair[0]];
      if (!field) return;
      // Radio buttons take it as the value of the whole list.
      if (field.type === "checkbox") field.checked = true;
      else field.value = pair[1];
    });
    form.querySelectorAll("details").forEach(function (part) {
      var names = kept.fields.filter(function (pair) { return pair[1]; }).map(function (pair) { return pair[0]; });
      if (Array.from(part.querySelectorAll("[name]"), function (one) { return one.name; }).some(function (name) {
        return names.includes(name);
      })) part.open = true;
    });
  }

  async function start(form) {
    var notice = form.querySelector("[data-draft-back]");
    if (!form.elements.words.value) {
      var kept = await read(form);
      if (kept && !form.elements.words.value) {
        fill(form, kept);
        notice.hidden = false;
        notice.querySelector("button").addEventListener("click", function () {
          last++;
          store.removeItem(place(form));
          window.location.reload();
        });
      }
    }
    form.addEventListener("input", function () { keep(form); });
    form.addEventListener("change", function () { keep(form); });
    form.setAttribute("data-draft-ready", "");
  }

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("form[data-draft]").forEach(start);
    document.querySelectorAll("[data-draft-sent]").forEach(function (part) {
      store.removeItem("draft:" + part.getAttribute("data-draft-sent"));
    });
  });
})();

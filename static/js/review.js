// Keeps the answers to a review in the browser until they are sent. Everything works without it.
"use strict";
(function () {
  var PREFIX = "coproduce-review-";
  var store;
  try {
    store = window.localStorage;
    store.getItem(PREFIX);
  } catch (error) {
    return;
  }
  function read(key) {
    try {
      return JSON.parse(store.getItem(key)) || null;
    } catch (error) {
      return null;
    }
  }
  function fields(form) {
    var found = {};
    new FormData(form).forEach(function (value, name) {
      if (/^(a-|w-|question$)/.test(name) && value !== "") found[name] = value;
    });
    return found;
  }
  function keep(form) {
    var entry = { at: form.elements.at.value, fields: fields(form) };
    try {
      store.setItem(form.getAttribute("data-review"), JSON.stringify(entry));
    } catch (error) {
      // No room: the answers are still in the form.
    }
  }
  // The first page starts empty: fill it with what was kept, so that "Start" goes on where one stopped.
  function restore(form, kept) {
    Object.keys(kept.fields).forEach(function (name) {
      var input = document.createElement("input");
      input.type = "hidden";
      input.name = name;
      input.value = kept.fields[name];
      form.appendChild(input);
    });
    // Reloaded, or come back to by the browser's own button: show the page that stood here.
    var here = /^#page-(\d+)$/.exec(window.location.hash);
    form.elements.at.value = String(Math.max(0, parseInt(here ? here[1] : kept.at, 10) - 1 || 0));
    if (here) form.requestSubmit(form.querySelector("[value=next]"));
    form.querySelector("[data-review-begun]").hidden = false;
  }
  function start(form) {
    var key = form.getAttribute("data-review");
    var isStart = form.hasAttribute("data-review-start");
    var kept = isStart ? read(key) : null;
    var isKept = !isStart || (kept && Object.keys(kept.fields).length);
    if (isStart) {
      if (isKept) restore(form, kept);
    } else {
      keep(form);
      // Else a reload asks whether to send the form again, and the browser's Back button fails.
      window.history.replaceState(null, "", form.action + "#page-" + form.elements.at.value);
      form.addEventListener("input", function () { keep(form); });
      form.addEventListener("change", function () { keep(form); });
    }
    var note = form.querySelector("[data-review-kept]");
    note.hidden = !isKept;
    note.querySelector("[data-review-clear]").addEventListener("click", function () {
      store.removeItem(key);
      window.location.assign(form.action);
    });
  }
  document.addEventListener("DOMContentLoaded", function () {
    var form = document.querySelector("form[data-review]");
    if (form) start(form);
    var done = document.querySelector("[data-review-done]");
    if (done) store.removeItem(done.getAttribute("data-review-done"));
  });
  // Whoever signs out leaves nothing behind for the next person at this computer.
  document.addEventListener("submit", function (event) {
    if (!event.target.matches("form[action$='/sign-out/']")) return;
    Object.keys(store).forEach(function (key) {
      if (key.indexOf(PREFIX) === 0) store.removeItem(key);
    });
  });
})();

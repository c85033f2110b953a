/* Choosing people by typing. Nothing here is needed: every button of the part works by sending the form. */
"use strict";
(function () {
  var byArrow = false;

  function part(element) { return element.closest && element.closest("[data-people]"); }
  function say(words) {
    var live = document.getElementById("live");
    if (live) live.textContent = words;
  }
  function chosen(people) { return people.querySelector("[data-chosen]"); }
  function keys(people) {
    return Array.from(chosen(people).querySelectorAll("input"), function (input) { return input.value; });
  }

  function offerTheSame(people) {
    var same = people.querySelector("[data-same]");
    if (same) same.hidden = keys(people).length > 0;
  }

  // Whoever was ticked becomes a row that can be taken out again.
  function choose(people, tick) {
    var row = people.querySelector("[data-row]");
    var name = tick.parentElement.textContent.trim();
    var item = row.content.firstElementChild.cloneNode(true);
    item.querySelector("input").value = tick.value;
    item.querySelector("span").textContent = name;
    item.querySelector(".away").textContent = " " + name;
    if (people.dataset.people === "one") {
      chosen(people).textContent = "";
      people.querySelector("[data-found]").textContent = "";
      people.querySelector("[data-find]").value = "";
    } else {
      tick.closest("li").remove();
    }
    chosen(people).append(item);
    offerTheSame(people);
    // What is typed was found: sending the form does not look for it again.
    people.querySelector("[data-looked]").value = people.querySelector("[data-find]").value.trim();
    say(row.dataset.in + " " + name);
  }
  function settle(people) {
    var ticks = people.querySelectorAll("[data-found] input:checked");
    ticks.forEach(function (tick) { choose(people, tick); });
    return ticks.length > 0;
  }
  function look(people) { htmx.trigger(people.querySelector("[data-find]"), "find"); }

  // The arrow keys go through one answer after the other: none of them is chosen before the list is left.
  document.addEventListener("keydown", function (event) {
    byArrow = event.key.indexOf("Arrow") === 0;
    var people = part(event.target);
    if (!people || !event.target.matches("[data-find], [data-found] input")) return;
    if (event.key === "Enter") {
      event.preventDefault();
      if (event.target.matches("[data-find]")) look(people);
      else settleAndGoOn(people);
    }
  });
  document.addEventListener("pointerdown", function () { byArrow = false; });
  function settleAndGoOn(people) {
    if (!settle(people)) return;
    (people.querySelector("[data-found] input") || people.querySelector("[data-find]")).focus();
  }
  document.addEventListener("change", function (event) {
    var people = part(event.target);
    if (!people || !event.target.closest("[data-found]")) return;
    if (!(byArrow && people.dataset.people === "one")) settleAndGoOn(people);
  });
  document.addEventListener("focusout", function (event) {
    var found = event.target.closest && event.target.closest("[data-found]");
    if (found && event.relatedTarget && !found.contains(event.relatedTarget)) settle(part(found));
  });
  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("[data-drop], [data-look]");
    if (!button || !window.htmx) return;
    var people = part(button);
    event.preventDefault();
    if (button.matches("[data-look]")) {
      look(people);
      return;
    }
    var item = button.closest("li");
    var name = item.querySelector("span").textContent.trim();
    item.remove();
    offerTheSame(people);
    people.querySelector("[data-find]").focus();
    say(people.querySelector("[data-row]").dataset.out + " " + name);
  });
  document.addEventListener("htmx:beforeSwap", function (event) {
    if (!event.detail.target.matches("[data-found]")) return;
    var people = part(event.detail.target);
    settle(people);
    // An answer that comes after the box was emptied is too late.
    if (!people.querySelector("[data-find]").value.trim()) event.detail.serverResponse = "";
  });
  // Whoever is chosen already is not offered once more.
  document.addEventListener("htmx:afterSwap", function (event) {
    if (!event.detail.target.matches("[data-found]")) return;
    var people = part(event.detail.target);
    var already = keys(people);
    people.querySelectorAll("[data-found] input").forEach(function (tick) {
      if (already.indexOf(tick.value) >= 0) tick.closest("li").remove();
    });
  });
})();

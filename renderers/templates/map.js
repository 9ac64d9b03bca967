(() => {
  "use strict";
  const wide = matchMedia("(min-width: 1000px)");
  let open = null, pinned = false, anchor = null, timer = 0;
  document.documentElement.classList.add("js");

  const visible = (one) => one.getClientRects().length > 0;
  const cardOf = (node) => {
    const spot = node.closest("a.spot");
    return spot ? document.getElementById(spot.hash.slice(1)) : node.closest("details.touchpoint");
  };

  function place() {
    if (!open || !wide.matches) return;
    const told = open.querySelector(".told"), at = anchor.getBoundingClientRect(), air = 8;
    told.style.left = told.style.top = "0";
    const box = told.getBoundingClientRect();
    const beside = at.right + 2 + box.width + air < innerWidth ? at.right + 2 : at.left - box.width - 2;
    told.style.left = `${Math.max(air, beside)}px`;
    told.style.top = `${Math.max(air, Math.min(at.top, innerHeight - box.height - air))}px`;
  }

  function hide() {
    clearTimeout(timer);
    if (open) {
      open.open = false;
      light(open, false);
    }
    open = anchor = null;
    pinned = false;
  }

  function light(card, on) {
    const spot = document.querySelector(`a.spot[href="#${card.id}"]`);
    if (spot) spot.classList.toggle("lit", on);
    card.classList.toggle("lit", on);
  }

  function show(card, from, keep) {
    clearTimeout(timer);
    if (open !== card) hide();
    open = card;
    anchor = from;
    pinned = pinned || keep;
    card.open = true;
    light(card, true);
    place();
  }

  function later(action) {
    clearTimeout(timer);
    timer = setTimeout(action, 120);
  }

  document.addEventListener("mouseover", (event) => {
    if (!wide.matches || pinned) return;
    const card = cardOf(event.target);
    if (!card) {
      if (open && !open.contains(document.activeElement)) later(hide);
      return;
    }
    if (card === open) return clearTimeout(timer);
    const from = event.target.closest("a.spot") || card.querySelector("summary");
    later(() => show(card, from, false));
  });

  document.addEventListener("focusin", (event) => {
    if (!wide.matches) return;
    const card = cardOf(event.target);
    if (!card) hide();
    else if (event.target.matches("summary:focus-visible")) show(card, event.target, false);
  });

  document.addEventListener("click", (event) => {
    const spot = event.target.closest("a.spot, .first a");
    if (spot) {
      const card = document.getElementById(spot.hash.slice(1));
      if (!card || !visible(card)) return;
      event.preventDefault();
      const summary = card.querySelector("summary");
      if (!wide.matches) {
        card.open = true;
        card.scrollIntoView({ block: "center" });
        summary.focus({ preventScroll: true });
        return;
      }
      if (spot.matches(".spot")) return show(card, spot, true);
      summary.scrollIntoView({ block: "center" });
      summary.focus({ preventScroll: true });
      return show(card, summary, true);
    }
    if (!wide.matches) return;
    const summary = event.target.closest("details.touchpoint > summary");
    if (!summary) {
      if (!event.target.closest(".told")) hide();
      return;
    }
    event.preventDefault();
    if (open === summary.parentElement && pinned) hide();
    else show(summary.parentElement, summary, true);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return hide();
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step || !event.target.matches("details.touchpoint > summary")) return;
    event.preventDefault();
    const all = [...document.querySelectorAll("details.touchpoint > summary")].filter(visible);
    const next = all[all.indexOf(event.target) + step];
    if (!next) return;
    hide();
    next.focus();
    if (wide.matches) show(next.parentElement, next, false);
  });

  document.addEventListener("change", (event) => {
    hide();
    if (!event.target.matches(".controls input")) return;
    const shown = document.querySelector("output");
    const rows = [...document.querySelectorAll("article")].find(visible);
    const all = rows ? [...rows.querySelectorAll(".as-map details.touchpoint, .as-table tr[class]")] : [];
    const here = all.filter((one) => visible(one.closest(".as-map, .as-table")));
    const left = here.filter(visible).length;
    shown.textContent =
      left === here.length ? "" : shown.dataset.told.replace("#shown", left).replace("#of", here.length);
  });

  addEventListener("scroll", () => (pinned ? place() : open && !open.contains(document.activeElement) && hide()), true);
  addEventListener("resize", hide);
  addEventListener("beforeprint", hide);
})();

// Adds to the page what it can do without: sorting of tables, and values under the pointer in place of the browser's slow tooltips.
"use strict";

// A true minus sign and thousands separators are for the eye; a dash means that there is no value.
const numberOf = (text) => parseFloat(text.replaceAll("\u2212", "-").replaceAll(",", ""));
const isMissing = (text) => text === "" || text === "\u2013";

const compare = (left, right, isNumber) =>
  isNumber ? numberOf(left) - numberOf(right) : left.localeCompare(right, "en", { numeric: true });

const sortBy = (table, column, direction) => {
  const body = table.tBodies[0];
  const isNumber = table.tHead.rows[0].cells[column].classList.contains("right");
  const keyed = [...body.rows].map((row) => ({ row, key: row.cells[column].textContent.trim() }));
  keyed.sort((a, b) =>
    // Rows without a value stay last in either direction.
    isMissing(a.key) - isMissing(b.key) || (isMissing(a.key) ? 0 : direction * compare(a.key, b.key, isNumber)));
  body.append(...keyed.map(({ row }) => row));
};

for (const table of document.querySelectorAll("table.sortable")) {
  const heads = [...table.tHead.rows[0].cells];
  const original = [...table.tBodies[0].rows];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      // Upwards, downwards, and back to the order of the report.
      const next = { none: "ascending", ascending: "descending", descending: "none" }[head.getAttribute("aria-sort") ?? "none"];
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      table.tBodies[0].append(...original);
      if (next !== "none") {
        head.setAttribute("aria-sort", next);
        sortBy(table, column, next === "ascending" ? 1 : -1);
      }
    });
  });
}

for (const panel of document.querySelectorAll(".panel")) {
  const texts = new Map([...panel.querySelectorAll(".reading")].map((reading) => [reading, reading.querySelector("title").textContent]));
  if (texts.size === 0) {
    continue;
  }

  const box = document.createElement("div");
  box.className = "readout";
  box.hidden = true;
  panel.append(box);
  texts.forEach((_, reading) => reading.querySelector("title").remove());

  const show = (event) => {
    const reading = event.target.closest(".reading");
    box.hidden = reading === null;
    if (reading === null) {
      return;
    }

    if (box.textContent !== texts.get(reading)) {
      box.textContent = texts.get(reading);
    }

    // Beside the pointer on the side that has more room, and inside the panel.
    const frame = panel.getBoundingClientRect();
    const place = event.clientX - frame.left;
    const wanted = place < frame.width / 2 ? place + 14 : place - 14 - box.offsetWidth;
    box.style.left = `${panel.scrollLeft + Math.max(0, Math.min(wanted, frame.width - box.offsetWidth))}px`;
  };

  panel.addEventListener("pointermove", show);
  panel.addEventListener("pointerdown", show);
  panel.addEventListener("pointerleave", (event) => {
    // A finger leaves as soon as it has tapped; its values stay until it taps elsewhere.
    box.hidden ||= event.pointerType !== "touch";
  });
  document.addEventListener("pointerdown", (event) => {
    box.hidden ||= !panel.contains(event.target);
  });
}

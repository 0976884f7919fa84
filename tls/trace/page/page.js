// Comfort for the page of a connection: fields and bytes that light each other up, stepping, keys for the drawing.
// Without it everything is still there to open and read.
"use strict";

(() => {
    const all = (selector, root = document) => [...root.querySelectorAll(selector)];
    const one = (selector, root = document) => root.querySelector(selector);

    // Opens whatever is closed around an element, and the element itself.
    const reveal = (element) => {
        for (let at = element; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    };

    // ---- fields and bytes

    const covers = (field, span) => Number(field.dataset.a) <= span && span <= Number(field.dataset.b);

    const dark = (record) => all(".lit, .glow", record).forEach((lit) => lit.classList.remove("lit", "glow"));

    const bringIntoView = (byte, pane) => {
        if (!byte) return;
        const below = byte.getBoundingClientRect().top - pane.getBoundingClientRect().top;
        pane.scrollTop += below - pane.clientHeight / 3;
    };

    // The field's own bytes light up, those of the fields inside it glow.
    const light = (field) => {
        const record = field.closest(".record");
        dark(record);
        field.classList.add("lit");
        const inner = all(".f", field);
        for (const byte of all(".dump i", record)) {
            const span = Number(byte.dataset.s);
            if (!covers(field, span)) continue;
            byte.classList.add(inner.some((child) => covers(child, span)) ? "glow" : "lit");
        }
        bringIntoView(one(".bytes > .dump i.lit, .bytes > .dump i.glow", record), one(".bytes", record));
    };

    const fieldOf = (byte) => {
        const span = Number(byte.dataset.s);
        return all(".f", byte.closest(".record")).filter((field) => covers(field, span)).pop();
    };

    for (const record of all(".record")) {
        record.addEventListener("mouseover", (event) => {
            const byte = event.target.closest(".dump i");
            const field = byte ? fieldOf(byte) : event.target.closest(".f > summary")?.parentElement;
            if (field) light(field);
        });
        record.addEventListener("focusin", (event) => {
            const summary = event.target.closest(".f > summary");
            if (summary) light(summary.parentElement);
        });
        record.addEventListener("click", (event) => {
            const byte = event.target.closest(".dump i");
            if (byte) goTo(fieldOf(byte));
        });
        record.addEventListener("mouseleave", () => {
            dark(record);
            const summary = document.activeElement?.closest?.(".f > summary");
            if (summary && record.contains(summary)) light(summary.parentElement);
        });
    }

    const goTo = (field) => {
        if (!field) return;
        reveal(field);
        one("summary", field).focus();
        light(field);
    };

    // In the bytes, the arrow keys go from field to field.
    for (const dump of all(".dump")) {
        const spans = [...new Set(all("i", dump).map((byte) => Number(byte.dataset.s)))];
        let at = -1;
        dump.addEventListener("keydown", (event) => {
            const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
            if (step) {
                at = Math.min(Math.max(at + step, 0), spans.length - 1);
                light(fieldOf(one(`i[data-s="${spans[at]}"]`, dump)));
            } else if (event.key === "Enter" && at >= 0) {
                goTo(fieldOf(one(`i[data-s="${spans[at]}"]`, dump)));
            } else {
                return;
            }
            event.preventDefault();
        });
    }

    // In the fields, they go as in a tree: down, up, in, out.
    const visible = (element) => element.getClientRects().length > 0;

    document.addEventListener("keydown", (event) => {
        const summary = event.target.closest?.(".f > summary");
        if (!summary || event.ctrlKey || event.metaKey || event.altKey) return;
        const field = summary.parentElement;
        const shown = all(".f > summary", field.closest(".fields")).filter(visible);
        const next = shown[shown.indexOf(summary) + { ArrowDown: 1, ArrowUp: -1 }[event.key]];
        if (event.key === "ArrowRight" && !field.open) field.open = true;
        else if (event.key === "ArrowRight") one(".f > summary", field)?.focus();
        else if (event.key === "ArrowLeft" && field.open) field.open = false;
        else if (event.key === "ArrowLeft") one("summary", field.parentElement.closest(".f") ?? field).focus();
        else if (next) next.focus();
        else return;
        event.preventDefault();
    });

    // ---- stepping from record to record, with the state lit that it leads to

    const rows = all(".row");
    let current = -1;

    const ending = one(".flow .now .mark")?.textContent; // how it stands behind the last record

    const lightState = (name, mark) => {
        if (!name) return;
        for (const state of all(".flow .state")) {
            const now = state.dataset.state === name;
            state.classList.toggle("now", now);
            one(".mark", state).textContent = now ? mark : "";
        }
        one("#states .present").textContent = name;
    };

    const stepTo = (index) => {
        current = Math.min(Math.max(index, 0), rows.length - 1);
        const row = rows[current];
        for (const other of rows) {
            other.classList.toggle("current", other === row);
            one(".record", other).open = other === row;
        }
        const told = rows.slice(0, current + 1).map((passed) => passed.dataset.state).filter(Boolean);
        lightState(told.pop(), current === rows.length - 1 ? ending : "● now");
        one(".where").textContent = `record ${current + 1} of ${rows.length}: ${one(".what", row).textContent}`;
        row.scrollIntoView({ block: "start" });
    };

    const actions = {
        back: () => stepTo(current - 1),
        forward: () => stepTo(current + 1),
        open: () => all("main details").forEach((details) => { details.open = true; }),
        close: () => all("main details").forEach((details) => { details.open = false; }),
    };
    for (const button of all("[data-do]")) button.addEventListener("click", actions[button.dataset.do]);

    // ---- the drawing of the keys

    const boxes = all(".graph .box");
    const boxOf = (id) => boxes.find((box) => box.dataset.id === id);
    const nextOf = (box) => box.dataset.next.split(" ").filter(Boolean).map(boxOf);
    const which = one("#which");

    const chosenSender = () => which?.selectedOptions[0].dataset.sender;
    const leads = (box) => nextOf(box).filter((next) => {
        const end = /^(client|server)_write_/.exec(box.dataset.id)?.[1];
        return !end || end === chosenSender() || !["nonce", "sealed"].includes(next.dataset.id);
    });

    const chooseRecord = (number) => {
        if (!which) return;
        which.value = number;
        const { sender, nonce, explicit } = which.selectedOptions[0].dataset;
        const show = (id, name, value, target) => {
            const box = boxOf(id);
            if (name) one(".name", box).textContent = one("title", box).textContent = name;
            if (value) one(".value", box).textContent = value;
            box.setAttribute("href", target);
        };
        show("nonce", `nonce of record ${number}`, nonce, `#nonce-${number}`);
        show("explicit", "", explicit, `#nonce-${number}`);
        show("sealed", `record ${number}, sealed`, "", `#record-${number}`);
        for (const line of all(".line[data-sender]")) line.classList.toggle("off", line.dataset.sender !== sender);
    };
    which?.addEventListener("change", () => chooseRecord(which.value));

    // Follows a link inside the page: opens what it leads to and puts the focus there.
    const follow = (id) => {
        const target = document.getElementById(id);
        if (!target) return false;
        if (!target.dataset.calc && !target.classList.contains("row")) return false; // the browser knows how
        const nonce = /^nonce-(\d+)$/.exec(id);
        if (nonce) chooseRecord(nonce[1]);
        const details = target.closest("details") ?? one("details", target);
        all(".calc.lit").forEach((lit) => lit.classList.remove("lit"));
        reveal(details);
        details.classList.toggle("lit", details.classList.contains("calc"));
        one("summary", details).focus({ preventScroll: true });
        details.scrollIntoView({ block: "start" });
        return true;
    };

    document.addEventListener("click", (event) => {
        const link = event.target.closest?.("a");
        const href = link?.getAttribute("href") ?? "";
        if (href.startsWith("#") && follow(href.slice(1))) event.preventDefault();
    });

    for (const box of boxes) {
        box.addEventListener("focus", () => {
            boxes.forEach((other) => other.classList.toggle("lit", other === box));
        });
        box.addEventListener("keydown", (event) => {
            const before = boxes.find((other) => leads(other).includes(box));
            const place = boxes.indexOf(box);
            const to = {
                ArrowDown: leads(box)[0],
                ArrowUp: before,
                ArrowRight: boxes[place + 1],
                ArrowLeft: boxes[place - 1],
            }[event.key];
            if (to) to.focus();
            else if (event.key === " ") follow(box.getAttribute("href").slice(1));
            else return;
            event.preventDefault();
        });
    }

    // Escape leads from a calculation back to its box.
    document.addEventListener("keydown", (event) => {
        const calculation = event.target.closest?.(".calc");
        if (event.key !== "Escape" || !calculation) return;
        const id = one("[data-calc]", calculation).id;
        boxes.find((box) => box.getAttribute("href") === `#${id}`)?.focus();
    });

    // ---- on paper everything is open

    let closed = [];
    addEventListener("beforeprint", () => {
        closed = all("details:not([open])");
        closed.forEach((details) => { details.open = true; });
    });
    addEventListener("afterprint", () => closed.forEach((details) => { details.open = false; }));

    for (const tools of all(".tools")) tools.hidden = false;
    if (location.hash) follow(location.hash.slice(1));
})();

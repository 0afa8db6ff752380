// SPDX-License-Identifier: GPL-3.0-or-later
// Shows the OpenAPI document of the service that serves this page, and lets one try it out.
"use strict";

const byId = (id) => document.getElementById(id);

/** An element with text or children; text is never read as markup. */
function make(tag, content, attributes = {}) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...[].concat(content ?? []));
  return element;
}

/** The schema behind a reference. */
function resolve(schema, whole) {
  let found = schema ?? {};
  for (let steps = 0; found.$ref && steps < 20; steps += 1) {
    const path = found.$ref.slice(2).split("/");
    found = path.reduce((node, key) => node[key.replace(/~1/g, "/").replace(/~0/g, "~")], whole);
  }
  return found;
}

/** What kind of value a schema wants, in a few words. */
function kind(schema, whole) {
  const found = resolve(schema, whole);
  if (found.enum) return found.enum.join(" | ");
  if (found.const !== undefined) return String(found.const);
  const several = found.anyOf ?? found.oneOf;
  if (several) return several.map((each) => kind(each, whole)).join(" or ");
  if (found.type === "array") return `list of ${kind(found.items, whole)}`;
  return found.title && found.properties ? found.title : String(found.type ?? "anything");
}

function table(schema, whole) {
  const found = resolve(schema, whole);
  const needed = new Set(found.required ?? []);
  const rows = Object.entries(found.properties ?? {}).map(([name, field]) => {
    const value = resolve(field, whole);
    const notes = [field.description ?? value.description ?? ""];
    if (field.default !== undefined && field.default !== null)
      notes.push(`Default: ${JSON.stringify(field.default)}`);
    return make("tr", [
      make("td", make("code", name + (needed.has(name) ? " *" : ""))),
      make("td", kind(field, whole)),
      make("td", notes.filter(Boolean).join(". ")),
    ]);
  });
  return rows.length ? make("table", rows) : make("p", "No fields.", { class: "hint" });
}

/** A request with the fields that are needed, to begin with. */
function example(schema, whole) {
  const found = resolve(schema, whole);
  const made = {};
  for (const name of found.required ?? []) {
    const field = resolve(found.properties[name], whole);
    made[name] = { integer: 1, number: 1, boolean: false, array: [], object: {} }[field.type] ?? "";
  }
  return JSON.stringify(made, null, 2);
}

function tryOut(path, schema, whole) {
  const body = make("textarea", example(schema, whole), { spellcheck: "false" });
  const answer = make("pre", "");
  const button = make("button", "Send", { type: "button" });
  button.addEventListener("click", async () => {
    answer.textContent = "…";
    try {
      const response = await fetch(path, {
        method: "POST",
        headers: {
          "Content-Type": "application/json",
          Authorization: `Bearer ${byId("token").value.trim()}`,
        },
        body: body.value,
      });
      const text = await response.text();
      const shown = text ? JSON.stringify(JSON.parse(text), null, 2) : "";
      answer.textContent = `${response.status}\n${shown}`;
    } catch (error) {
      answer.textContent = String(error);
    }
  });
  return make("div", [body, button, answer]);
}

function operation(path, row, whole) {
  const request = row.requestBody?.content?.["application/json"]?.schema ?? {};
  const name = path.replace("/api/v1/", "").replace("/", ".");
  const entry = make("details", make("summary", [
    make("code", name), row.summary ?? "",
    make("span", row["x-scope"] ?? "", { class: "scope" }),
  ]), { "data-words": `${name} ${row.summary ?? ""}`.toLowerCase() });
  entry.addEventListener("toggle", () => {
    if (!entry.open || entry.children.length > 1) return;
    const result = row.responses?.["200"] ?? row.responses?.["202"] ?? {};
    entry.append(make("div", [
      make("p", row.description ?? "", { class: "hint" }),
      make("strong", `POST ${path}`), table(request, whole),
      make("strong", "Result"), table(result.content?.["application/json"]?.schema, whole),
      make("strong", "Try it"), tryOut(path, request, whole),
    ]));
  });
  return entry;
}

function show(whole) {
  byId("version").textContent = whole.info.version;
  const nouns = new Map();
  for (const [path, item] of Object.entries(whole.paths)) {
    if (!item.post || path.split("/").length !== 5) continue;
    const noun = path.split("/")[3];
    if (!nouns.has(noun)) nouns.set(noun, []);
    nouns.get(noun).push(operation(path, item.post, whole));
  }
  const sections = [...nouns].map(([noun, entries]) => make("section", [make("h2", noun), ...entries]));
  byId("operations").replaceChildren(...sections);
}

function filter() {
  const words = byId("filter").value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const section of document.querySelectorAll("section")) {
    let any = false;
    for (const entry of section.querySelectorAll("details")) {
      entry.hidden = !words.every((word) => entry.dataset.words.includes(word));
      any ||= !entry.hidden;
    }
    section.hidden = !any;
  }
}

byId("filter").addEventListener("input", filter);
fetch("/api/v1/openapi.json").then((response) => response.json()).then(show, (error) => {
  byId("operations").textContent = String(error);
});

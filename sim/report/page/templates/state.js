"use strict";
// What is shown: the numbers of the page, the filters, and how numbers are written.
const D = JSON.parse(document.getElementById("data").textContent);
const W = D.words;
const FILTERS = ["tier", "district", "site", "procedure"];
const state = { tier: "", district: "", site: "", procedure: "" };
const SITE = new Map(D.sites.map((site) => [site.id, site]));

// The runs that are shown: as many as colours tell apart.
let RUNS = [];
function show(places) {
  RUNS = places.map((n, k) => ({ n, name: D.runs[n], colour: COLOURS[k], shape: SHAPES[k] }));
}

const LOCALE = D.lang === "vi" ? "vi-VN" : "en-GB";
const writers = new Map();

function written(value, digits) {
  if (!writers.has(digits)) {
    const exactly = { minimumFractionDigits: digits, maximumFractionDigits: digits };
    writers.set(digits, new Intl.NumberFormat(LOCALE, exactly));
  }
  return writers.get(digits).format(value).replace("-", "\u2212");
}

// Shares are kept as parts of one and shown in per cent.
const factor = (kpi) => (D.measures[kpi] && D.measures[kpi].share ? 100 : 1);
const unit = (kpi) => (D.measures[kpi] ? D.measures[kpi].unit : "");
const title = (kpi) => `${D.measures[kpi].name} [${unit(kpi)}]`;

function told(value, kpi, signed = false) {
  if (value === null || value === undefined) return "\u2013";
  const shown = value * factor(kpi);
  const whole = kpi === "staff" || Math.abs(shown) >= 1000;
  const text = written(shown, whole ? 0 : 1);
  return signed && shown > 0 ? `+${text}` : text;
}

// `12.3 (11.9–12.7)`
function cellText(cell, kpi, signed = false) {
  if (!cell || cell[0] === null) return "\u2013";
  if (cell[1] === null || cell[1] === cell[2]) return told(cell[0], kpi, signed);
  const ends = [told(cell[1], kpi, signed), told(cell[2], kpi, signed)];
  return `${told(cell[0], kpi, signed)} (${ends.join(signed ? " \u2026 " : "\u2013")})`;
}

function cells(kind, kpi, scope) {
  const known = D.values[kind] && D.values[kind][kpi];
  return (known && known[scope]) || D.runs.map(() => null);
}

const has = (kind, kpi) => Boolean(D.values[kind] && D.values[kind][kpi]);
const nameOf = (kind, scope) => (D.names[kind] && D.names[kind][scope]) || scope;

function sitesShown(of = state) {
  return D.sites.filter((site) =>
    (!of.tier || site.tier === of.tier) && (!of.district || site.district === of.district) &&
    (!of.site || site.id === of.site));
}

// What the filters leave, in words.
function scopeText() {
  if (state.site) return SITE.get(state.site).name;
  const parts = [state.tier && nameOf("tier", state.tier), state.district].filter(Boolean);
  return parts.join(" · ") || (D.is_whole ? W.whole : W.simulated);
}

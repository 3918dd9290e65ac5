"""Streamlit's own words where no style sheet reaches: for screen readers, in menus, over tables.

A script looks for texts and labels that are one of its phrases, letter for letter, and puts those
of the user's language in their place, as often as Streamlit draws them anew. It says the language
of the page, too, by which a screen reader chooses its voice. What it says is the same for all
users, so that the gate can let it by its digest.
"""

from __future__ import annotations

import json

import streamlit as st

from sim.report.app_phrase_words import BEGINNINGS, PHRASES
from sim.report.words import LANGS, Lang

_SCRIPT = """(() => {
  const told = new Map(%s), beginnings = %s;
  const LABELS = ["aria-label", "title", "placeholder"];
  document.documentElement.lang = %s;
  const text = (node) => {
    const instead = told.get(node.nodeValue);
    if (instead && instead !== node.nodeValue && !node.parentElement?.closest("code, pre"))
      node.nodeValue = instead;
  };
  const labels = (element) => {
    for (const label of LABELS) {
      const now = element.getAttribute(label);
      if (!now) continue;
      const [start, other] = beginnings.find(([start]) => now.startsWith(start)) ?? ["", ""];
      const instead = told.get(now) ?? other + now.slice(start.length);
      if (instead !== now) element.setAttribute(label, instead);
    }
  };
  const below = (node) => {
    if (node.nodeType === Node.TEXT_NODE) text(node);
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    labels(node);
    node.childNodes.forEach(below);
  };
  window.motcuaPhrases?.disconnect();
  window.motcuaPhrases = new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === "attributes") labels(target);
      else if (type === "characterData") text(target);
      else addedNodes.forEach(below);
    }
  });
  window.motcuaPhrases.observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: LABELS,
  });
  below(document.body);
})()"""


def show(lang: Lang) -> None:
    """Have the page say Streamlit's phrases in a language."""
    st.html(f"<script>{script(lang)}</script>", unsafe_allow_javascript=True)


def script(lang: Lang) -> str:
    """The script: whatever language a phrase is in, as after a change of it, it is said in this."""
    told = [(word.said(each), word.said(lang)) for word in PHRASES for each in LANGS]
    starts = [
        (f"{word.said(each)} ", f"{word.said(lang)} ") for word in BEGINNINGS for each in LANGS
    ]
    return _SCRIPT % (json.dumps(told), json.dumps(starts), json.dumps(lang))


def scripts() -> tuple[bytes, ...]:
    """All that may run, for whoever lets scripts by their digests."""
    return tuple(script(lang).encode() for lang in LANGS)

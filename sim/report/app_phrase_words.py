"""What Streamlit says by itself in the app, by the English that it has, and in Vietnamese."""

from __future__ import annotations

from sim.report.word import Word

PHRASES: tuple[Word, ...] = (
    Word("No results", "streamlit"), Word("Open", "streamlit"), Word("Close", "streamlit"),
    Word("Clear all", "streamlit"), Word("Clear value", "streamlit"),
    Word("Dismiss", "streamlit"), Word("Selected values", "streamlit"),
    Word("Selectbox options", "streamlit"), Word("Multiselect options", "streamlit"),
    Word("Increment", "streamlit"), Word("Decrement", "streamlit"),
    Word("Skip to main content", "streamlit"), Word("Sidebar", "streamlit"),
    Word("Collapse sidebar", "streamlit"), Word("Expand sidebar", "streamlit"),
    Word("Link to heading", "streamlit"), Word("Main menu", "streamlit"),
    Word("Fullscreen", "streamlit"), Word("Close fullscreen", "streamlit"),
    Word("Show data", "streamlit"), Word("Show chart", "streamlit"),
    Word("Download as PNG", "streamlit"), Word("Download as CSV", "streamlit"),
    Word("Search", "streamlit"), Word("Show/hide columns", "streamlit"),
    Word("Sort ascending", "streamlit"), Word("Sort descending", "streamlit"),
    Word("Autosize", "streamlit"), Word("Pin column", "streamlit"),
    Word("Unpin column", "streamlit"), Word("Hide column", "streamlit"),
    Word("Format", "streamlit"), Word("Statistics", "streamlit"),
    Word("Copy to clipboard", "streamlit"), Word("Copied", "streamlit"),
    Word("Running...", "streamlit"), Word("Connecting", "streamlit"),
    Word("Connection error", "streamlit"), Word("Choose an option", "streamlit"),
    Word("progress", "streamlit"),
)  # fmt: skip
"""Whole texts."""

BEGINNINGS: tuple[Word, ...] = (Word("Remove", "streamlit"), Word("Help for", "streamlit"))
"""Of labels that go on with a name."""

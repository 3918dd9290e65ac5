"""The catalogue of translations has what the code says, all of it and nothing else."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from sim.report import catalogue
from sim.report.word import LANGS, Word

SIM = Path(catalogue.__file__).parents[1]
OTHERS = [lang for lang in LANGS if lang != "en"]
SAID = {"Word": {1: (1,), 2: (1, (2, "c"))}, "Said": None}
"""How `make words` finds what is said."""
MAPPINGS = tomllib.loads((SIM.parent / "pyproject.toml").read_text())["tool"]["babel"]["mappings"]
METHODS = [(each["pattern"], each["method"]) for each in MAPPINGS]


@pytest.fixture(scope="module")
def said() -> set[tuple[str | None, str]]:
    """Context and English text of everything."""
    found = set()
    for _, _, message, _, context in extract_from_dir(SIM, METHODS, keywords=SAID):  # type: ignore[arg-type]
        found.add((context, message if isinstance(message, str) else message[0]))
    return found


def gaps(text: str) -> list[str]:
    return sorted(re.findall(r"{[^{}]*}", text))


@pytest.mark.parametrize("lang", OTHERS)
def test_every_message_is_translated_and_no_other(
    lang: str, said: set[tuple[str | None, str]]
) -> None:
    """`make words` was run, and a translator was at work."""
    assert len(said) > 900
    assert set(catalogue.messages(lang)) == said


@pytest.mark.parametrize("lang", OTHERS)
def test_nothing_is_fuzzy_empty_or_left_over(lang: str) -> None:
    with catalogue.path_of(lang).open("rb") as stream:
        kept = read_po(stream, locale=lang)
    assert [message.id for message in kept if message.id and message.fuzzy] == []
    assert [message.id for message in kept if message.id and not message.string] == []
    assert not kept.obsolete


@pytest.mark.parametrize("lang", OTHERS)
def test_gaps_are_those_of_the_english(lang: str) -> None:
    """Values are filled in by name; a translator may move them about."""
    for (_, english), text in catalogue.messages(lang).items():
        assert gaps(text) == gaps(english), english
        assert text.strip() == text, english


SYNONYMS = {
    "cán bộ": "công chức", "nhân viên": "công chức", "công dân": "người dân",
    "lần lặp": "lần chạy", "lần mô phỏng": "lần chạy", "hàng đợi": "hàng chờ",
    "địa điểm tiếp nhận": "nơi tiếp nhận", "nơi giao dịch": "nơi tiếp nhận",
    "bộ phận giải quyết": "bộ phận xử lý", "bộ phận chuyên môn": "bộ phận xử lý",
    "dung sai": "sai lệch cho phép", "đi lại": "di chuyển", "đi đường": "di chuyển",
    "tăng ca": "làm thêm giờ", "thước đo": "chỉ tiêu",
    "chỉ số": "chỉ tiêu", "bỏ cuộc": "bỏ về", "tập tin": "tệp", "tỉ lệ": "tỷ lệ",
    "tuỳ chọn": "tùy chọn", "giả thiết": "giả định", "mức sử dụng": "mức độ sử dụng",
    "phân bổ": "bố trí", "phân bố": "bố trí", "bị ngắt": "bị dừng", "bạn": "(nobody is addressed)",
}  # fmt: skip
"""Vietnamese that means what another term of docs/glossary.md does, and the term."""


def test_one_thing_is_said_in_one_way() -> None:
    """In the terms of the glossary: synonyms make readers look for a difference."""
    texts = catalogue.messages("vi").values()
    found = [
        f"{text}: say {term}, not {other}"
        for other, term in SYNONYMS.items()
        for text in texts
        if re.search(rf"\b{other}\b", text, re.IGNORECASE)
    ]
    assert not found


def test_the_terms_are_those_of_the_glossary() -> None:
    """So that the list above cannot ask for words that the documentation does not know."""
    glossary = (SIM.parent / "docs" / "glossary.md").read_text("utf-8")
    for term in ("công chức", "lần chạy", "nơi tiếp nhận", "sai lệch cho phép", "bộ phận xử lý"):
        assert term in glossary
        assert term in SYNONYMS.values()


def test_a_word_without_translation_is_an_error() -> None:
    """Better than half a sentence in another language; the tests above see to it that none is."""
    with pytest.raises(KeyError):
        _ = Word("Nobody has said this yet").vi
    assert Word("Nobody has said this yet").en == "Nobody has said this yet"


def test_a_context_tells_apart_what_is_one_word_in_english() -> None:
    assert Word("Officers").vi == "Công chức"
    assert Word("Officers", "scope_type/officers").vi == "Nhóm công chức"


def test_dates_are_as_the_language_writes_them() -> None:
    assert catalogue.day(date(2025, 1, 31), "en") == "2025-01-31"
    assert catalogue.day(date(2025, 1, 31), "vi") == "31/01/2025"


def test_marks_of_numbers() -> None:
    """Of thousands, and before tenths."""
    assert catalogue.marks("en") == (",", ".")
    assert catalogue.marks("vi") == (".", ",")

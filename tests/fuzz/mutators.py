"""Changes of bytes and lines, after which a file may be anything."""

from __future__ import annotations

import random

LETTERS = (
    b"\x00", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\xc3", b"\xed\xa0\x80", b"\t", b"\r",
    b"\x1b[31m",
    b"\x85", b"\xe2\x80\xae", b"\xe2\x80\xa8", b":", b"- ", b"? ", b"{", b"}", b"[", b"]", b"&a ",
    b"*a",
    b"!!python/object/apply:os.system ['true'] ", b"!!binary ", b"<<: ", b"|\n", b">-\n", b"%",
    b"@", b"`",
    b'"', b"'", b"#", b"---\n", b"...\n", b",", b"1e308", b"-", b"99999999999999999999", b".inf",
    b"~",
)  # fmt: skip
"""What is put somewhere: halves of letters, marks, and everything that YAML gives a meaning."""


ENCODINGS = ("utf-16", "utf-16-le", "utf-32", "latin-1", "utf-7", "cp037", "utf-8-sig")


def bytes_changed(raw: bytes, chance: random.Random) -> bytes:
    """A few bytes turned, cut out, doubled or put in."""
    for _ in range(chance.randint(1, 4)):
        at = chance.randint(0, len(raw))
        length = chance.choice((1, 1, 2, 8, 64, 1024))
        match chance.randint(0, 4):
            case 0 if at < len(raw):
                raw = raw[:at] + bytes([raw[at] ^ (1 << chance.randint(0, 7))]) + raw[at + 1 :]
            case 1:
                raw = raw[:at] + raw[at + length :]
            case 2:
                raw = raw[:at] + raw[at : at + length] * chance.choice((2, 3, 50)) + raw[at:]
            case 3:
                raw = raw[:at] + chance.choice(LETTERS) + raw[at:]
            case _:
                raw = raw[:at] + chance.randbytes(length) + raw[at:]
    return raw


def lines_changed(raw: bytes, chance: random.Random, words: tuple[str, ...]) -> bytes:
    """Lines dropped, doubled, exchanged or indented, values replaced by odd words."""
    lines = raw.split(b"\n")
    for _ in range(chance.randint(1, 5)):
        at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        match chance.randint(0, 6):
            case 0 if len(lines) > 1:
                del lines[at]
            case 1:
                lines.insert(at, lines[other])
            case 2:
                lines[at], lines[other] = lines[other], lines[at]
            case 3:
                lines[at] = b" " * chance.choice((1, 2, 4, 100)) + lines[at]
            case 4:
                lines[at] = lines[at].lstrip()
            case _:
                head, colon, _ = lines[at].partition(b":")
                word = chance.choice(words).encode("utf-8", "surrogatepass")
                lines[at] = head + (colon or b":") + b" " + word
    return b"\n".join(lines)


def encoded(raw: bytes, chance: random.Random) -> bytes:
    """The same text in another encoding, as far as it has its letters."""
    name = chance.choice(
        ("utf-16", "utf-16-le", "utf-32", "latin-1", "utf-7", "cp037", "utf-8-sig")
    )
    return raw.decode("utf-8", "replace").encode(name, "replace")


def changed(raw: bytes, chance: random.Random, words: tuple[str, ...]) -> bytes:
    """One of the above."""
    match chance.randint(0, 9):
        case 0:
            return encoded(raw, chance)
        case 1 | 2 | 3:
            return bytes_changed(raw, chance)
        case _:
            return lines_changed(raw, chance, words)

"""Pictures and downloads of studies, as a page shows them."""

from __future__ import annotations

import struct
from pathlib import Path

from sim.app import downloads, pictures


def test_a_picture_is_a_png_of_bounded_size(tmp_path: Path) -> None:
    def png(width: int, height: int) -> bytes:
        return pictures.SIGN + struct.pack(">I4sII", 13, b"IHDR", width, height)

    file = tmp_path / "a.png"
    for data, fine in (
        (png(800, 600), True), (png(60_000, 60_000), False), (png(0, 5), False),
        (b"<svg onload=alert(1)>" + b" " * 30, False), (b"", False),
        (pictures.SIGN + b"x" * 40, False),
    ):  # fmt: skip
        file.write_bytes(data)
        assert pictures.is_picture(file) is fine
    with file.open("wb") as stream:
        stream.write(png(800, 600))
        stream.truncate(pictures.MOST_PICTURE + 1)
    assert not pictures.is_picture(file)


def test_all_files_are_packed_below_the_name_of_the_folder(tmp_path: Path) -> None:
    import io
    import zipfile

    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "summary.csv").write_text("x", "utf-8")
    with zipfile.ZipFile(io.BytesIO(downloads.packed(tmp_path, "a"))) as archive:
        assert archive.namelist() == ["a/summary.csv"]
        assert archive.read("a/summary.csv") == b"x"

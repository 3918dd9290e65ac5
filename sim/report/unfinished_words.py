"""What a folder of unfinished work says of itself, in English and in Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

from sim.report.words import Word

RESUME: Mapping[str, Word] = {
    "go_on": Word(
        "To go on from here, type the same command with --resume --out {folder}",
        "Để chạy tiếp từ đây, hãy gõ lại lệnh với --resume --out {folder}",
    ),
}
"""Said of results that were interrupted."""

UNFINISHED: Mapping[str, Word] = {
    "what": Word(
        "UNFINISHED. This is a folder of motcua, in which results are being made, or were until "
        "the program was ended from outside. Nothing in it is a result.",
        "CHƯA HOÀN TẤT. Đây là thư mục của motcua, nơi kết quả đang được tạo, hoặc đã được tạo "
        "dở cho đến khi chương trình bị ngắt từ bên ngoài. Chưa có gì ở đây là kết quả.",
    ),
    "whole": Word(
        "The results will be in {folder}; if that folder is there, it is whole.",
        "Kết quả sẽ nằm trong {folder}; nếu thư mục đó đã có thì nó đầy đủ.",
    ),
    "command": Word(
        "Made by process {pid} on {host}, since {started}, in the folder {here}, by the command:",
        "Do tiến trình {pid} trên máy {host} tạo, từ {started}, trong thư mục {here}, bằng lệnh:",
    ),
    "again": Word(
        "If the program is no longer running, type the same command again with --resume --out "
        "{folder}: replications that were finished are kept here, and it goes on from them. Or "
        "delete this folder.",
        "Nếu chương trình không còn chạy, hãy gõ lại lệnh trên với --resume --out {folder}: các "
        "lần chạy đã xong được giữ ở đây và chương trình sẽ chạy tiếp từ đó. Hoặc xóa thư mục này.",
    ),
    "earlier": Word(
        "If there is a folder named earlier in here, it holds the earlier results of that place; "
        "the next command with the same --out puts them back.",
        "Nếu trong đây có thư mục earlier, đó là kết quả cũ của nơi ấy; lệnh kế tiếp với cùng "
        "--out sẽ đặt lại chúng.",
    ),
}
"""Of the file UNFINISHED.txt, in the order of its paragraphs."""

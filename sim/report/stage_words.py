"""What tables, figures and workbooks say of stages; part of `words`."""

from __future__ import annotations

from collections.abc import Mapping

from sim.report.word import Word

SCOPE_TYPE: Mapping[str, Word] = {"site/stage": Word("Stage at a site", "Công đoạn tại từng nơi")}

HEAD: Mapping[str, Word] = {
    "stage": Word("Stage", "Công đoạn"),
    "site/arrivals_per_day": Word("Tickets\na day", "Số thứ tự\nmỗi ngày"),
}

TEXT: Mapping[str, Word] = {
    "stages_title": Word("Waits at each stage", "Thời gian chờ ở từng công đoạn"),
    "stages_worst_title": Word(
        "Waits at each stage, at the {n} sites with stages where citizens wait longest",
        "Thời gian chờ ở từng công đoạn, tại {n} nơi có công đoạn phải chờ lâu nhất",
    ),
    "stages_basis": Word(
        "The wait of a visit, in the tables above, is the sum of its waits at all stages.",
        "Trong các bảng trên, thời gian chờ của một lượt là tổng thời gian chờ ở mọi công đoạn.",
    ),
}

SHEET: Mapping[str, Word] = {"stages": Word("Stages", "Công đoạn")}

FIGURE: Mapping[str, Word] = {
    "stages_title": Word(
        "How long citizens wait at each stage", "Người dân chờ bao lâu ở từng công đoạn"
    ),
    "stages_worst": Word(
        "Waits at each stage, at the {n} sites with stages where citizens wait longest",
        "Thời gian chờ ở từng công đoạn, tại {n} nơi có công đoạn chờ lâu nhất",
    ),
    "stages_absent": Word(
        "No point: nobody passes the stage in that scenario.",
        "Không có điểm: kịch bản đó không có ai qua công đoạn này.",
    ),
    "stages_axis": Word(
        "Mean wait in the line for the stage [min]",
        "Thời gian chờ trung bình ở hàng chờ của công đoạn [phút]",
    ),
}

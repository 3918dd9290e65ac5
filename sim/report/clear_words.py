"""What a comparison until it is clear says, in English and in Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

from sim.report.word import Word

CLEAR: Mapping[str, Word] = {
    "title": Word(
        "What is decided: each scenario against {base}",
        "Kết luận: từng kịch bản so với {base}",
    ),
    "basis": Word(
        "Replications were added while anything was open: {first} at first, at most {most}, "
        "{looks} looks. With {sure} % at least, all decisions below and in decisions.csv are right "
        "together, whenever one looks. Intervals hold at every look, and are wide for that.",
        "Số lần chạy được tăng thêm khi còn điều chưa rõ: ban đầu {first}, nhiều nhất {most}, xem "
        "{looks} lượt. Với xác suất ít nhất {sure} %, mọi kết luận dưới đây và trong decisions.csv "
        "cùng đúng, dù xem lúc nào. Các khoảng đúng ở mọi lượt xem nên rộng hơn thường lệ.",
    ),
    "too_early": Word(
        "Interrupted before the first look at {first} replications: nothing is decided.",
        "Bị ngắt trước lượt xem đầu tiên ở {first} lần chạy: chưa có kết luận nào.",
    ),
    "interrupted": Word(
        "Interrupted: decisions are those of the last look, at {n} replications.",
        "Bị ngắt giữa chừng: kết luận là của lượt xem cuối, ở {n} lần chạy.",
    ),
    "difference": Word("Difference", "Chênh lệch"),
    "interval": Word("Interval at\nevery look", "Khoảng đúng ở\nmọi lượt xem"),
    "zone": Word("Does not\nmatter up to", "Không đáng\nkể đến"),
    "decision": Word("Decision", "Kết luận"),
    "replications": Word("Repli-\ncations", "Số lần\nchạy"),
    "needed": Word("About so\nmany needed", "Cần\nkhoảng"),
    "lower": Word("lower", "thấp hơn"),
    "higher": Word("higher", "cao hơn"),
    "lower_better": Word("lower: better", "thấp hơn: tốt hơn"),
    "lower_worse": Word("lower: worse", "thấp hơn: kém hơn"),
    "higher_better": Word("higher: better", "cao hơn: tốt hơn"),
    "higher_worse": Word("higher: worse", "cao hơn: kém hơn"),
    "no_difference": Word("none that matters", "không đáng kể"),
    "span": Word("{low} to {high}", "{low} đến {high}"),
    "point": Word("{n} point", "{n} điểm %"),
    "points": Word("{n} points", "{n} điểm %"),
    "open": Word("open", "chưa rõ"),
    "blank": Word("nothing to compare", "không có gì để so"),
    "sites_title": Word(
        "{scenario} against {base}: decisions site by site ({n})",
        "{scenario} so với {base}: kết luận từng nơi ({n})",
    ),
    "site_measure": Word("Measure", "Chỉ tiêu"),
    "n_better": Word("Better", "Tốt hơn"),
    "n_worse": Word("Worse", "Kém hơn"),
    "n_lower": Word("Lower", "Thấp hơn"),
    "n_higher": Word("Higher", "Cao hơn"),
    "n_same": Word("None that\nmatters", "Không\nđáng kể"),
    "n_open": Word("Open", "Chưa rõ"),
    "n_blank": Word("Nothing to\ncompare", "Không có gì\nđể so"),
    "one_sided": Word(
        "Sites in {scenario} alone: {new}; in {base} alone: {old}. Nothing is decided of these.",
        "Số nơi chỉ có trong {scenario}: {new}; chỉ có trong {base}: {old}. Không kết luận về "
        "những nơi này.",
    ),
    "all_clear": Word(
        "Nothing stayed open: {n} decisions.", "Không còn điều gì chưa rõ: {n} kết luận."
    ),
    "open_title": Word(
        "Open at {cap} replications: {open} of {n} decisions; those nearest to an answer",
        "Chưa rõ sau {cap} lần chạy: {open} trong {n} kết luận; những điều gần rõ nhất",
    ),
    "part": Word("Part of the network", "Bộ phận"),
    "scenario": Word("Scenario", "Kịch bản"),
    "best_title": Word("Which scenario is best: {kpi}", "Kịch bản nào tốt nhất: {kpi}"),
    "best_found": Word(
        "Best: {scenario}, {mean}, known with {n} replications. If one scenario is better than "
        "every other by {zone} or more, it is this one with {sure} % at least.",
        "Tốt nhất: {scenario}, {mean}, biết được sau {n} lần chạy. Nếu có một kịch bản tốt hơn mọi "
        "kịch bản khác từ {zone} trở lên, thì đó là kịch bản này với xác suất ít nhất {sure} %.",
    ),
    "best_open": Word(
        "No winner in {n} replications; still in: {left}. It takes {latest} at most.",
        "Chưa có kịch bản tốt nhất sau {n} lần chạy; còn lại: {left}. Cần nhiều nhất {latest}.",
    ),
    "mean": Word("Mean", "Trung bình"),
    "out": Word("Out after", "Bị loại sau"),
    "winner": Word("best", "tốt nhất"),
    "still_in": Word("still in", "còn lại"),
    "sheet": Word("Decisions", "Kết luận"),
    "best_sheet": Word("Best", "Tốt nhất"),
    "kind": Word("Kind", "Loại"),
    "name": Word("Name", "Tên"),
    "unit": Word("Unit", "Đơn vị"),
    "low": Word("From", "Từ"),
    "high": Word("To", "Đến"),
}

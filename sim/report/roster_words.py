"""What a study of rosters says, in English and in Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

from sim.report.words import Word

ROSTER: Mapping[str, Word] = {
    "title": Word("Rosters: {scenario}", "Lịch trực: {scenario}"),
    "week": Word(
        "Leave of the week from {monday}; the week is then worked again and again.",
        "Nghỉ phép của tuần bắt đầu {monday}; tuần này được lặp lại.",
    ),
    "needs_file": Word("Need: as {file} says.", "Nhu cầu: theo {file}."),
    "needs_planned": Word(
        "Need: the counts by time of day that the scenario plans.",
        "Nhu cầu: số công chức theo giờ trong kế hoạch của kịch bản.",
    ),
    "needs_targets": Word(
        "Need: the least officers by formulas, half-hour by half-hour, for {targets}, absence "
        "included.",
        "Nhu cầu: số công chức ít nhất theo công thức, từng nửa giờ, để đạt {targets}, kể cả vắng "
        "mặt.",
    ),
    "proven": Word(
        "Least shortfall, then least hours: proven optimal at all sites; then surplus as even as "
        "can be.",
        "Thiếu ít nhất, rồi ít giờ nhất: đã chứng minh tối ưu ở mọi nơi; sau đó phần dư được chia "
        "đều nhất.",
    ),
    "unproven": Word(
        "Time ran out at {sites}: the best possible there may have up to {short} officer-hours "
        "less shortfall, or {hours} h less work. Give --time-limit more seconds.",
        "Hết thời gian ở {sites}: phương án tốt nhất có thể thiếu ít hơn tới {short} giờ công, "
        "hoặc ít hơn {hours} giờ làm việc. Hãy tăng --time-limit.",
    ),
    "replay": Word(
        "Replay: {replications} replications from {first} to {last} with absence and reserves, "
        "seed {seed}; the scenario as it is on the same citizens.",
        "Chạy lại: {replications} lần, từ {first} đến {last}, có vắng mặt và dự bị, hạt giống "
        "{seed}; kịch bản hiện tại với cùng người dân.",
    ),
    "sites": Word("Sites", "Các nơi"),
    "site": Word("Site", "Nơi"),
    "people": Word("People", "Người"),
    "need": Word("Need\n[h/week]", "Nhu cầu\n[giờ/tuần]"),
    "duty": Word("On duty\n[h/week]", "Trực\n[giờ/tuần]"),
    "short": Word("Short\n[h/week]", "Thiếu\n[giờ/tuần]"),
    "spare": Word("Spare\n[h/week]", "Dư\n[giờ/tuần]"),
    "target": Word("Target", "Mục tiêu"),
    "as_is": Word("As is", "Hiện tại"),
    "roster": Word("Roster", "Lịch trực"),
    "days_met": Word("Days met\n[%]", "Ngày đạt\n[%]"),
    "met": Word("met", "đạt"),
    "missed": Word("missed", "không đạt"),
    "unsure": Word("unsure", "chưa rõ"),
    "targets": Word("Targets in the replay", "Mục tiêu khi chạy lại"),
    "targets_met": Word(
        "Targets met in the replay: {now} of {all} as is, {then} with the rosters.",
        "Mục tiêu đạt khi chạy lại: hiện tại {now} trên {all}, theo lịch trực {then}.",
    ),
    "week_of": Word("The week at {site}", "Tuần làm việc tại {site}"),
    "person": Word("Officer", "Công chức"),
    "hours": Word("Hours\n[h]", "Giờ\n[h]"),
    "away": Word("leave", "nghỉ phép"),
    "off": Word("\N{EN DASH}", "\N{EN DASH}"),
    "unmet": Word("Need that nobody covers", "Nhu cầu chưa đáp ứng"),
    "unmet_none": Word("Every half-hour is covered.", "Mọi nửa giờ đều đủ người."),
    "unmet_more": Word("{n} more in unmet.csv.", "Còn {n} dòng trong unmet.csv."),
    "weekday": Word("Weekday", "Thứ"),
    "time": Word("Time", "Giờ"),
    "line": Word("For", "Cho"),
    "short_of": Word("Short of", "Thiếu"),
    "idle": Word("Without a shift: {people}.", "Không có ca: {people}."),
    "mon": Word("Mon", "T2"),
    "tue": Word("Tue", "T3"),
    "wed": Word("Wed", "T4"),
    "thu": Word("Thu", "T5"),
    "fri": Word("Fri", "T6"),
    "sat": Word("Sat", "T7"),
    "sun": Word("Sun", "CN"),
    "lunch": Word("lunch {span}", "nghỉ trưa {span}"),
    "figure": Word("Need and officers on duty: {site}", "Nhu cầu và công chức trực: {site}"),
    "figure_many": Word(
        "Need and officers on duty, where most is missing",
        "Nhu cầu và công chức trực, nơi thiếu nhất",
    ),
    "figure_need": Word("needed", "nhu cầu"),
    "figure_duty": Word("on duty, at work on the need", "trực, đáp ứng nhu cầu"),
    "figure_spare": Word("on duty, spare", "trực, dư"),
    "figure_short": Word("short", "thiếu"),
    "officers": Word("Officers", "Công chức"),
    "figure_note": Word(
        "By half-hour. Short: nobody with the skill is free, even where somebody without it is.",
        "Theo nửa giờ. Thiếu: không còn ai có kỹ năng, dù có thể còn người không có kỹ năng đó.",
    ),
    "book_about": Word("About", "Giới thiệu"),
    "book_week": Word("Week", "Tuần"),
    "book_unmet": Word("Unmet", "Chưa đáp ứng"),
    "book_hours": Word("Half-hours", "Nửa giờ"),
    "book_lines": Word(
        "Week: each officer's shifts, for printing. Unmet: need that nobody covers. Half-hours: "
        "officers needed, on duty and short.",
        "Tuần: ca của từng công chức, để in. Chưa đáp ứng: nhu cầu không ai đáp ứng. Nửa giờ: số "
        "công chức cần, trực và thiếu.",
    ),
    "group": Word("Group", "Nhóm"),
    "from": Word("From", "Từ"),
    "to": Word("To", "Đến"),
    "needed": Word("Needed", "Cần"),
    "on_duty": Word("On duty", "Trực"),
    "stage_pilot": Word("Loads by half-hour", "Tải theo nửa giờ"),
    "stage_solve": Word("Rosters of {sites} sites", "Lịch trực của {sites} nơi"),
    "stage_replay": Word("Replay", "Chạy lại"),
}

"""What a plan under stress is told in, in English and in Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

from sim.report.word import Word

STRESS: Mapping[str, Word] = {
    "title": Word(
        "{scenario} under stress: which targets break", "{scenario} khi có sức ép: mục tiêu nào vỡ"
    ),
    "basis": Word(
        "Measured: {days} days from {first} to {last}, {replications} replications, seed {seed}.",
        "Đo: {days} ngày, từ {first} đến {last}, {replications} lần chạy, hạt giống {seed}.",
    ),
    "targets": Word("Targets: {targets}.", "Mục tiêu: {targets}."),
    "as_is": Word("as planned", "theo kế hoạch"),
    "after_tet": Word("after Tết", "sau Tết"),
    "busiest": Word("busiest day", "ngày đông nhất"),
    "demand": Word("demand\n+{more} %", "nhu cầu\n+{more} %"),
    "absent": Word("up to {fewer}\nabsent", "vắng tới\n{fewer} người"),
    "desk_closed": Word("desk closed", "đóng một quầy"),
    "note_after_tet": Word(
        "After Tết: {date} alone, the first Monday at work after the holidays, on {replications} "
        "replications.",
        "Sau Tết: riêng ngày {date}, thứ Hai làm việc đầu tiên sau kỳ nghỉ, {replications} lần "
        "chạy.",
    ),
    "note_busiest": Word(
        "Busiest day: {date} alone, with most demand expected in the period (the calendar has no "
        "Tết), on {replications} replications.",
        "Ngày đông nhất: riêng ngày {date}, có nhu cầu dự kiến cao nhất trong kỳ (lịch không có "
        "Tết), {replications} lần chạy.",
    ),
    "note_demand": Word(
        "Demand +{more} %: everywhere, all period.",
        "Nhu cầu +{more} %: ở mọi nơi, trong cả kỳ.",
    ),
    "note_timetable": Word(
        "What comes by timetable stays as it is (sites: {sites}).",
        "Lượt đến theo giờ định sẵn được giữ nguyên (số nơi: {sites}).",
    ),
    "note_absent": Word(
        "Up to {fewer} absent: as many officers of each site's largest group fewer, all period, as "
        "long as everything is still served: {full} sites; one absent: {one}; none to spare: "
        "{none}.",
        "Vắng tới {fewer} người: nhóm đông nhất của mỗi nơi bớt từng ấy cán bộ trong cả kỳ, miễn "
        "là mọi việc vẫn có người làm: {full} nơi; vắng một: {one}; không bớt được ai: {none}.",
    ),
    "note_desk_closed": Word(
        "Desk closed: the largest specialist desk whose work others there can do, all period: "
        "{desks}. Without such a desk: {none} sites.",
        "Đóng một quầy: quầy chuyên môn đông nhất mà nhóm khác ở đó làm thay được, trong cả kỳ: "
        "{desks}. Không có quầy như vậy: {none} nơi.",
    ),
    "desk_at": Word("{desk} ({sites})", "{desk} ({sites} nơi)"),
    "note_intervals": Word(
        "± is the half-width of 95 % intervals that hold for all sites, targets and stresses at "
        "once. {broken} missed, {line} on the line (within the tolerance), ? the interval covers "
        "the limit, {nothing} not under this stress, or nobody came.",
        "± là nửa độ rộng các khoảng tin cậy 95 % đúng đồng thời cho mọi nơi, mục tiêu và sức ép. "
        "{broken} không đạt, {line} sát ngưỡng (trong dung sai), ? khoảng tin cậy chứa ngưỡng, "
        "{nothing} không chịu sức ép này hoặc không có ai đến.",
    ),
    "one_replication": Word(
        "One replication: no intervals. {broken} missed, {line} on the line, {nothing} not under "
        "this stress, or nobody came.",
        "Một lần chạy: không có khoảng tin cậy. {broken} không đạt, {line} sát ngưỡng, {nothing} "
        "không chịu sức ép này hoặc không có ai đến.",
    ),
    "interrupted": Word(
        "Interrupted: {done} of the plan's replications are done. Not looked at: {missing}.",
        "Bị dừng: đã xong {done} lần chạy của kế hoạch. Chưa xét: {missing}.",
    ),
    "interrupted_late": Word(
        "Interrupted: what is shown rests on fewer replications than asked for.",
        "Bị dừng: kết quả dựa trên ít lần chạy hơn yêu cầu.",
    ),
    "overview": Word("Sites by the worst of their targets", "Số nơi, theo mục tiêu kém nhất"),
    "stress": Word("Stress", "Sức ép"),
    "sites": Word("Sites", "Số nơi"),
    "held": Word("hold", "đạt"),
    "on_the_line": Word("on the line", "sát ngưỡng"),
    "broken": Word("miss", "không đạt"),
    "breaks": Word("of these met\nas planned", "trong đó đạt\ntheo kế hoạch"),
    "unsure": Word("interval covers\na limit", "khoảng tin cậy\nchứa ngưỡng"),
    "idle": Word("nobody came", "không có ai đến"),
    "nothing_broken": Word("No target breaks: {target}.", "Không mục tiêu nào bị vỡ: {target}."),
    "worst": Word("{target} [{unit}]", "{target} [{unit}]"),
    "order": Word(
        "By target, below: sites that break, worst first, then those that miss it as planned.",
        "Dưới đây, theo từng mục tiêu: nơi bị vỡ, nặng nhất trước, rồi đến nơi không đạt ngay từ "
        "kế hoạch.",
    ),
    "capped": Word("over {limit}", "trên {limit}"),
    "more": Word(
        "... and {more} more; stress.csv has all.", "... và {more} nơi nữa; xem stress.csv."
    ),
    "site": Word("Site", "Nơi tiếp nhận"),
    "min": Word("min", "phút"),
    "share": Word("%", "%"),
    "figure": Word("Which targets break under stress", "Mục tiêu nào vỡ khi có sức ép"),
    "figure_note": Word(
        "{broken} missed, {line} on the line. The deeper the orange, the more a target is missed, "
        "the deeper the blue, the better it is met; values over all days and replications.",
        "{broken} không đạt, {line} sát ngưỡng. Cam càng đậm thì càng thiếu, xanh càng đậm thì "
        "càng vượt mục tiêu; giá trị tính trên mọi ngày và lần chạy.",
    ),
    "figure_worst": Word("The {n} worst of {all}.", "{n} trên {all} dòng kém nhất."),
    "about": Word("About", "Giải thích"),
    "all": Word("All sites", "Mọi nơi"),
    "id": Word("Id", "Mã"),
    "tier": Word("Tier", "Cấp"),
    "target": Word("Target", "Mục tiêu"),
    "unit": Word("Unit", "Đơn vị"),
    "group": Word("Group with fewer", "Nhóm bị bớt"),
    "fewer": Word("Officers fewer", "Số người bớt"),
    "value": Word("Value", "Giá trị"),
    "low": Word("Low", "Cận dưới"),
    "high": Word("High", "Cận trên"),
    "verdict": Word("Verdict", "Kết quả"),
    "sure": Word("Sure", "Chắc chắn"),
    "days_met": Word("Days that meet it", "Tỷ lệ ngày đạt"),
    "change": Word("Change", "Thay đổi"),
    "change_low": Word("Change, low", "Thay đổi, cận dưới"),
    "change_high": Word("Change, high", "Thay đổi, cận trên"),
    "yes": Word("yes", "có"),
    "no": Word("no", "không"),
    "center": Word("center", "trung tâm"),
    "branch": Word("branch", "chi nhánh"),
    "point": Word("point", "điểm"),
    "book_numbers": Word(
        "Shares are shares of 1, shown in per cent; waits are minutes. Change: under the stress "
        "less as planned, on the same citizens and chance; blank for the day of its own.",
        "Tỷ lệ là phần của 1, hiện theo phần trăm; thời gian chờ tính bằng phút. Thay đổi: khi có "
        "sức ép trừ theo kế hoạch, cùng người dân và ngẫu nhiên; để trống với ngày riêng.",
    ),
}

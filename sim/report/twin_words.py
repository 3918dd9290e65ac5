"""What a run beside formulas is told in, in English and in Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

from sim.report.word import Word

TWIN: Mapping[str, Word] = {
    "title": Word(
        "{scenario}: formulas beside the simulation", "{scenario}: công thức bên cạnh mô phỏng"
    ),
    "basis": Word(
        "Measured: {days} days from {first} to {last}, {replications} replications, seed {seed}.",
        "Đo: {days} ngày, từ {first} đến {last}, {replications} lần chạy, hạt giống {seed}.",
    ),
    "inputs": Word(
        "Formulas are told what was seen in the run: tickets by hour (those who come again "
        "included), counter times, officers after absence to the nearest number; patience by its "
        "law. Waits are of all tickets, by the hour of the ticket. ± is the half-width of the 95 % "
        "interval.",
        "Công thức nhận số liệu thấy trong mô phỏng: lượt lấy số theo giờ (gồm cả người quay lại), "
        "thời gian phục vụ, số cán bộ sau khi trừ vắng mặt (làm tròn); sức chờ theo phân phối đã "
        "cho. Thời gian chờ tính trên mọi lượt, theo giờ lấy số. ± là nửa độ rộng khoảng tin cậy "
        "95 %.",
    ),
    "result": Word(
        "{judged} site-hours with at least {least} tickets: formulas are right at {right} "
        "({share} % of tickets), would have misled at {wrong}, and say nothing at {none}.",
        "{judged} cặp nơi–giờ có ít nhất {least} lượt: công thức đúng ở {right} ({share} % số "
        "lượt), gây hiểu sai ở {wrong}, và không nói được gì ở {none}.",
    ),
    "near": Word(
        "Right: intervals meet, or within half a minute or 10 %.",
        "Đúng: các khoảng tin cậy chạm nhau, hoặc lệch không quá nửa phút hay 10 %.",
    ),
    "interrupted": Word(
        "Interrupted: {done} replications are done.", "Bị dừng: đã xong {done} lần chạy."
    ),
    "reasons": Word("Why formulas and simulation differ", "Vì sao công thức và mô phỏng khác nhau"),
    "worst": Word(
        "Where a formula would have misled most [min]", "Nơi công thức gây hiểu sai nhất [phút]"
    ),
    "none_title": Word("Where no formula applies [min]", "Nơi không công thức nào áp dụng [phút]"),
    "more": Word("... and {more} more; twin.csv has all.", "... và {more} dòng nữa; xem twin.csv."),
    "reason": Word("Why", "Vì sao"),
    "rows": Word("Site-hours", "Nơi–giờ"),
    "of_tickets": Word("% of tickets", "% số lượt"),
    "mean_formula": Word("Formula [min]", "Công thức [phút]"),
    "mean_simulated": Word("Simulation [min]", "Mô phỏng [phút]"),
    "site": Word("Site", "Nơi tiếp nhận"),
    "line": Word("Line", "Hàng chờ"),
    "hour": Word("Hour", "Giờ"),
    "formula": Word("Formula", "Công thức"),
    "says": Word("Says", "Kết quả"),
    "simulated": Word("Simulation", "Mô phỏng"),
    "no_formula": Word("none", "không có"),
    # Reasons, in short.
    "agrees": Word("formula is right", "công thức đúng"),
    "few": Word("too few tickets", "quá ít lượt"),
    "nobody": Word("nobody on duty", "không có cán bộ trực"),
    "overload": Word("overload", "quá tải"),
    "carry_over": Word("queue carries over", "hàng chờ dồn sang"),
    "short": Word("too short to settle", "chưa kịp ổn định"),
    "opening": Word("opening or break", "mở cửa hoặc nghỉ trưa"),
    "shifts": Word("shifts within the hour", "đổi ca trong giờ"),
    "absence": Word("absence", "vắng mặt"),
    "days": Word("days differ", "ngày không đều"),
    "service": Word("counter times", "thời gian phục vụ"),
    "stages": Word("stages", "nhiều bước"),
    "skills": Word("not all serve all", "chuyên môn khác nhau"),
    "timetable": Word("fixed times", "đến theo giờ định sẵn"),
    "bookings": Word("appointments", "đặt lịch hẹn"),
    "intake": Word("online intake", "hồ sơ trực tuyến"),
    "balking": Word("turning back", "thấy đông bỏ về"),
    "closing": Word("closing", "giờ đóng cửa"),
    "classes": Word("priorities", "ưu tiên"),
    "returns": Word("coming again", "người quay lại"),
    "together": Word("several together", "nhiều lý do"),
    # The same with the numbers of a row.
    "because_agrees": Word("The formula is right.", "Công thức đúng."),
    "because_few": Word("{count} tickets are too few to tell.", "{count} lượt là quá ít."),
    "because_nobody": Word(
        "nobody is on duty; tickets wait until somebody is",
        "không có cán bộ trực; phải chờ đến khi có người",
    ),
    "because_overload": Word(
        "load {load} % of {officers} officers and nobody leaves: a queue without a steady state",
        "tải {load} % của {officers} cán bộ mà không ai bỏ về: hàng chờ không có trạng thái ổn "
        "định",
    ),
    "because_carry_over": Word(
        "{queue} wait already at {hour}:00; the queue of before adds {minutes} min",
        "lúc {hour}:00 đã có {queue} lượt chờ; hàng chờ cũ thêm {minutes} phút",
    ),
    "because_short": Word(
        "load {load} %: a steady queue takes {settling} min to form and the day does not give it; "
        "{minutes} min",
        "tải {load} %: hàng chờ ổn định cần {settling} phút để hình thành nhưng trong ngày không "
        "kịp; {minutes} phút",
    ),
    "because_opening": Word(
        "tickets are given while nobody is on duty (opening or break): {minutes} min",
        "phát số khi chưa có cán bộ trực (trước giờ mở cửa hoặc giờ nghỉ): {minutes} phút",
    ),
    "because_shifts": Word(
        "officers come and go within the hour ({officers} on average): {minutes} min",
        "số cán bộ đổi trong giờ (trung bình {officers}): {minutes} phút",
    ),
    "because_absence": Word(
        "officers absent on some days ({officers} there on average): {minutes} min",
        "có ngày cán bộ vắng (trung bình có {officers}): {minutes} phút",
    ),
    "because_days": Word(
        "days differ by {cv} % (standard deviation of the rate): {minutes} min",
        "ngày này khác ngày kia {cv} % (độ lệch chuẩn của số lượt): {minutes} phút",
    ),
    "because_service": Word(
        "counter times vary otherwise than exponential ones (cv² {scv}): {minutes} min",
        "thời gian phục vụ không theo phân phối mũ (cv² {scv}): {minutes} phút",
    ),
    "because_stages": Word(
        "{share} % of tickets come from a stage before",
        "{share} % số lượt từ bước trước chuyển sang",
    ),
    "because_skills": Word(
        "{share} % of tickets wait while an officer is idle who cannot serve them",
        "{share} % số lượt phải chờ dù có cán bộ rảnh nhưng không làm được việc đó",
    ),
    "because_timetable": Word(
        "{share} % of tickets come at fixed times, not by chance",
        "{share} % số lượt đến theo giờ định sẵn, không ngẫu nhiên",
    ),
    "because_bookings": Word(
        "{share} % of tickets are appointments, more even than chance",
        "{share} % số lượt đặt lịch hẹn, đều hơn ngẫu nhiên",
    ),
    "because_intake": Word(
        "{share} % of officers' work is online and postal intake, which no formula counts",
        "{share} % công việc là tiếp nhận trực tuyến và bưu chính, công thức không tính",
    ),
    "because_balking": Word(
        "{share} % turn back from a long queue", "{share} % thấy đông nên bỏ về"
    ),
    "because_closing": Word(
        "{share} % are sent home at the close", "{share} % hết giờ chưa được phục vụ"
    ),
    "because_classes": Word(
        "{share} % of tickets are of another priority class than the rest",
        "{share} % số lượt thuộc mức ưu tiên khác",
    ),
    "because_returns": Word(
        "{share} % come again (to supplement, to collect, after leaving), less patient and not "
        "by chance: {minutes} min",
        "{share} % là người quay lại (bổ sung, nhận kết quả, sau khi bỏ về), ít kiên nhẫn hơn và "
        "không ngẫu nhiên: {minutes} phút",
    ),
    "because_together": Word(
        "several things together, none of them large enough",
        "nhiều lý do cộng lại, không lý do nào đủ lớn",
    ),
    # Figure and workbook.
    "figure": Word("Formulas against the simulation", "Công thức so với mô phỏng"),
    "x": Word("Mean wait by the formula [min]", "Thời gian chờ trung bình theo công thức [phút]"),
    "y": Word("Mean wait in the simulation [min]", "Thời gian chờ trung bình mô phỏng [phút]"),
    "figure_note": Word(
        "A dot is a site at an hour; on the line both say the same. Bars are 95 % intervals. Waits "
        "below {least} min are drawn there. The label has the number of dots.",
        "Mỗi chấm là một nơi tại một giờ; trên đường chéo hai bên bằng nhau. Vạch là khoảng tin "
        "cậy 95 %. Chờ dưới {least} phút vẽ tại đó. Trong chú thích là số chấm.",
    ),
    "figure_none": Word(
        "{n} site-hours without a formula are not drawn.", "{n} cặp không có công thức: không vẽ."
    ),
    "others": Word("other reasons", "lý do khác"),
    "above": Word("the formula is too kind", "công thức quá lạc quan"),
    "below": Word("the formula is too harsh", "công thức quá bi quan"),
    "sheet": Word("Formulas", "Công thức"),
    "id": Word("Id", "Mã"),
    "officers": Word("Officers", "Cán bộ"),
    "tickets": Word("Tickets a day", "Lượt một ngày"),
    "load": Word("Load", "Tải"),
    "low": Word("Low", "Cận dưới"),
    "high": Word("High", "Cận trên"),
    "difference": Word("Difference", "Chênh lệch"),
    "told": Word("By the day's chain", "Theo chuỗi trong ngày"),
    "explained": Word("In words", "Diễn giải"),
}

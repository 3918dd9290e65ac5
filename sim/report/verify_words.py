"""What the check against theory says, in English and in Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

from sim.report.word import Word

SYSTEM: Mapping[str, Word] = {
    "mm3": Word("M/M/3", "M/M/3"),
    "mm12": Word("M/M/12", "M/M/12"),
    "md3": Word("M/D/3", "M/D/3"),
    "mg1-fixed": Word("M/D/1", "M/D/1"),
    "mg1-lognormal": Word("M/G/1, lognormal", "M/G/1, loga chuẩn"),
    "mg1-hyperexponential": Word("M/G/1, hyperexponential", "M/G/1, siêu mũ"),
    "mg1-dossiers": Word("M/G/1, several dossiers a visit", "M/G/1, nhiều hồ sơ mỗi lượt"),
    "me3": Word("M/E3/3", "M/E3/3"),
    "mh2": Word("M/H2/3", "M/H2/3"),
    "mm2-priorities": Word("M/M/2, two classes", "M/M/2, hai mức ưu tiên"),
    "mm4-priorities": Word("M/M/4, three classes", "M/M/4, ba mức ưu tiên"),
    "mg1-priorities": Word("M/G/1, three classes", "M/G/1, ba mức ưu tiên"),
    "balking": Word("M/M/3/9, who finds six waiting leaves", "M/M/3/9, thấy sáu người chờ thì về"),
    "patience-exponential": Word(
        "M/M/4+M, exponential patience", "M/M/4+M, kiên nhẫn phân phối mũ"
    ),
    "patience-fixed": Word("M/M/4+D, fixed patience", "M/M/4+D, kiên nhẫn cố định"),
    "patience-erlang": Word("M/M/4+E3, Erlang patience", "M/M/4+E3, kiên nhẫn Erlang"),
    "patience-lognormal": Word("M/M/4+G, lognormal patience", "M/M/4+G, kiên nhẫn loga chuẩn"),
    "tandem": Word("Two desks in turn", "Hai quầy nối tiếp"),
    "day-rush": Word("A day that starts empty", "Ngày bắt đầu không có ai"),
    "day-steps": Word("A day of steps", "Ngày có nhu cầu và nhân sự theo bậc"),
    "day-growing": Word("A day with a growing staff", "Ngày nhân sự tăng dần"),
    "day-shrinking": Word("A day with a shrinking staff", "Ngày nhân sự giảm dần"),
}
"""The systems by the names of their files."""

MEASURE: Mapping[str, Word] = {
    "wait_mean": Word("Mean wait [min]", "Chờ trung bình [phút]"),
    "wait_all_mean": Word("Mean wait of all [min]", "Chờ trung bình của mọi lượt [phút]"),
    "wait_p90": Word("90 % wait at most [min]", "90 % chờ tối đa [phút]"),
    "wait_p95": Word("95 % wait at most [min]", "95 % chờ tối đa [phút]"),
    "wait_p99": Word("99 % wait at most [min]", "99 % chờ tối đa [phút]"),
    "waited_share": Word("Not served at once [%]", "Không được phục vụ ngay [%]"),
    "within_target_share": Word("Within the wait target [%]", "Chờ trong mục tiêu [%]"),
    "abandoned_share": Word("Lost patience and left [%]", "Hết kiên nhẫn, bỏ về [%]"),
    "balked_share": Word("Left at once [%]", "Về ngay [%]"),
    "time_at_site_mean": Word("Time at the site [min]", "Thời gian tại nơi tiếp nhận [phút]"),
    "queue_mean": Word("Mean queue [visits]", "Hàng chờ trung bình [lượt]"),
    "utilisation": Word("Utilisation [%]", "Mức độ sử dụng [%]"),
    "overtime_per_day": Word("Overtime [min/day]", "Làm thêm [phút/ngày]"),
    "arrivals_per_day": Word("Arrivals [visits/day]", "Lượt đến [lượt/ngày]"),
    "little": Word("Queue / (arrivals × wait) [%]", "Hàng chờ / (lượt đến × chờ) [%]"),
}

FAMILY: Mapping[str, Word] = {
    "waits": Word("waits", "thời gian chờ"),
    "shares": Word("shares of visits", "tỷ lệ lượt đến"),
    "queue": Word("queue, Little's law", "hàng chờ, định luật Little"),
    "officers": Word("officers' time", "giờ làm việc"),
    "arrivals": Word("arrivals", "lượt đến"),
}
"""Kinds of measures, told apart in the figure."""

VERIFY: Mapping[str, Word] = {
    "title": Word(
        "The simulator beside exact theory: {cases} measures of {systems} systems",
        "Mô phỏng so với lý thuyết chính xác: {cases} chỉ tiêu của {systems} hệ thống",
    ),
    "title_one": Word(
        "The simulator beside exact theory: {cases} measures of one system",
        "Mô phỏng so với lý thuyết chính xác: {cases} chỉ tiêu của một hệ thống",
    ),
    "basis": Word(
        "Each system is a scenario in {folder}, simulated {replications} times over. SE is the "
        "standard error of what was simulated; off is how many of them it is from the exact value. "
        "Up to {allowed} may be chance: a simulator without a fault has all cases within that in "
        "999 of 1,000 such tables.",
        "Mỗi hệ thống là một kịch bản trong {folder}, được mô phỏng {replications} lần. SE là sai "
        "số chuẩn của giá trị mô phỏng; độ lệch là số sai số chuẩn so với giá trị chính xác. Đến "
        "{allowed} có thể là ngẫu nhiên: nếu mô phỏng đúng, 999 trên 1.000 bảng như thế không có "
        "trường hợp nào vượt quá.",
    ),
    "sets": Word("Changed by --set: {sets}", "Thay đổi bằng --set: {sets}"),
    "system": Word("System", "Hệ thống"),
    "measure": Word("Measure", "Chỉ tiêu"),
    "expected": Word("Exactly", "Chính xác"),
    "got": Word("Simulated", "Mô phỏng"),
    "error": Word("SE [%]", "SE [%]"),
    "off": Word("Off [SE]", "Lệch [SE]"),
    "verdict": Word("Verdict", "Kết luận"),
    "ok": Word("ok", "đạt"),
    "is_off": Word("OFF", "LỆCH"),
    "all_agree": Word(
        "All {cases} agree with theory. Furthest away: {case}, {off} standard errors of {allowed} "
        "allowed. Half of the measures would have given away an error of {noticed} %.",
        "Cả {cases} chỉ tiêu đều khớp lý thuyết. Lệch nhất: {case}, {off} sai số chuẩn, cho phép "
        "{allowed}. Một nửa số chỉ tiêu đã có thể làm lộ sai lệch {noticed} %.",
    ),
    "some_off": Word(
        "{off} of {cases} do NOT agree with theory; the furthest is {case}, {most} standard "
        "errors off with {allowed} allowed. Chance does not explain that.",
        "{off} trên {cases} chỉ tiêu KHÔNG khớp lý thuyết; lệch nhất là {case}, {most} sai số "
        "chuẩn trong khi chỉ cho phép {allowed}. Ngẫu nhiên không giải thích được.",
    ),
    "figure_title": Word(
        "How far the simulator is from exact theory", "Mô phỏng lệch bao xa so với lý thuyết"
    ),
    "figure_off": Word(
        "Simulated − exact [standard errors]", "Mô phỏng − chính xác [sai số chuẩn]"
    ),
    "figure_noticed": Word("Error that would be noticed [%]", "Sai lệch có thể phát hiện [%]"),
    "figure_note": Word(
        "A dot is a measure of a system. Grey: what chance may explain, ±{allowed} standard "
        "errors; in 999 of 1,000 tables of a right simulator no dot is outside. {replications} "
        "replications.",
        "Mỗi điểm là một chỉ tiêu của một hệ thống. Vùng xám: mức ngẫu nhiên có thể giải thích, "
        "±{allowed} sai số chuẩn; nếu mô phỏng đúng, 999 trên 1.000 bảng không có điểm nào nằm "
        "ngoài. {replications} lần chạy.",
    ),
}

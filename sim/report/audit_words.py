"""What an audit says, in English and in Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

from sim.report.word import Word

AUDIT: Mapping[str, Word] = {
    "title": Word("Audit of {scenario}", "Kiểm tra quy luật của {scenario}"),
    "basis": Word(
        "Read off the journals of {replications} replications. Little's law and the two engines: "
        "days at sites chosen by chance, played again event by event by the readable engine.",
        "Đọc từ nhật ký của {replications} lần chạy. Luật Little và hai bộ máy mô phỏng: một số "
        "ngày ở một số nơi, chọn ngẫu nhiên, được bộ máy tham chiếu chạy lại từng sự kiện.",
    ),
    "law": Word("What must always hold", "Điều luôn phải đúng"),
    "checked": Word("Checked", "Đã kiểm tra"),
    "violations": Word("Violations", "Vi phạm"),
    "largest": Word("Largest\ndiscrepancy", "Sai lệch\nlớn nhất"),
    "verdict": Word("Verdict", "Kết luận"),
    "holds": Word("holds", "đúng"),
    "broken": Word("BROKEN", "SAI"),
    "unseen": Word(
        "Nothing was checked: no replication was played in this process.",
        "Chưa kiểm tra gì: không có lần chạy nào được thực hiện trong tiến trình này.",
    ),
    "all_hold": Word("Every law holds.", "Mọi quy luật đều đúng."),
    "some_broken": Word(
        "{n} of {laws} laws are broken: do not rely on these results. The first cases:",
        "{n} trong {laws} quy luật bị vi phạm: không nên dựa vào kết quả này. Những trường hợp "
        "đầu tiên:",
    ),
    "sheet": Word("Audit", "Kiểm tra quy luật"),
    "scenario": Word("Scenario", "Kịch bản"),
    "first_cases": Word("First cases", "Trường hợp đầu tiên"),
    "seconds": Word("{value} s", "{value} giây"),
    "visit_minutes": Word("{value} visit min", "{value} lượt phút"),
    "nothing": Word("0", "0"),
}

LAWS: Mapping[str, Word] = {
    "ends_once": Word("Every visit ends exactly once", "Mỗi lượt đến kết thúc đúng một lần"),
    "waits": Word(
        "Waits from 0 to patience, services as long as drawn",
        "Thời gian chờ từ 0 đến mức kiên nhẫn, phục vụ đúng thời lượng đã rút",
    ),
    "one_at_a_time": Word(
        "An officer is at one job at a time", "Mỗi cán bộ chỉ làm một việc một lúc"
    ),
    "skills": Word("Officers serve within their skills", "Cán bộ phục vụ đúng thủ tục được giao"),
    "on_duty": Word(
        "Services start on duty or held", "Phục vụ bắt đầu trong ca trực hoặc khi được giữ lại"
    ),
    "nobody_idle": Word(
        "No officer is free while somebody they can serve waits",
        "Không cán bộ nào rảnh khi có người chờ mà họ phục vụ được",
    ),
    "ticket_order": Word(
        "Ticket order within site, class and skill",
        "Đúng thứ tự phiếu trong cùng nơi, hạng ưu tiên và thủ tục",
    ),
    "visits": Word("Visits in = out + left", "Lượt đến vào = ra + còn lại"),
    "dossiers": Word("Dossiers in = out + left", "Hồ sơ vào = ra + còn lại"),
    "minutes": Word(
        "Staff minutes: duty + overtime = work + idle",
        "Phút công: ca trực + làm thêm = làm việc + rảnh",
    ),
    "little": Word(
        "Little's law: integral of the queue = sum of waits",
        "Luật Little: tích phân hàng chờ = tổng thời gian chờ",
    ),
    "engines": Word("Both engines give the same journal", "Hai bộ máy cho cùng một nhật ký"),
}

COUNTED: Mapping[str, Word] = {
    "visits": Word("{n} visits", "{n} lượt đến"),
    "waits": Word("{n} waits", "{n} lần chờ"),
    "services": Word("{n} services", "{n} lần phục vụ"),
    "works": Word("{n} intakes of online dossiers", "{n} lần tiếp nhận hồ sơ trực tuyến"),
    "held": Word("{n} by officers held", "{n} do cán bộ được giữ lại"),
    "officer_days": Word("{n} duties", "{n} ca trực"),
    "stretches": Word("{n} idle stretches", "{n} khoảng rảnh"),
    "holds": Word("{n} holds", "{n} lần giữ lại"),
    "pairs": Word("{n} pairs", "{n} cặp"),
    "drawn": Word("{n} drawn", "{n} được rút"),
    "caused": Word("{n} caused", "{n} phát sinh"),
    "ended": Word("{n} ended", "{n} kết thúc"),
    "open": Word("{n} open", "{n} còn mở"),
    "filed": Word("{n} filed", "{n} đã nộp"),
    "done": Word("{n} done", "{n} hoàn tất"),
    "lost": Word("{n} lost", "{n} bỏ dở"),
    "unclaimed": Word("{n} unclaimed", "{n} không nhận kết quả"),
    "left": Word("{n} left", "{n} còn lại"),
    "minutes": Word("{n} minutes", "{n} phút"),
    "site_days": Word("{n} days at sites", "{n} ngày tại các nơi"),
    "waited_minutes": Word("{n} minutes waited", "{n} phút chờ"),
    "compared": Word("{n} visits and dossiers", "{n} lượt đến và hồ sơ"),
    "whole_days": Word("{n} days of the whole network", "{n} ngày của toàn mạng lưới"),
}

CASE: Mapping[str, Word] = {
    "replication": Word("replication {n}", "lần chạy {n}"),
    "site": Word("site {site}", "nơi {site}"),
    "visit": Word(
        "visit to {purpose} of dossier {dossier}, no. {repetition}",
        "lượt đến để {purpose} của hồ sơ {dossier}, lần {repetition}",
    ),
    "dossier": Word("dossier {dossier}", "hồ sơ {dossier}"),
    "officer": Word("officer {officer}", "cán bộ {officer}"),
    "off": Word("off by {off}", "lệch {off}"),
    "never": Word("never", "không có"),
    "joined": Word("ticket {at}", "lấy phiếu {at}"),
    "called": Word("called {at}", "được gọi {at}"),
    "left": Word("left {at}", "rời đi {at}"),
    "called_again": Word("called in the replay {at}", "được gọi khi chạy lại {at}"),
    "left_again": Word("left in the replay {at}", "rời đi khi chạy lại {at}"),
    "arrived": Word("arrived {at}", "đến {at}"),
    "begun": Word("begun {at}", "bắt đầu {at}"),
    "begun_again": Word("begun in the replay {at}", "bắt đầu khi chạy lại {at}"),
    "ended": Word("ended {at}", "kết thúc {at}"),
    "free_from": Word("free from {at}", "rảnh từ {at}"),
    "free_until": Word("free until {at}", "rảnh đến {at}"),
    "filed": Word("filed {at}", "nộp {at}"),
    "accepted": Word("accepted {at}", "tiếp nhận {at}"),
    "ready": Word("ready {at}", "có kết quả {at}"),
    "finished": Word("finished {at}", "hoàn tất {at}"),
    "since": Word("from {at}", "từ {at}"),
    "until": Word("until {at}", "đến {at}"),
    "purpose_0": Word("file", "nộp"),
    "purpose_1": Word("supplement", "bổ sung"),
    "purpose_2": Word("collect", "nhận kết quả"),
    "purpose_3": Word("enquire", "hỏi"),
}

"""What a sweep says, in English and in Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

from sim.report.words import Word

SWEEP: Mapping[str, Word] = {
    "title": Word("{scenario}: a sweep over {keys}", "{scenario}: khảo sát theo {keys}"),
    "basis": Word(
        "{points} points on the same citizens: {days} days from {first} to {last}, {replications} "
        "replications, seed {seed}. ± is the half-width of the 95 % interval.",
        "{points} điểm trên cùng người dân: {days} ngày, từ {first} đến {last}, {replications} lần "
        "chạy, hạt giống {seed}. ± là nửa độ rộng của khoảng tin cậy 95 %.",
    ),
    "sites_exact": Word(
        "Only {sites} was simulated: nothing joins it to other sites, so that it fares as in the "
        "whole network, bit for bit.",
        "Chỉ mô phỏng {sites}: không có gì nối với các nơi khác, nên kết quả giống hệt khi mô "
        "phỏng toàn mạng lưới.",
    ),
    "sites_alone": Word(
        "Only {sites} was simulated, as asked by --alone. Back offices work for other sites too, "
        "and are less busy here than they would be: results may be fetched a little earlier.",
        "Chỉ mô phỏng {sites}, theo --alone. Bộ phận xử lý còn phục vụ các nơi khác nên ở đây ít "
        "việc hơn thực tế: kết quả có thể được nhận sớm hơn một chút.",
    ),
    "several": Word("{count} sites", "{count} nơi"),
    "table": Word("{scope}: what each point gives", "{scope}: kết quả tại từng điểm"),
    "steps": Word(
        "{scope}: what each step changes, between the same citizens",
        "{scope}: mỗi bước thay đổi được gì, trên cùng người dân",
    ),
    "point": Word("Point", "Điểm"),
    "step": Word("Step", "Bước"),
    "hours": Word("Officer\n[h/day]", "Giờ công\n[h/ngày]"),
    "waiting": Word("Waited\n[h/day]", "Tổng chờ\n[h/ngày]"),
    "staff": Word("Staff", "Nhân sự"),
    "cost": Word("Officers\n[m {currency}]", "Công chức\n[tr. {currency}]"),
    "costs": Word(
        "Officers' cost is in millions of {currency} a day.",
        "Chi phí công chức tính bằng triệu {currency} mỗi ngày.",
    ),
    "knee": Word(
        "Knee of the curve ({measure}, {scope}{line}): {point}. A unit buys {before} on the way to "
        "it, and {after} beyond it.",
        "Điểm gãy của đường cong ({measure}, {scope}{line}): {point}. Mỗi đơn vị đem lại {before} "
        "trước điểm này và {after} sau đó.",
    ),
    "knee_unclear": Word(
        "No clear knee ({measure}, {scope}{line}): what a unit buys hardly falls, or chance hides "
        "it; more replications may tell.",
        "Không có điểm gãy rõ ({measure}, {scope}{line}): lợi ích mỗi đơn vị hầu như không giảm, "
        "hoặc bị ngẫu nhiên che khuất; thêm lần chạy có thể cho biết.",
    ),
    "fewer": Word(
        "Told of {told} of the {count} sites that change; the parquet file has all.",
        "Chỉ nêu {told} trong {count} nơi thay đổi; tệp parquet có tất cả.",
    ),
    "interrupted": Word(
        "Interrupted: what was finished until then.", "Bị ngắt: chỉ gồm phần đã xong."
    ),
    "figure": Word("What {what} buys", "{what} đem lại gì"),
    "marked": Word("Ringed: the knee.", "Khoanh tròn: điểm gãy."),
    "lines": Word(
        "The first {drawn} of {count} lines; sweep.csv has all.",
        "{drawn} đường đầu trong {count} đường; sweep.csv có tất cả.",
    ),
    "bands": Word("Bands are 95 % intervals.", "Dải màu là khoảng tin cậy 95 %."),
    "sheet": Word("sweep", "khảo sát"),
    "sheet_steps": Word("steps", "từng bước"),
    "scope": Word("Where", "Nơi"),
    "measure": Word("Measure", "Chỉ số"),
    "unit": Word("Unit", "Đơn vị"),
    "mean": Word("Mean", "Trung bình"),
    "low": Word("95 % from", "95 % từ"),
    "high": Word("95 % to", "95 % đến"),
    "change": Word("Change from the point before", "Thay đổi so với điểm trước"),
    "change_low": Word("Change from (95 %)", "Thay đổi từ (95 %)"),
    "change_high": Word("Change to (95 %)", "Thay đổi đến (95 %)"),
}

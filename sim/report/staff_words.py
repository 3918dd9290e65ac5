"""What a study of the least staff says, in English and in Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

from sim.report.words import Word

STAFF: Mapping[str, Word] = {
    "title": Word("The least staff that meets the targets: {scenario}",
                  "Nhân sự ít nhất để đạt mục tiêu: {scenario}"),
    "targets": Word("Targets: {targets}.", "Mục tiêu: {targets}."),
    "basis": Word(
        "Each target is the long-run ratio over {days} days from {first} to {last}; final figures "
        "of {replications} replications that the search has not seen, seed {seed}.",
        "Mỗi mục tiêu là tỷ lệ dài hạn trong {days} ngày, từ {first} đến {last}; số liệu cuối cùng "
        "từ {replications} lần chạy không dùng khi tìm kiếm, hạt giống {seed}.",
    ),
    "guarantee": Word(
        "With at least 95 % for all sites at once: the officers named meet each target within "
        "{delta}, and one less does not beat it by more than that. Intervals hold jointly.",
        "Với xác suất ít nhất 95 % đồng thời cho mọi nơi: số công chức nêu ra đạt từng mục tiêu "
        "với sai lệch không quá {delta}, và bớt một người thì không vượt mục tiêu quá mức đó. Các "
        "khoảng tin cậy đúng đồng thời.",
    ),
    "delta_share": Word("1 point", "1 điểm phần trăm"),
    "delta_wait": Word("5 % of the wait", "5 % thời gian chờ"),
    "delta_both": Word("1 point, or 5 % of a wait", "1 điểm phần trăm, hoặc 5 % thời gian chờ"),
    "joined": Word(
        "Sites feel each other through back offices: figures of one less are of all sites with "
        "one less at once.",
        "Các nơi ảnh hưởng lẫn nhau qua bộ phận xử lý: số liệu bớt một người là khi mọi nơi cùng "
        "bớt một người.",
    ),
    "free": Word("Bounds of the policy are left aside (--free).",
                 "Không áp dụng giới hạn của quy định (--free)."),
    "open": Word(
        "Not settled within {replications} replications: {sites}. The guarantee does not cover "
        "them; more --replications will tell.",
        "Chưa kết luận được sau {replications} lần chạy: {sites}. Bảo đảm trên không áp dụng cho "
        "các nơi này; hãy tăng --replications.",
    ),
    "proof_group": Word(
        "By group each line (procedures with the same groups) meets the targets by itself. The "
        "total is the least if more officers never do harm{but}.",
        "Theo nhóm, mỗi hàng (các thủ tục do cùng những nhóm phục vụ) tự đạt mục tiêu. Tổng số là "
        "ít nhất nếu thêm người không bao giờ làm kém đi{but}.",
    ),
    "proof_but": Word("; not proven for {sites}", "; chưa chứng minh cho {sites}"),
    "proof_interval": Word(
        "By half-hour: no half-hour can give up an officer; another shape of the day may take "
        "fewer officer hours.",
        "Theo nửa giờ: không nửa giờ nào bớt được người; một cách bố trí khác trong ngày có thể "
        "cần ít giờ công hơn.",
    ),
    "infeasible": Word(
        "{site}: {target} cannot be met within the bounds. {officers} officers, the most that is "
        "allowed, reach {value}; {needed} would do.",
        "{site}: không thể đạt {target} trong giới hạn. {officers} công chức, mức tối đa cho phép, "
        "chỉ đạt {value}; cần {needed}.",
    ),
    "hopeless": Word(
        "{site}: {target} is not met with any number of officers that was looked at. {officers}, "
        "the most, reach {value}: something else holds it up.",
        "{site}: không đạt {target} với mọi số công chức đã xét. Mức cao nhất {officers} người chỉ "
        "đạt {value}: nguyên nhân nằm ở chỗ khác.",
    ),
    "tiers": Word("Officers and staff by tier", "Công chức và nhân sự theo cấp"),
    "sites": Word("Site by site", "Từng nơi tiếp nhận"),
    "more": Word(
        "{n} more sites, which keep what they have and are clear, are in staff.csv and staff.xlsx.",
        "{n} nơi khác, giữ nguyên số người và kết quả rõ ràng, có trong staff.csv và staff.xlsx.",
    ),
    "untargeted": Word(
        "No target is for {n} sites; their officers stay as they are.",
        "Không có mục tiêu cho {n} nơi; số công chức ở đó giữ nguyên.",
    ),
    "site": Word("Site", "Nơi tiếp nhận"),
    "tier": Word("Tier", "Cấp"),
    "all": Word("All", "Tổng"),
    "number": Word("Sites", "Số nơi"),
    "now": Word("Officers\nnow", "Công chức\nhiện có"),
    "least": Word("Least\nofficers", "Công chức\nít nhất"),
    "change": Word("Change", "Thay đổi"),
    "staff": Word("Staff", "Nhân sự"),
    "staff_now": Word("Staff\nnow", "Nhân sự\nhiện có"),
    "target": Word("Target", "Mục tiêu"),
    "line": Word("Line", "Hàng"),
    "value_now": Word("Now", "Hiện tại"),
    "value": Word("With the\nleast", "Với số\nít nhất"),
    "less": Word("One\nless", "Bớt\nmột"),
    "one_more": Word("One\nmore", "Thêm\nmột"),
    "days": Word("Days\nmet [%]", "Ngày\nđạt [%]"),
    "note": Word("Note", "Ghi chú"),
    "hours": Word("Officer\nhours", "Giờ công"),
    "id": Word("Id", "Mã"),
    "low": Word("Low", "Cận dưới"),
    "high": Word("High", "Cận trên"),
    "binding": Word("Binding", "Ràng buộc"),
    "on_the_line": Word("on the line", "sát ngưỡng"),
    "open_mark": Word("open", "chưa rõ"),
    "infeasible_mark": Word("not met", "không đạt"),
    "policy_least": Word("policy: at least {n}", "quy định: ít nhất {n}"),
    "policy_most": Word("policy: at most {n}", "quy định: nhiều nhất {n}"),
    "skills": Word("somebody for all", "đủ người cho mọi việc"),
    "notes_title": Word(
        "On the line: the officers named, or one less, are within the tolerance of the target.",
        "Sát ngưỡng: số công chức nêu ra, hoặc bớt một, nằm trong sai lệch cho phép của mục tiêu.",
    ),
    "stage_pilot": Word("Looking at the load", "Xem khối lượng công việc"),
    "stage_search": Word("Searching at {sites} sites", "Tìm kiếm tại {sites} nơi"),
    "stage_look": Word(
        "Test {look}: {replications} replications, {sites} sites",
        "Kiểm định {look}: {replications} lần chạy, {sites} nơi",
    ),
    "stage_show": Word("Every measure of both plans", "Mọi chỉ số của hai phương án"),
    "figure_title": Word("The least officers that meet the targets",
                         "Số công chức ít nhất để đạt mục tiêu"),
    "figure_now": Word("officers now", "công chức hiện có"),
    "figure_least": Word("least that meets the targets", "ít nhất để đạt mục tiêu"),
    "figure_infeasible": Word("most allowed, target not met", "tối đa cho phép, không đạt"),
    "figure_axis": Word("Officers at counters", "Công chức tại quầy"),
    "figure_note": Word(
        "Targets: {targets}. {replications} replications, {first} to {last}. With 95 % for all "
        "sites at once, to within {delta}.",
        "Mục tiêu: {targets}. {replications} lần chạy, {first} đến {last}. Với 95 % đồng thời cho "
        "mọi nơi, sai lệch không quá {delta}.",
    ),
    "figure_shape": Word("Officers by half-hour", "Công chức theo nửa giờ"),
    "figure_clock": Word("Time of day", "Giờ trong ngày"),
    "book_about": Word("Read me", "Hướng dẫn"),
    "book_sites": Word("Least staff", "Nhân sự ít nhất"),
    "book_parts": Word("Groups and half-hours", "Nhóm và nửa giờ"),
    "group": Word("Group", "Nhóm"),
    "time": Word("From", "Từ"),
    "officers": Word("Officers", "Công chức"),
    "goal_within": Word("within {x} min ≥ {limit} %", "chờ không quá {x} phút ≥ {limit} %"),
    "goal_percentile": Word("{x} % wait at most {limit} min", "{x} % chờ không quá {limit} phút"),
    "goal_mean": Word("mean wait ≤ {limit} min", "chờ trung bình ≤ {limit} phút"),
    "goal_abandoned": Word("left without service ≤ {limit} %", "bỏ về ≤ {limit} %"),
    "goal_utilisation": Word("utilisation ≤ {limit} %", "mức sử dụng ≤ {limit} %"),
    "goal_on_time": Word("results on time ≥ {limit} %", "kết quả đúng hạn ≥ {limit} %"),
    "every": Word("{goal}, every half-hour", "{goal}, mỗi nửa giờ"),
}  # fmt: skip

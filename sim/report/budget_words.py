"""What a budget of officers says, in English and in Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

from sim.report.words import Word

BUDGET: Mapping[str, Word] = {
    "title": Word(
        "{officers} officers over {sites} sites so that citizens wait least: {scenario}",
        "Bố trí {officers} công chức cho {sites} nơi để người dân chờ ít nhất: {scenario}",
    ),
    "basis": Word(
        "{days} days from {first} to {last}, {replications} replications, seed {seed}; the search "
        "used {searched} others. Hours are for an open day. ± is the half-width of 95 % intervals.",
        "{days} ngày, từ {first} đến {last}, {replications} lần chạy, hạt giống {seed}; việc tìm "
        "kiếm dùng {searched} lần chạy khác. Số giờ tính cho một ngày làm việc. ± là nửa độ rộng "
        "khoảng tin cậy 95 %.",
    ),
    "counted": Word(
        "Officers are those at counters: {officers}, which makes {heads} people with those off the "
        "counter. Groups of a site grow and shrink in proportion.",
        "Công chức là người trực quầy: {officers} người; kể cả người không trực quầy là {heads}. "
        "Các nhóm ở mỗi nơi tăng giảm theo tỷ lệ.",
    ),
    "weights": Word(
        "What counts: {waiting} for an hour waited, {unserved} h for a visit not served, "
        "{overtime} for an hour of overtime.",
        "Cách tính: {waiting} cho một giờ chờ, {unserved} giờ cho một lượt không được phục vụ, "
        "{overtime} cho một giờ làm thêm.",
    ),
    "best_of_all": Word(
        "No other spread within the bounds is better on the demand of the search, in which "
        "{plans} plans gave a point of every site's curve each. Between and beyond these points a "
        "further officer is taken to save less than the one before; where some were seen not to, "
        "only to do no harm.",
        "Trên nhu cầu dùng để tìm kiếm, không có cách bố trí nào khác trong giới hạn tốt hơn; "
        "{plans} phương án, mỗi phương án cho một điểm trên đường cong của từng nơi. Giữa và ngoài "
        "các điểm đó, giả định mỗi công chức thêm vào tiết kiệm ít hơn người trước; nơi nào thấy "
        "khác đi thì chỉ giả định là không gây hại.",
    ),
    "gap": Word(
        "The search ended after {plans} plans: another spread may save up to {gap} h a day more.",
        "Việc tìm kiếm dừng sau {plans} phương án: cách bố trí khác có thể tiết kiệm thêm nhiều "
        "nhất {gap} giờ mỗi ngày.",
    ),
    "bends": Word(
        "Not convex, beyond chance, and searched further: {sites}.",
        "Không lồi, vượt mức ngẫu nhiên, nên đã tìm kỹ hơn: {sites}.",
    ),
    "rises": Word(
        "A further officer was seen to do harm, beyond chance, at {sites}: who leaves early waits "
        "less. Weigh visits not served (staffing.objective.unserved).",
        "Thêm công chức lại thấy kém đi, vượt mức ngẫu nhiên, ở {sites}: người bỏ về sớm thì chờ "
        "ít hơn. Hãy tính cả lượt không được phục vụ (staffing.objective.unserved).",
    ),
    "leaves": Word(
        "Mind: {more} more visits a day are not served in the best plan ({best}, against "
        "{before}). Who leaves early waits less; weigh them with staffing.objective.unserved.",
        "Lưu ý: phương án tốt nhất có thêm {more} lượt mỗi ngày không được phục vụ ({best} so với "
        "{before}). Người bỏ về sớm thì chờ ít hơn; hãy tính đến bằng staffing.objective.unserved.",
    ),
    "joined": Word(
        "Sites share back offices, so that a site's curve depends a little on the others; plans "
        "were simulated as whole networks.",
        "Các nơi dùng chung bộ phận xử lý nên đường cong của mỗi nơi phụ thuộc đôi chút vào nơi "
        "khác; mọi phương án đều được mô phỏng trên toàn mạng lưới.",
    ),
    "outside": Word(
        "The plan as it is breaks the bounds at {sites}. The best plan keeps them, and is compared "
        "with the plan as it is put within them; --free leaves those of the policy aside.",
        "Phương án hiện tại không đúng giới hạn ở {sites}. Phương án tốt nhất giữ đúng và được so "
        "với phương án hiện tại sau khi đưa về trong giới hạn; --free bỏ qua giới hạn chính sách.",
    ),
    "and_more": Word("{sites} and {n} more", "{sites} và {n} nơi khác"),
    "interrupted": Word(
        "Interrupted: figures from the {replications} replications that were finished.",
        "Bị ngắt: số liệu từ {replications} lần chạy đã hoàn thành.",
    ),
    "plan": Word("Plan", "Phương án"),
    "now": Word("as it is", "hiện tại"),
    "as-now": Word("as it is, {officers} within bounds", "hiện tại, {officers} trong giới hạn"),
    "best": Word("best", "tốt nhất"),
    "officers": Word("Officers", "Công\nchức"),
    "heads": Word("Staff", "Nhân\nsự"),
    "objective": Word("What counts\n[h/day]", "Mục tiêu\n[giờ/ngày]"),
    "waiting": Word("Waited\n[h/day]", "Chờ\n[giờ/ngày]"),
    "unserved": Word("Not served\n[visits/day]", "Không phục vụ\n[lượt/ngày]"),
    "overtime": Word("Overtime\n[h/day]", "Làm thêm\n[giờ/ngày]"),
    "saves": Word(
        "The best plan saves {hours} hours a day against the plan {before}.",
        "Phương án tốt nhất tiết kiệm {hours} giờ mỗi ngày so với phương án {before}.",
    ),
    "nothing": Word(
        "The plan as it is spreads its officers best.",
        "Phương án hiện tại đã bố trí công chức tốt nhất.",
    ),
    "moves": Word(
        "The largest of the {n} moves that lead there", "Các bước chuyển lớn nhất trong {n} bước"
    ),
    "moves_all": Word("The moves that lead there", "Các bước chuyển tới đó"),
    "runners_up": Word(
        "Moves away from the best plan that cost least",
        "Các bước chuyển khỏi phương án tốt nhất ít thiệt nhất",
    ),
    "move": Word(
        "one officer from {giver} to {taker} {effect}",
        "một công chức từ {giver} sang {taker} {effect}",
    ),
    "move_saves": Word("saves {hours} hours a day", "tiết kiệm {hours} giờ mỗi ngày"),
    "move_costs": Word("costs {hours} hours a day", "thiệt {hours} giờ mỗi ngày"),
    "moves_basis": Word(
        "Intervals of all moves listed hold at once.",
        "Khoảng tin cậy đúng đồng thời cho mọi bước chuyển đã nêu.",
    ),
    "sites": Word("Sites whose officers change", "Những nơi có số công chức thay đổi"),
    "sites_most": Word("The {n} sites that change most", "{n} nơi có thay đổi lớn nhất"),
    "site": Word("Site", "Nơi"),
    "officers_now": Word("Now", "Nay"),
    "officers_best": Word("Best", "Tốt\nnhất"),
    "hours_now": Word("Now\n[h/day]", "Nay\n[giờ/ngày]"),
    "hours_best": Word("Best\n[h/day]", "Tốt nhất\n[giờ/ngày]"),
    "one_more": Word("One more\nsaves", "Thêm một\ntiết kiệm"),
    "one_less": Word("One less\ncosts", "Bớt một\nthiệt"),
    "bound": Word("Bound", "Giới\nhạn"),
    "least": Word("least", "ít nhất"),
    "most": Word("most", "nhiều nhất"),
    "fixed": Word("fixed", "cố định"),
    "kept": Word(
        "Sites that change: {changed}, that keep their officers: {n}; all are in budget.csv.",
        "Số nơi thay đổi: {changed}, giữ nguyên: {n}; mọi nơi đều có trong budget.csv.",
    ),
    "figure_title": Word("Where {officers} officers save most", "Bố trí {officers} công chức"),
    "figure_officers": Word("Officers at counters", "Công chức trực quầy"),
    "figure_worth": Word(
        "What one more officer would save [h/day]", "Thêm một công chức tiết kiệm [giờ/ngày]"
    ),
    "figure_now": Word("as it is", "hiện tại"),
    "figure_best": Word("best", "tốt nhất"),
    "figure_bound": Word(
        "worth of one more, where the bounds allow none", "giá trị thêm một, khi giới hạn không cho"
    ),
    "figure_allowed": Word("worth of one more", "giá trị thêm một"),
    "figure_note": Word(
        "The {n} sites where most changes or one more officer is worth most. {replications} "
        "replications from {first} to {last}; bars: 95 % intervals. Right axis: linear below 1, "
        "logarithmic above.",
        "{n} nơi thay đổi nhiều nhất hoặc cần thêm người nhất. {replications} lần chạy từ {first} "
        "đến {last}; vạch: khoảng tin cậy 95 %. Trục phải: tuyến tính dưới 1, logarit ở trên.",
    ),
    "sheet": Word("budget", "bố trí"),
    "sheet_moves": Word("moves", "bước chuyển"),
    "sheet_about": Word("about", "giải thích"),
    "kind": Word("kind", "loại"),
    "towards": Word("towards the best plan", "tới phương án tốt nhất"),
    "away": Word("away from it", "rời khỏi nó"),
    "giver": Word("from", "từ"),
    "taker": Word("to", "sang"),
    "move_hours": Word("saves [h/day]", "tiết kiệm [giờ/ngày]"),
    "low": Word("low", "cận dưới"),
    "high": Word("high", "cận trên"),
    "id": Word("id", "mã"),
    "tier": Word("tier", "cấp"),
    "allowed_least": Word("officers at least", "công chức tối thiểu"),
    "allowed_most": Word("officers at most", "công chức tối đa"),
    "saved": Word("saved [h/day]", "tiết kiệm [giờ/ngày]"),
    "unserved_now": Word("not served now [visits/day]", "không phục vụ nay [lượt/ngày]"),
    "unserved_best": Word("not served, best [visits/day]", "không phục vụ, tốt nhất [lượt/ngày]"),
}

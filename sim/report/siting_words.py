"""What a siting study says, in English and in Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

from sim.report.words import Word

SITING: Mapping[str, Word] = {
    "title": Word(
        "Where new branches should stand, on top of {scenario}",
        "Nên đặt chi nhánh mới ở đâu, trên nền {scenario}",
    ),
    "basis": Word(
        "The {plans} best plans by the model, no two with the same branches, then simulated on "
        "the same citizens: {days} days from {first} to {last}, {replications} replications, seed "
        "{seed}.",
        "{plans} phương án tốt nhất theo mô hình, không có hai phương án trùng chi nhánh, sau đó "
        "được mô phỏng trên cùng người dân: {days} ngày, từ {first} đến {last}, {replications} lần "
        "chạy, hạt giống {seed}.",
    ),
    "minutes": Word(
        "Minutes: a citizen's time for each dossier, on the road and at the site, over all visits "
        "of its life, in the whole network. Model: by rates and formulas, without visits in vain. "
        "± is the half-width of 95 % intervals that hold for all plans at once.",
        "Phút: thời gian của người dân cho mỗi hồ sơ, đi đường và tại nơi tiếp nhận, qua mọi lượt "
        "đến, trên toàn mạng lưới. Mô hình: theo tần suất và công thức, không kể lượt đến vô ích. "
        "± là nửa độ rộng các khoảng tin cậy 95 % đúng đồng thời cho mọi phương án.",
    ),
    "weighted": Word(
        "A minute at the site counts for {weight} on the road.",
        "Một phút tại nơi tiếp nhận tính bằng {weight} phút đi đường.",
    ),
    "gap": Word(
        "By the model without new branches: {base} min. Proven gap to the best possible: {gap} %.",
        "Theo mô hình, không có chi nhánh mới: {base} phút. Khoảng cách đã chứng minh tới phương "
        "án tốt nhất có thể: {gap} %.",
    ),
    "peak": Word(
        "Formulas are asked at {factor} times the visits of an average hour, which is what the "
        "average visitor meets.",
        "Công thức được tính với {factor} lần số lượt đến của giờ trung bình, tức mức mà một người "
        "dân trung bình gặp.",
    ),
    "plan": Word("Plan", "Phương án"),
    "branches": Word("New branches", "Chi nhánh mới"),
    "points": Word("Points joined", "Điểm nhập vào"),
    "staff": Word("Staff", "Nhân sự"),
    "model": Word("Model\n[min]", "Mô hình\n[phút]"),
    "simulated": Word("Simulated\n[min]", "Mô phỏng\n[phút]"),
    "behind": Word("More than\nthe best", "Hơn phương\nán tốt nhất"),
    "lost": Word("Given\nup [%]", "Bỏ dở\n[%]"),
    "best": Word("best", "tốt nhất"),
    "unclear": Word(
        "{plans}: within chance of the best.", "{plans}: chưa khác rõ rệt phương án tốt nhất."
    ),
    "winner": Word("The best plan, branch by branch", "Phương án tốt nhất, theo từng chi nhánh"),
    "branch": Word("Branch", "Chi nhánh"),
    "takes_in": Word("Takes in", "Tiếp nhận"),
    "furthest": Word("Furthest\n[km]", "Xa nhất\n[km]"),
    "residents": Word("Residents", "Dân số"),
    "records": Word("Dossiers\n/day", "Hồ sơ\n/ngày"),
    "counters": Word("Counters", "Quầy"),
    "written": Word("Written: {file}", "Đã ghi: {file}"),
    "map_title": Word("Where the new branches stand", "Nơi đặt các chi nhánh mới"),
    "map_branch": Word("branch as before", "chi nhánh hiện có"),
    "map_new": Word("new branch", "chi nhánh mới"),
    "map_point": Word("reception point", "điểm tiếp nhận"),
    "map_joined": Word("point that joins a new branch", "điểm nhập vào chi nhánh mới"),
    "map_center": Word("provincial centre", "trung tâm tỉnh"),
    "map_east": Word("East [km]", "Hướng đông [km]"),
    "map_north": Word("North [km]", "Hướng bắc [km]"),
    "map_cities": Word("The cities", "Các thành phố"),
    "map_whole": Word("The province", "Toàn tỉnh"),
    "map_note": Word(
        "Points and new branches at the centroid of their commune; distances as the crow flies.",
        "Điểm và chi nhánh mới đặt tại trọng tâm của phường, xã; khoảng cách đường chim bay.",
    ),
}

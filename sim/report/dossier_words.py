"""What is said about dossiers, in English and in Vietnamese; part of the tables of `words`."""

from __future__ import annotations

from sim.report.word import Word

KPI = {
    "filed_per_day": Word("Dossiers filed", "Hồ sơ nộp vào"),
    "completed_per_day": Word("Results ready", "Hồ sơ có kết quả"),
    "turnaround_mean": Word("Mean turnaround", "Thời gian giải quyết trung bình"),
    "turnaround_p50": Word("Half are ready within", "Một nửa số hồ sơ có kết quả trong"),
    "turnaround_p90": Word("90 % are ready within", "90 % số hồ sơ có kết quả trong"),
    "on_time_share": Word("Results on time", "Tỷ lệ trả kết quả đúng hạn"),
    "visits_per_dossier": Word("Visits per dossier", "Số lượt đến mỗi hồ sơ"),
    "citizen_time_mean": Word(
        "Citizen's time per dossier", "Thời gian của người dân cho mỗi hồ sơ"
    ),
    "travel_mean": Word("Of this on the road", "Trong đó đi lại"),
    "lost_share": Word("Dossiers given up", "Tỷ lệ hồ sơ bị bỏ dở"),
    "open_at_end": Word("Dossiers open at the end", "Hồ sơ chưa xong khi kết thúc mô phỏng"),
    "wait_best_tenth": Word(
        "Mean wait, tenth of residents best off",
        "Thời gian chờ trung bình của 10 % dân cư chờ ít nhất",
    ),
    "wait_worst_tenth": Word(
        "Mean wait, tenth of residents worst off",
        "Thời gian chờ trung bình của 10 % dân cư chờ lâu nhất",
    ),
    "citizen_time_best_tenth": Word(
        "Citizen's time per dossier, tenth of residents best off",
        "Thời gian mỗi hồ sơ của 10 % dân cư mất ít nhất",
    ),
    "citizen_time_worst_tenth": Word(
        "Citizen's time per dossier, tenth of residents worst off",
        "Thời gian mỗi hồ sơ của 10 % dân cư mất nhiều nhất",
    ),
    "travel_best_tenth": Word(
        "On the road per dossier, tenth of residents best off",
        "Thời gian đi lại mỗi hồ sơ của 10 % dân cư đi ít nhất",
    ),
    "travel_worst_tenth": Word(
        "On the road per dossier, tenth of residents worst off",
        "Thời gian đi lại mỗi hồ sơ của 10 % dân cư đi nhiều nhất",
    ),
}

UNIT = {
    "dossiers/day": Word("dossiers/day", "hồ sơ/ngày"),
    "working days": Word("working days", "ngày làm việc"),
    "dossiers": Word("dossiers", "hồ sơ"),
}

HEAD = {
    "on_time_share": Word("Results on time [%]", "Trả đúng hạn [%]"),
    "turnaround_p50": Word("Half ready within [days]", "Một nửa xong trong [ngày]"),
    "turnaround_p90": Word("90 % ready within [days]", "90 % xong trong [ngày]"),
    "completed_per_day": Word("Results [dossiers/day]", "Kết quả [hồ sơ/ngày]"),
    "visits_per_dossier": Word("Visits per dossier", "Lượt đến mỗi hồ sơ"),
    "citizen_time_mean": Word("Citizen's time [min]", "Người dân mất [phút]"),
    "travel_mean": Word("of it on the road [min]", "trong đó đi lại [phút]"),
    "lost_share": Word("Given up [%]", "Bỏ dở [%]"),
    "open_at_end": Word("Open at the end", "Chưa xong khi kết thúc"),
    "wait_best_tenth": Word("Wait: best tenth", "Chờ: 10 % ít nhất"),
    "wait_worst_tenth": Word("Wait: worst tenth", "Chờ: 10 % lâu nhất"),
    "citizen_time_best_tenth": Word("Dossier: best tenth", "Hồ sơ: 10 % ít nhất"),
    "citizen_time_worst_tenth": Word("Dossier: worst tenth", "Hồ sơ: 10 % nhiều nhất"),
    "travel_best_tenth": Word("Road: best tenth", "Đi lại: 10 % ít nhất"),
    "travel_worst_tenth": Word("Road: worst tenth", "Đi lại: 10 % nhiều nhất"),
}

TEXT = {
    "shares_of_visits": Word(
        "Shares of those unserved are of visits: whoever comes again counts each time.",
        "Tỷ lệ chưa phục vụ tính theo lượt đến: ai trở lại thì mỗi lần đến tính một lượt.",
    ),
    "dossiers_title": Word(
        "Dossiers: how long they take, and what they take of citizens",
        "Hồ sơ: bao lâu có kết quả, người dân mất bao nhiêu công",
    ),
    "dossiers_basis": Word(
        "Of dossiers filed in the period; days are working days of the unit that has them, from "
        "filing to result. Visits, time and shares given up are of those that ended; a citizen's "
        "time is all of it on the road and at the site, over all visits for a dossier.",
        "Tính trên hồ sơ nộp trong kỳ; ngày là ngày làm việc của bộ phận giải quyết, từ khi nộp "
        "đến khi có kết quả. Lượt đến, thời gian và tỷ lệ bỏ dở tính trên hồ sơ đã kết thúc; thời "
        "gian người dân mất gồm đi lại và ở nơi giao dịch, qua mọi lượt đến cho một hồ sơ.",
    ),
    "tenths_title": Word(
        "Who waits and who travels: tenths of residents by home commune [min]",
        "Ai chờ lâu, ai đi xa: từng 10 % dân cư theo nơi cư trú [phút]",
    ),
    "tenths_basis": Word(
        "Means of the communes with the shortest and the longest, as many as hold a tenth of all "
        "residents: wait per visit, time and road per dossier.",
        "Trung bình của các xã ít nhất và nhiều nhất, gồm một phần mười dân số: thời gian chờ mỗi "
        "lượt, thời gian và đi lại mỗi hồ sơ.",
    ),
}

FIGURE = {
    "dossiers_title": Word(
        "Dossiers: how late, how long, how much of citizens' time",
        "Hồ sơ: trễ hạn, thời gian giải quyết, thời gian của người dân",
    ),
    "late_axis": Word(
        "Results that come late\n[% of those with a due day]",
        "Kết quả trễ hạn\n[% số hồ sơ có hạn]",
    ),
    "turnaround_axis": Word(
        "90 % have a result within\n[working days]", "90 % có kết quả trong\n[ngày làm việc]"
    ),
    "citizen_axis": Word(
        "Citizen's time per dossier,\nall visits [min]",
        "Thời gian của người dân cho mỗi hồ sơ,\nmọi lượt đến [phút]",
    ),
    "unreached": Word("not known", "chưa xác định"),
    "on_the_road": Word("on the road", "đi lại"),
    "at_the_site": Word("at the site", "tại nơi giao dịch"),
}

SHEET = {
    "commune": Word("Communes", "Xã, phường, thị trấn"),
}

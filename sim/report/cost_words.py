"""What is said about costs, in English and in Vietnamese; part of the tables of `words`."""

from __future__ import annotations

from sim.report.word import Word

KPI = {
    "waiting_hours_per_day": Word("Hours spent in queues", "Tổng số giờ chờ"),
    "officer_cost_per_day": Word("Cost of officers' hours", "Chi phí giờ công của công chức"),
    "citizen_cost_per_day": Word(
        "Cost of citizens' hours in queues", "Chi phí thời gian chờ của người dân"
    ),
}

UNIT = {"money/day": Word("{currency}/day", "{currency}/ngày")}

HEAD = {
    "waiting_hours_per_day": Word("In queues [h/day]", "Chờ [giờ/ngày]"),
    "officer_cost_per_day": Word("Officers [{currency}]", "Công chức [{currency}]"),
    "citizen_cost_per_day": Word("Waiting [{currency}]", "Chờ đợi [{currency}]"),
}

TEXT = {
    "costs_title": Word("What it costs", "Chi phí"),
    "costs_basis": Word(
        "Officers: hours on duty and overtime, at the rate of who sends them. Waiting: hours of "
        "all tickets in queues, at the rate of a citizen. Per open day.",
        "Công chức: giờ trực và làm thêm, theo đơn giá của nơi cử đến. Chờ đợi: giờ chờ của mọi số "
        "thứ tự, theo đơn giá giờ của người dân. Tính theo ngày làm việc.",
    ),
    "millions": Word("million {currency}", "triệu {currency}"),
}

"""Every word that tables, figures and workbooks show, in English and in Vietnamese.

Names of measures, scopes and columns in files (`wait_mean`, `site/hour`) are not words: they
stay the same in every language.
"""

from __future__ import annotations

from collections.abc import Mapping

from sim.report import cost_words, dossier_words, stage_words
from sim.report.word import LANGS, Lang, Word

__all__ = [
    "FIGURE", "HEAD", "KPI", "LANGS", "SCOPE", "SCOPE_TYPE", "SHEET", "TEXT", "UNIT", "Lang",
    "Word", "say", "tables",
]  # fmt: skip

KPI: Mapping[str, Word] = {
    "arrivals_per_day": Word("Visits that arrive", "Lượt đến"),
    "served_per_day": Word("Visits served", "Lượt được phục vụ"),
    "wait_mean": Word("Mean wait", "Thời gian chờ trung bình"),
    "wait_p50": Word("Half wait at most", "Một nửa số lượt chờ không quá"),
    "wait_p90": Word("90 % wait at most", "90 % số lượt chờ không quá"),
    "wait_p95": Word("95 % wait at most", "95 % số lượt chờ không quá"),
    "wait_p99": Word("99 % wait at most", "99 % số lượt chờ không quá"),
    "wait_max": Word("Longest wait", "Thời gian chờ dài nhất"),
    "wait_all_mean": Word("Mean wait of all tickets", "Thời gian chờ trung bình của mọi số thứ tự"),
    "wait_open_mean": Word(
        "Mean wait in opening hours", "Thời gian chờ trung bình trong giờ làm việc"
    ),
    "waited_share": Word("Had to wait", "Tỷ lệ phải chờ"),
    "within_target_share": Word(
        "Called within the wait target", "Tỷ lệ chờ không quá thời gian mục tiêu"
    ),
    "over_60min_share": Word("Over 60 minutes", "Tỷ lệ chờ quá 60 phút"),
    "abandoned_share": Word("Left without service", "Bỏ về trước khi được phục vụ"),
    "balked_share": Word("Turned back at a long queue", "Thấy đông, về ngay"),
    "sent_home_share": Word("Sent home at closing", "Hết giờ chưa được phục vụ"),
    "turned_away_share": Word("Came to shut doors", "Đến ngoài giờ tiếp nhận"),
    "no_show_share": Word("Booked, did not come", "Đặt lịch nhưng không đến"),
    "time_at_site_mean": Word("Mean time at the site", "Thời gian trung bình tại nơi giao dịch"),
    "queue_mean": Word("Mean number waiting", "Số lượt đang chờ trung bình"),
    "queue_max": Word("Most waiting at once", "Số lượt đang chờ nhiều nhất"),
    "utilisation": Word("Utilisation of officers", "Mức độ sử dụng công chức"),
    "overtime_per_day": Word("Overtime", "Làm thêm giờ"),
    "staff": Word("Staff", "Nhân sự"),
    "officer_hours_per_day": Word("Officer hours at counters", "Giờ trực quầy của công chức"),
    **cost_words.KPI,
    "access_5km_share": Word(
        "Residents at most 5 km from commune-level service",
        "Dân cư cách nơi tiếp nhận thủ tục cấp xã không quá 5 km",
    ),
    "access_30min_share": Word(
        "Residents under 30 minutes from commune-level service",
        "Dân cư đến nơi tiếp nhận thủ tục cấp xã dưới 30 phút",
    ),
    "access_share": Word(
        "Residents with commune-level service in reach (either)",
        "Dân cư trong tầm tiếp cận thủ tục cấp xã (một trong hai)",
    ),
    "branch_access_5km_share": Word(
        "Residents at most 5 km from branch-level service",
        "Dân cư cách nơi tiếp nhận thủ tục cấp huyện không quá 5 km",
    ),
    "branch_access_30min_share": Word(
        "Residents under 30 minutes from branch-level service",
        "Dân cư đến nơi tiếp nhận thủ tục cấp huyện dưới 30 phút",
    ),
    "branch_access_share": Word(
        "Residents with branch-level service in reach (either)",
        "Dân cư trong tầm tiếp cận thủ tục cấp huyện (một trong hai)",
    ),
    **dossier_words.KPI,
}
"""Names of the measures, in the order in which a workbook shows them."""

UNIT: Mapping[str, Word] = {
    "visits/day": Word("visits/day", "lượt/ngày"),
    "min": Word("min", "phút"),
    "share": Word("%", "%"),
    "visits": Word("visits", "lượt"),
    "min/day": Word("min/day", "phút/ngày"),
    "persons": Word("persons", "người"),
    "h/day": Word("h/day", "giờ/ngày"),
    **cost_words.UNIT,
    **dossier_words.UNIT,
}
"""Units as summary.csv names them; shares are shown in per cent."""

SCOPE_TYPE: Mapping[str, Word] = {
    "network": Word("Network", "Mạng lưới"),
    "tier": Word("Tier", "Cấp"),
    "district": Word("District", "Cấp huyện"),
    "site": Word("Site", "Nơi tiếp nhận"),
    "procedure": Word("Procedure", "Thủ tục"),
    "purpose": Word("Purpose of visit", "Mục đích đến"),
    "hour": Word("Hour", "Giờ"),
    "weekday": Word("Weekday", "Ngày trong tuần"),
    "officers": Word("Officers", "Nhóm công chức"),
    "commune": Word("Commune", "Xã, phường, thị trấn"),
    **stage_words.SCOPE_TYPE,
}

SCOPE: Mapping[str, Word] = {
    "network/all": Word("Whole network", "Toàn mạng lưới"),
    "tier/center": Word("Provincial centre", "Trung tâm tỉnh"),
    "tier/branch": Word("Branches", "Chi nhánh"),
    "tier/point": Word("Reception points", "Điểm tiếp nhận"),
    "purpose/file": Word("to file", "nộp hồ sơ"),
    "purpose/supplement": Word("to supplement", "bổ sung hồ sơ"),
    "purpose/collect": Word("to collect", "nhận kết quả"),
    "purpose/enquire": Word("to enquire", "hỏi, nhờ hướng dẫn"),
    "weekday/mon": Word("Monday", "Thứ Hai"),
    "weekday/tue": Word("Tuesday", "Thứ Ba"),
    "weekday/wed": Word("Wednesday", "Thứ Tư"),
    "weekday/thu": Word("Thursday", "Thứ Năm"),
    "weekday/fri": Word("Friday", "Thứ Sáu"),
    "weekday/sat": Word("Saturday", "Thứ Bảy"),
    "weekday/sun": Word("Sunday", "Chủ nhật"),
    "scenario/phase-1": Word("Phase I", "Giai đoạn I"),
    "scenario/phase-2": Word("Phase II", "Giai đoạn II"),
    "scenario/phase-3": Word("Phase III", "Giai đoạn III"),
}
"""What scopes are called that have no name in the scenario; keys are `type/scope`."""

HEAD: Mapping[str, Word] = {
    "wait_mean": Word("Mean wait [min]", "Chờ trung bình [phút]"),
    "wait_p90": Word("90 % wait at most [min]", "90 % chờ tối đa [phút]"),
    "within_target_share": Word("Within {target} min [%]", "Chờ ≤ {target} phút [%]"),
    "within_any_target": Word("Within the target [%]", "Chờ ≤ mục tiêu [%]"),
    "abandoned_share": Word("Visits left unserved [%]", "Lượt bỏ về [%]"),
    "turned_away_share": Word("Came to shut doors [%]", "Đến ngoài giờ [%]"),
    "staff": Word("Staff [persons]", "Nhân sự [người]"),
    "sent_home_share": Word("Sent home at closing [%]", "Hết giờ chưa phục vụ [%]"),
    "served_per_day": Word("Served [visits/day]", "Phục vụ [lượt/ngày]"),
    "utilisation": Word("Utilisation [%]", "Mức độ sử dụng [%]"),
    "access": Word("Within 30 min or 5 km [%]", "Trong 30 phút/5 km [%]"),
    "access_share": Word("commune-level service", "thủ tục cấp xã"),
    "branch_access_share": Word("branch-level service", "thủ tục cấp huyện"),
    "site": Word("Site", "Nơi tiếp nhận"),
    "change": Word("Change [min]", "Thay đổi [phút]"),
    "site/wait_mean": Word("Mean wait\n[min]", "Chờ trung\nbình [phút]"),
    "site/wait_p90": Word("90 % at\nmost [min]", "90 % không\nquá [phút]"),
    "site/within_target_share": Word("Within\n{target} min [%]", "Không quá\n{target} phút [%]"),
    "site/within_any_target": Word("Within\ntarget [%]", "Không quá\nmục tiêu [%]"),
    "site/abandoned_share": Word("Left un-\nserved [%]", "Bỏ về\n[%]"),
    "site/sent_home_share": Word("Sent\nhome [%]", "Hết giờ\n[%]"),
    "site/utilisation": Word("Utilisa-\ntion [%]", "Sử dụng\n[%]"),
    **dossier_words.HEAD,
    **stage_words.HEAD,
    **cost_words.HEAD,
}
"""Short names for printed tables, which must keep within 100 columns."""

TEXT: Mapping[str, Word] = {
    "title_run": Word("{scenario}: waits and service", "{scenario}: chờ đợi và phục vụ"),
    "title_compare": Word(
        "{scenarios} side by side: waits and service", "So sánh {scenarios}: chờ đợi và phục vụ"
    ),
    "basis": Word(
        "{days} days from {first} to {last}; {replications} replications, seed {seed}. "
        "± is the half-width of the 95 % interval of the mean.",
        "{days} ngày, từ {first} đến {last}; {replications} lần chạy mô phỏng, hạt giống {seed}. "
        "± là nửa độ rộng khoảng tin cậy 95 % của giá trị trung bình.",
    ),
    "basis_one": Word(
        "{days} days from {first} to {last}; 1 replication, seed {seed}: no interval can be given.",
        "{days} ngày, từ {first} đến {last}; 1 lần chạy mô phỏng, hạt giống {seed}: không có "
        "khoảng tin cậy.",
    ),
    "sets": Word("Changed by --set: {sets}", "Thay đổi bằng --set: {sets}"),
    "plan": Word("Staffed by the plan {plan}", "Nhân sự theo kế hoạch {plan}"),
    "visits_only": Word(
        "Demand and utilisation are of counter visits to file and enquire only. Shares are of "
        "visits: whoever leaves unserved and comes again counts each time.",
        "Nhu cầu và mức độ sử dụng chỉ tính các lượt đến quầy để nộp hồ sơ và nhờ hướng dẫn. "
        "Tỷ lệ tính theo lượt đến: ai bỏ về rồi trở lại thì mỗi lần đến tính một lượt.",
    ),
    "access": Word(
        "Within 30 min or 5 km: residents with less than 30 min, or at most 5 km by road, to the "
        "nearest site that takes all procedures of the level.",
        "Trong 30 phút/5 km: dân cư mất dưới 30 phút, hoặc đi không quá 5 km đường bộ, đến nơi gần "
        "nhất tiếp nhận mọi thủ tục của cấp đó.",
    ),
    "own_period": Word(
        "{scenario}: {days} days from {first} to {last}.",
        "{scenario}: {days} ngày, từ {first} đến {last}.",
    ),
    "own_periods": Word(
        "Each scenario is on its own period: differences hold those of the seasons too. "
        "{replications} replications, seed {seed}; ± is the half-width of the 95 % interval.",
        "Mỗi kịch bản có thời kỳ riêng nên chênh lệch gồm cả khác biệt theo mùa. "
        "{replications} lần chạy mô phỏng, hạt giống {seed}; ± là nửa độ rộng khoảng tin cậy 95 %.",
    ),
    "paired": Word(
        "Differences are between the same citizens, paired by replication.",
        "Chênh lệch được tính trên cùng người dân, so theo từng lần chạy.",
    ),
    "sites_title": Word("The sites where citizens wait longest", "Những nơi phải chờ lâu nhất"),
    "gains_title": Word(
        "Sites that gain and lose most, {scenario} against {base}",
        "Những nơi được lợi và bị thiệt nhiều nhất, {scenario} so với {base}",
    ),
    "gain": Word("wait falls", "chờ ít hơn"),
    "lose": Word("wait grows", "chờ lâu hơn"),
    "unclear": Word("within chance", "chưa rõ rệt"),
    "no_gains": Word(
        "No site's mean wait differs between {scenario} and {base}.",
        "Không nơi nào có thời gian chờ khác nhau giữa {scenario} và {base}.",
    ),
    "simultaneous": Word(
        "Intervals hold for all sites at once (95 %).",
        "Khoảng tin cậy 95 % đúng đồng thời cho mọi nơi.",
    ),
    "interrupted": Word(
        "Interrupted: this is what was finished of {scenario} ({replications} replications).",
        "Bị ngắt giữa chừng: đây là phần đã chạy xong của {scenario} ({replications} lần chạy).",
    ),
    "imprecise": Word(
        "{scenario}: the precision asked for was not reached in {replications} replications.",
        "{scenario}: chưa đạt độ chính xác yêu cầu sau {replications} lần chạy.",
    ),
    "saved": Word("Results: {folder}", "Kết quả: {folder}"),
    "digest": Word("Journal digest: {digest}", "Mã nhật ký: {digest}"),
    "nothing_served": Word(
        "No visit was served in the period.", "Không có lượt nào được phục vụ trong kỳ."
    ),
    **dossier_words.TEXT,
    **stage_words.TEXT,
    **cost_words.TEXT,
}
"""Sentences around the printed tables."""

FIGURE: Mapping[str, Word] = {
    "waits_title": Word("How long citizens wait", "Người dân chờ bao lâu"),
    "waits_axis": Word(
        "Mean wait from ticket to call [min]", "Thời gian chờ trung bình từ khi lấy số [phút]"
    ),
    "unserved_axis": Word("Visits that were not served [%]", "Số lượt không được phục vụ [%]"),
    "abandoned": Word("left without service", "bỏ về"),
    "sent_home": Word("sent home at closing", "hết giờ"),
    "turned_away": Word("came to shut doors", "đến ngoài giờ"),
    "balked": Word("turned back at a long queue", "thấy đông, về ngay"),
    "no_show": Word("booked, did not come", "đặt lịch, không đến"),
    "worst_title": Word(
        "The {n} sites where citizens wait longest", "{n} nơi người dân chờ lâu nhất"
    ),
    "worst_one": Word("How long citizens wait at each site", "Thời gian chờ tại từng nơi"),
    "queue_title": Word("The queue over the day", "Hàng chờ trong ngày"),
    "queue_axis": Word(
        "Visits waiting at a site, on average", "Số lượt đang chờ trung bình mỗi nơi"
    ),
    "hour_axis": Word("Hour of the day", "Giờ trong ngày"),
    "load_title": Word(
        "Waits and how busy the officers are, site by site",
        "Thời gian chờ và mức độ bận của công chức tại từng nơi",
    ),
    "load_axis": Word("Utilisation of officers [%]", "Mức độ sử dụng công chức [%]"),
    "access_title": Word(
        "Who lives within 30 min or 5 km of a site",
        "Dân cư đến nơi tiếp nhận trong 30 phút hoặc 5 km",
    ),
    "access_panel": Word("{level}: {share} % of residents", "{level}: {share} % dân cư"),
    "level_commune": Word("commune-level procedures", "thủ tục cấp xã"),
    "level_branch": Word("branch-level procedures", "thủ tục cấp huyện"),
    "access_all": Word(
        "{level}: all residents, in every scenario.", "{level}: toàn bộ dân cư, trong mọi kịch bản."
    ),
    "access_most": Word(
        "{level}: at least {share} % of the residents of every commune, in every scenario.",
        "{level}: ít nhất {share} % dân cư của mọi xã, trong mọi kịch bản.",
    ),
    "classes": Word("Share of a\ncommune's\nresidents", "Tỷ lệ dân cư\ncủa xã"),
    "class_last": Word("under {share} %", "dưới {share} %"),
    "access_how": Word(
        "To the nearest site that takes all procedures of the level: less than 30 min of travel at "
        "the scenario's speeds, or at most 5 km by road. Not simulated.",
        "Đến nơi gần nhất tiếp nhận mọi thủ tục của cấp đó: đi dưới 30 phút theo tốc độ của kịch "
        "bản, hoặc không quá 5 km đường bộ. Không phải kết quả mô phỏng.",
    ),
    "cells": Word(
        "Each cell holds what is nearest to a commune's centre: these are not its real borders. "
        "Thick lines: districts.",
        "Mỗi ô gồm những điểm gần tâm của một xã nhất, không phải địa giới thật. "
        "Nét đậm: cấp huyện.",
    ),
    "credit": Word(
        "Units and codes: GSO of Viet Nam. Places: GeoNames (CC BY).",
        "Đơn vị hành chính và mã: Tổng cục Thống kê Việt Nam. Địa danh: GeoNames (CC BY).",
    ),
    "target": Word("target {target} min", "mục tiêu {target} phút"),
    "lines": Word("Thin lines: 95 % intervals.", "Vạch mảnh: khoảng tin cậy 95 %."),
    "bands": Word("Shaded bands: 95 % intervals.", "Dải màu: khoảng tin cậy 95 %."),
    "scales": Word("The scales differ.", "Các trục có thang đo khác nhau."),
    "absent": Word(
        "No point: the scenario does not have the site.", "Không có điểm: kịch bản không có nơi đó."
    ),
    "no_interval": Word("One replication: no intervals.", "Một lần chạy: không có khoảng tin cậy."),
    "sets": Word("Changed by --set: {sets}", "Thay đổi bằng --set: {sets}"),
    "plan": Word("Staffed by the plan {plan}", "Nhân sự theo kế hoạch {plan}"),
    "interrupted": Word(
        "Interrupted: only what was finished is shown.", "Bị ngắt giữa chừng: chỉ có phần đã xong."
    ),
    "source": Word(
        "Simulation, {replications} replications, {first} to {last}.",
        "Mô phỏng, {replications} lần chạy, từ {first} đến {last}.",
    ),
    **dossier_words.FIGURE,
    **stage_words.FIGURE,
}
"""Titles, axes and notes of the figures."""

SHEET: Mapping[str, Word] = {
    "about": Word("Read me", "Hướng dẫn"),
    "network": Word("Network and tiers", "Mạng lưới và các cấp"),
    "intervals": Word("Intervals", "Khoảng tin cậy"),
    "district": Word("Districts", "Cấp huyện"),
    "site": Word("Sites", "Nơi tiếp nhận"),
    "procedure": Word("Procedures", "Thủ tục"),
    "hour": Word("Hours", "Giờ trong ngày"),
    "weekday": Word("Weekdays", "Ngày trong tuần"),
    "officers": Word("Officers", "Nhóm công chức"),
    "differences": Word("Differences", "Chênh lệch"),
    "id": Word("Id", "Mã"),
    "name": Word("Name", "Tên"),
    "tier": Word("Tier", "Cấp"),
    "measure": Word("Measure", "Chỉ tiêu"),
    "unit": Word("Unit", "Đơn vị"),
    "mean": Word("Mean", "Trung bình"),
    "difference": Word("Difference", "Chênh lệch"),
    "low": Word("95 % interval from", "Khoảng tin cậy 95 % từ"),
    "high": Word("to", "đến"),
    "clear": Word("Beyond chance", "Khác biệt rõ rệt"),
    "yes": Word("yes", "có"),
    "no": Word("no", "không"),
    "scenario": Word("Scenario", "Kịch bản"),
    "against": Word("Against", "So với"),
    "period": Word("Period", "Kỳ"),
    "replications": Word("Replications", "Số lần chạy mô phỏng"),
    "seed": Word("Seed", "Hạt giống"),
    "sheets": Word("Sheets", "Các trang"),
    "measures": Word("Measures", "Các chỉ tiêu"),
    "sets": Word("Changed by --set", "Thay đổi bằng --set"),
    "plan": Word("Staffed by the plan", "Nhân sự theo kế hoạch"),
    "interrupted": Word(
        "Interrupted: only what was finished is here.", "Bị ngắt giữa chừng: chỉ có phần đã xong."
    ),
    "about_rows": Word(
        "Each sheet has one row for each part of the network and one column for each measure.",
        "Mỗi trang có một dòng cho mỗi bộ phận của mạng lưới và một cột cho mỗi chỉ tiêu.",
    ),
    "about_more": Word(
        "summary.csv in the same folder has every number with its interval, also by site and hour "
        "and by site and officers.",
        "Tệp summary.csv trong cùng thư mục có mọi số liệu kèm khoảng tin cậy, kể cả theo nơi và "
        "giờ, theo nơi và nhóm công chức.",
    ),
    "about_blank": Word(
        "An empty cell: the measure does not apply there, or too few visits for a quantile.",
        "Ô trống: chỉ tiêu không áp dụng, hoặc quá ít lượt để tính phân vị.",
    ),
    **dossier_words.SHEET,
    **stage_words.SHEET,
}
"""Names and texts of the workbook."""

_TABLES = {
    "kpi": KPI, "unit": UNIT, "scope_type": SCOPE_TYPE, "scope": SCOPE, "head": HEAD,
    "text": TEXT, "figure": FIGURE, "sheet": SHEET,
}  # fmt: skip


def say(table: Mapping[str, Word], key: str, lang: Lang, **values: object) -> str:
    """The word or sentence of a key; `values` fill its braces."""
    text: str = getattr(table[key], lang)
    return text.format(**values) if values else text


def tables() -> Mapping[str, Mapping[str, Word]]:
    """All tables by name."""
    return _TABLES
